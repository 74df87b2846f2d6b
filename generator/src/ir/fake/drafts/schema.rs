//! Extensions of schemas.

use serde::Serialize;

use super::{EventValueDraft, Name, ReferenceDraft};
use crate::diagnostics::Pointer;

/// The extension of a schema, and its default.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SchemaDraft {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The value of a property with this schema.
    pub value: Option<ValueDraft>,
    /// The values of the properties of this object.
    pub properties: Vec<(Name, ValueDraft)>,
    /// The value of a parameter of an event with this schema.
    pub sent: Option<EventValueDraft>,
    /// The default of the schema, as JSON text.
    pub default: Option<String>,
}

impl SchemaDraft {
    /// Returns `true` if the schema has the extension.
    pub fn is_declared(&self) -> bool {
        self.value.is_some() || self.sent.is_some() || !self.properties.is_empty()
    }
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueDraft {
    /// Initially this JSON text.
    Initial(String),
    /// The SID of the instance.
    Sid,
    /// The SID of the account.
    Account,
    /// The time at which the instance was created.
    Created,
    /// The time at which the instance was last changed.
    Updated,
    /// The number of instances that the parent had before.
    Index,
    /// Initially the first value at that time that is not null.
    Copy(Vec<ReferenceDraft>),
    /// The value that another property has.
    Read(ReferenceDraft),
    /// A number of instances.
    Count(CountDraft),
}

/// A number of instances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountDraft {
    /// The resource of the instances.
    pub resource: Name,
    /// The property of these instances, a number.
    pub property: Name,
    /// The property of this instance that it exceeds.
    pub above: Name,
    /// The maximum number that is returned.
    pub maximum: u64,
}
