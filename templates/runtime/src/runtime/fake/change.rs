//! Changes of instances, from which events are made.

use serde_json::Value;

use super::store::{InstanceId, Properties};
use super::tables::{Action, PropertyPath, ResourceIndex};

/// A change of an instance, planned or made.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// `Create`, `Update` or `Delete`.
    pub(super) action: Action,
    /// The resource. A change through a view is a change of the viewed instance.
    pub(super) resource: ResourceIndex,
    /// `None` if it is to be created.
    pub(super) id: Option<InstanceId>,
    /// `None` if it belongs to the account, or if its parent is to be created.
    pub(super) parent: Option<InstanceId>,
    /// The position, in the list of changes, of the one that creates its parent.
    pub(super) within: Option<usize>,
    /// The properties before the change; empty if it is created.
    pub(super) before: Properties,
    /// The properties after the change; empty if it is deleted.
    pub(super) after: Properties,
    pub(super) cause: Cause,
    /// `false` for a change that causes no events, such as a timer that starts anew.
    pub(super) is_reported: bool,
}

/// The cause of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A request.
    Request,
    /// A deadline.
    Deadline,
    /// The creation of a child.
    Child,
}

/// A property that the reply to an event sets.
#[derive(Clone, Debug)]
pub(super) struct Amendment {
    /// The position of the planned change.
    pub(super) change: usize,
    pub(super) property: PropertyPath,
    pub(super) value: Value,
}
