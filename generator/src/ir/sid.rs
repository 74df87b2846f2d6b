//! Kinds of SID.

use serde::Serialize;

use super::ResourceId;

/// A kind of SID: a two-letter prefix for the kind of resource, and 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sid {
    /// The prefix, or `None` if any is allowed.
    pub prefix: Option<String>,
    /// The pattern in the document.
    pub pattern: String,
    /// The names of properties and parameters of this kind in the document, in order of occurrence.
    pub wire_names: Vec<String>,
    /// The resource that it identifies, if it is part of the API.
    pub owner: Option<ResourceId>,
}
