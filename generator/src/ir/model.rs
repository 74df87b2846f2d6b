//! Object types.

use serde::Serialize;

use super::{Type, TypeOwner};
use crate::diagnostics::Pointer;

/// An object with named fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model<Owner = TypeOwner> {
    /// The pointers in the document; several if twins were merged.
    pub pointers: Vec<Pointer>,
    /// The last segment of its name in the document.
    pub name: String,
    /// A name that overrides the derived one.
    pub explicit_name: Option<String>,
    /// The part of the API whose module contains it.
    pub owner: Owner,
    /// The fields, in document order.
    pub fields: Vec<Field>,
    /// `true` if the document deprecates it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The description of the object.
    pub description: String,
}

/// A field of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The name on the wire.
    pub wire: String,
    /// A name that overrides the derived one.
    pub explicit_name: Option<String>,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// The presence in responses.
    pub presence: Presence,
    /// Marks personal data.
    pub sensitivity: Sensitivity,
    /// A value for examples and samples; of a list, one element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// `true` if the document deprecates it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The description.
    pub description: String,
}

/// The presence of a field in responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// The field is always present and not null.
    Always,
    /// The field may be null or missing.
    Optional,
    /// The field is a map of the properties that have no field of their own.
    Additional,
}

/// The sensitivity of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Not personal data.
    Public,
    /// Personal data, which is redacted in `Debug` output and traces.
    Personal,
}
