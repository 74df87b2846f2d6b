//! Kinds of SID.

use serde::Serialize;

use super::ResourceId;

/// A kind of SID: two letters that say what it identifies, and 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sid {
    /// The two letters; `None` where any two will do.
    pub prefix: Option<String>,
    /// The pattern of the document.
    pub pattern: String,
    /// The names that properties, fields and parameters of this kind have in the document, in the order they are met.
    pub wire_names: Vec<String>,
    /// The resource that such a SID identifies, where the API has it.
    pub owner: Option<ResourceId>,
}
