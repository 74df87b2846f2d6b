//! Objects that answers hold.

use serde::Serialize;

use super::{ResourceId, Type};
use crate::diagnostics::Pointer;

/// An object with named fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model<Owner = ResourceId> {
    /// Where the document declares it; several after twins were merged.
    pub pointers: Vec<Pointer>,
    /// The last part of its name in the document.
    pub name: String,
    /// A name given by hand, which stands over any made by rule.
    pub explicit_name: Option<String>,
    /// The first resource that uses it; its code stands there.
    pub owner: Owner,
    /// The fields, in document order.
    pub fields: Vec<Field>,
    /// What the object is.
    pub description: String,
}

/// One field of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Where the document declares it.
    pub pointer: Pointer,
    /// The name on the wire.
    pub wire: String,
    /// A name given by hand, which stands over any made by rule.
    pub explicit_name: Option<String>,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether an answer always has it.
    pub presence: Presence,
    /// Whether it holds personal data.
    pub sensitivity: Sensitivity,
    /// What it means.
    pub description: String,
}

/// Whether an answer always has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Every answer has it, and it is not null.
    Always,
    /// It may be null or missing.
    Optional,
}

/// Whether a value is personal data, and so kept out of logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Anyone may see it.
    Public,
    /// Personal data: not shown by `Debug` nor in traces.
    Personal,
}
