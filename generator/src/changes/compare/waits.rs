//! Changes of the methods that wait for operations.

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::side::OperationId;
use crate::ir::{Wait, WaitKind};
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    /// Compares how callers wait for the end of an operation.
    pub(super) fn wait(&mut self, old: OperationId, new: OperationId) {
        let (one, other) = (
            self.old.operation(old).wait.as_ref(),
            self.new.operation(new).wait.as_ref(),
        );
        let path = format!("{}::wait", self.new.request(new));
        let change =
            |kind, impact| Change::new(kind, impact, Item::Setter, path.clone());
        let change = match (one, other) {
            (None, Some(other)) => change(ChangeKind::Added, Impact::Additive)
                .at_new(&other.pointer)
                .note(Phrase::from("waits for the operation to complete")),
            (Some(one), None) => change(ChangeKind::Removed, Impact::Breaking)
                .at_old(&one.pointer)
                .note(Phrase::from("waited for the operation to complete")),
            (Some(one), Some(other)) if one.kind != other.kind => {
                let (impact, note) = difference(one, other);
                change(ChangeKind::Wire, impact)
                    .at_old(&one.pointer)
                    .at_new(&other.pointer)
                    .note(Phrase::from(note))
            }
            _ => return,
        };
        let ids: Vec<String> = self.shared_ids(new).into_iter().cloned().collect();
        self.changes.push(change.in_operations(&ids));
    }
}

/// Returns the effect of another way to wait: another operation may return a status of another type.
fn difference(one: &Wait, other: &Wait) -> (Impact, &'static str) {
    match (&one.kind, &other.kind) {
        (WaitKind::Status { .. }, WaitKind::Status { .. }) => {
            (Impact::Behavior, "other values of the status end the operation")
        }
        (
            WaitKind::Started { operation, .. },
            WaitKind::Started {
                operation: status, ..
            },
        ) if operation == status => (
            Impact::Behavior,
            "the ID of the status is in another place of the response",
        ),
        _ => (Impact::Breaking, "the status comes from another operation"),
    }
}
