//! Documentation of items.

use serde::Serialize;

/// The documentation of an item: Markdown, and a link to more details.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Documentation {
    /// The `summary`; empty if there is none.
    pub summary: String,
    /// The `description`; empty if there is none.
    pub description: String,
    /// The URL of the vendor's documentation (`externalDocs.url`).
    pub page: Option<String>,
}
