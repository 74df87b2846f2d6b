//! What the document says in prose.

use serde::Serialize;

/// Prose for one item: markdown, and the page that says more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Documentation {
    /// A few words (`summary`), empty where the document has none.
    pub summary: String,
    /// The description, empty where the document has none.
    pub description: String,
    /// The page of the vendor's documentation (`externalDocs.url`).
    pub page: Option<String>,
}
