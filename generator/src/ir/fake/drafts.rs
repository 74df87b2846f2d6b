//! The extension `x-fake`, before its names are resolved.

mod event;
mod operation;
mod reference;
mod resource;
mod schema;

pub use event::{EventDraft, EventValueDraft, KeywordsDraft};
pub use operation::{
    ConditionDraft, ConditionalRefusalDraft, OperationDraft, ParameterDraft,
};
pub use reference::{InstanceDraft, Name, ReferenceDraft, Target};
pub use resource::{
    CompanionDraft, LimitDraft, LinkDraft, ReactionDraft, ResourceDraft, StorageDraft,
    TransitionDraft, UniqueDraft,
};
pub use schema::{CountDraft, SchemaDraft, ValueDraft};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostics::Pointer;

/// The extensions `x-fake` of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FakeDrafts {
    /// Those of path items, by path.
    pub resources: BTreeMap<String, ResourceDraft>,
    /// Those of operations and their parameters, by `operationId`.
    pub operations: BTreeMap<String, OperationDraft>,
    /// Those of schemas.
    pub schemas: BTreeMap<Pointer, SchemaDraft>,
    /// The schemas of the fields of models, by the pointers of the fields.
    pub fields: BTreeMap<Pointer, Pointer>,
    /// Those of callbacks, by the kind of event and the `operationId` of the operation that sets the URL.
    pub events: BTreeMap<String, BTreeMap<String, EventDraft>>,
}

impl FakeDrafts {
    /// Returns `true` if the document has the extension anywhere.
    pub fn is_declared(&self) -> bool {
        let mut schemas = self.schemas.values();
        !self.resources.is_empty()
            || !self.operations.is_empty()
            || !self.events.is_empty()
            || schemas.any(SchemaDraft::is_declared)
    }
}
