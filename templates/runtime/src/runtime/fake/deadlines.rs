//! Deadlines: which changes happen when the clock passes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::Value;

use super::store::{self, InstanceId, Properties};
use super::tables::Transition;
use crate::runtime::values::timestamp;

/// The deadlines of all instances.
#[derive(Default)]
pub(super) struct Deadlines {
    /// The time, the instance, and the position of the transition in its resource.
    queue: BTreeSet<(Timestamp, InstanceId, usize)>,
    /// The entries of each instance in the queue.
    pending: BTreeMap<InstanceId, Vec<(Timestamp, usize)>>,
}

impl Deadlines {
    /// Replaces the deadlines of an instance by those of its properties.
    pub(super) fn set(
        &mut self,
        id: InstanceId,
        transitions: &[Transition],
        properties: &Properties,
    ) {
        self.remove(id);
        let pending =
            transitions.iter().enumerate().filter_map(|(position, transition)| {
                Some((deadline(properties, transition)?, position))
            });
        let pending: Vec<_> = pending.collect();
        for (time, position) in &pending {
            self.queue.insert((*time, id, *position));
        }
        if !pending.is_empty() {
            self.pending.insert(id, pending);
        }
    }

    /// Removes the deadlines of an instance.
    pub(super) fn remove(&mut self, id: InstanceId) {
        for (time, position) in self.pending.remove(&id).unwrap_or_default() {
            self.queue.remove(&(time, id, position));
        }
    }

    /// Returns the first deadline that is not after `end`.
    pub(super) fn first_until(
        &self,
        end: Timestamp,
    ) -> Option<(Timestamp, InstanceId, usize)> {
        self.queue.first().copied().filter(|(time, ..)| *time <= end)
    }
}

/// Returns the time at which a transition happens, if it is going to.
fn deadline(properties: &Properties, transition: &Transition) -> Option<Timestamp> {
    let value = store::get(properties, transition.property)?.as_str()?;
    let time = store::get(properties, transition.deadline).and_then(Value::as_str)?;
    let is_pending = transition.from.contains(&value) && value != transition.to;
    timestamp::from_text(time).filter(|_| is_pending)
}
