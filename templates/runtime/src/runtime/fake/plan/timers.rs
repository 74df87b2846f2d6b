//! Deadlines of instances: when they are set, and when their time starts anew.

use std::time::Duration;

use serde_json::Value;

use super::Plan;
use crate::runtime::fake::change::{Cause, Change};
use crate::runtime::fake::clock;
use crate::runtime::fake::reference::Subject;
use crate::runtime::fake::store::{self, Properties};
use crate::runtime::fake::tables::{
    Action, Effect, Parameter, PropertyPath, ResourceIndex, Transition,
};
use crate::runtime::values::duration;

impl Plan<'_> {
    /// Sets a deadline, a duration from now. Zero removes it.
    pub(super) fn set_deadline(
        &self,
        properties: &mut Properties,
        resource: ResourceIndex,
        path: PropertyPath,
        value: &Value,
    ) {
        let text = value.as_str().unwrap_or_default();
        let duration = duration::from_text(text).unwrap_or_default();
        let deadline = match duration {
            Duration::ZERO => Value::Null,
            duration => clock::json(clock::after(self.state.now, duration)),
        };
        self.assign(properties, resource, path, deadline);
        properties.insert(key(path), Value::from(duration.as_secs()));
    }

    /// Starts the time of a transition anew if a request changes the property back to a value from which it happens.
    pub(super) fn restart_for_update(
        &self,
        change: &mut Change,
        parameters: &[(&'static Parameter, Value)],
    ) {
        for transition in self.state.tables.resources[change.resource].transitions {
            let sets_deadline = parameters.iter().any(|(parameter, _)| {
                matches!(parameter.effect, Effect::Deadline(path) if path == transition.deadline)
            });
            let returns = !is_pending(&change.before, transition)
                && is_pending(&change.after, transition);
            if returns && !sets_deadline {
                self.restart(&mut change.after, transition);
            }
        }
    }

    /// Starts the time of the ancestors' transitions anew that a new child restarts. What has happened is undone.
    pub(super) fn restart_ancestors(&mut self, position: usize) {
        let Some(child) = Subject::of(&self.changes, position) else {
            return;
        };
        let ancestors: Vec<_> =
            self.state.lineage(child).filter_map(|ancestor| ancestor.id).collect();
        let resource = child.resource;
        for id in ancestors {
            let Some(mut change) = self.change(id, Action::Update) else {
                continue;
            };
            change.cause = Cause::Child;
            for transition in self.state.tables.resources[change.resource].transitions {
                if transition.restarted_by.contains(&resource) {
                    undo(&mut change.after, transition);
                    self.restart(&mut change.after, transition);
                }
            }
            if change.after != change.before {
                let transitions =
                    self.state.tables.resources[change.resource].transitions;
                change.is_reported = transitions.iter().any(|transition| {
                    let path = transition.property;
                    store::get(&change.before, path) != store::get(&change.after, path)
                });
                if change.is_reported {
                    self.set_updated(&mut change);
                }
                self.push(change);
            }
        }
    }

    /// Sets the deadline of a transition to its duration from now.
    fn restart(&self, properties: &mut Properties, transition: &Transition) {
        let seconds = properties.get(&key(transition.deadline)).and_then(Value::as_u64);
        if let Some(seconds) = seconds.filter(|seconds| *seconds > 0) {
            let deadline = clock::after(self.state.now, Duration::from_secs(seconds));
            store::set(properties, transition.deadline, clock::json(deadline));
        }
    }
}

/// Returns `true` if a transition is going to happen at its deadline.
fn is_pending(properties: &Properties, transition: &Transition) -> bool {
    let value = store::get(properties, transition.property).and_then(Value::as_str);
    value.is_some_and(|value| transition.from.contains(&value))
}

/// Sets a property that a transition has changed to the value from which it did.
fn undo(properties: &mut Properties, transition: &Transition) {
    let value = store::get(properties, transition.property).and_then(Value::as_str);
    if let (true, Some(from)) = (value == Some(transition.to), transition.from.first()) {
        store::set(properties, transition.property, Value::from(*from));
    }
}

/// Returns the name under which an instance keeps the duration of a deadline. No property of an API contains a space.
fn key(deadline: PropertyPath) -> String {
    format!("{} seconds", deadline.join("."))
}
