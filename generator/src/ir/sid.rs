//! Kinds of SID, and of other identifiers of resources.

use serde::Serialize;

use super::ResourceId;

/// A kind of identifier of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sid {
    /// The form.
    pub form: SidForm,
    /// The prefix, or `None` if any is allowed.
    pub prefix: Option<String>,
    /// The pattern in the document.
    pub pattern: String,
    /// The names of properties and parameters of this kind in the document, in order of occurrence.
    pub wire_names: Vec<String>,
    /// The resource that it identifies, if it is part of the API.
    pub owner: Option<ResourceId>,
}

/// The form of an identifier of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SidForm {
    /// A SID: a prefix of two letters for the kind of resource, and 32 hexadecimal digits.
    Sid,
    /// A typed ID: a prefix of words for the kind of resource, an underscore, and 26 digits and lowercase letters.
    TypedId,
}

impl SidForm {
    /// Returns the word that names of identifiers of this form end with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sid => "sid",
            Self::TypedId => "id",
        }
    }
}
