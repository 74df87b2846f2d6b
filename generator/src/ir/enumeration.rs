//! Enums.

use serde::Serialize;

use super::TypeOwner;
use crate::diagnostics::Pointer;

/// An open enum of string values: a server may return other values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Enumeration<Owner = TypeOwner> {
    /// The pointers in the document; several if equal enums were merged.
    pub pointers: Vec<Pointer>,
    /// The role, such as `state` or `delivery_status`: the name without that of its owner.
    pub role: String,
    /// A name that overrides the derived one.
    pub explicit_name: Option<String>,
    /// The name of its schema, if that names the enum without an owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_name: Option<String>,
    /// The part of the API whose module contains it.
    pub owner: Owner,
    /// The values, in document order.
    pub variants: Vec<Variant>,
    /// `true` if the document deprecates it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The description.
    pub description: String,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The value on the wire.
    pub wire: String,
    /// A name that overrides the derived one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explicit_name: Option<String>,
    /// The description; empty if there is none.
    pub description: String,
}
