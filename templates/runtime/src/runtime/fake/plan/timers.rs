//! Deadlines of instances: when they are set and when their time starts anew. What the creation of a child changes.

use std::time::Duration;

use serde_json::Value;

use super::{Plan, Settings};
use crate::runtime::fake::change::{Cause, Change};
use crate::runtime::fake::clock;
use crate::runtime::fake::reference::Subject;
use crate::runtime::fake::store::{self, InstanceId, Properties};
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

    /// Sets the deadlines that an instance has if the request that creates it does not set them.
    pub(super) fn set_default_deadlines(
        &self,
        change: &mut Change,
        settings: Settings<'_>,
    ) {
        for parameter in settings.operation.parameters {
            let Effect::Deadline {
                property,
                default: Some(default),
            } = parameter.effect
            else {
                continue;
            };
            let mut set = settings.parameters.iter();
            if set.any(|(other, _)| other.name == parameter.name) {
                continue;
            }
            let value =
                self.state.value(Subject::within(change, &self.changes), &default);
            if !value.is_null() {
                self.set_deadline(&mut change.after, change.resource, property, &value);
            }
        }
    }

    /// Starts the time of a transition anew if a request changes the property back to a value from which it happens.
    pub(super) fn restart_for_update(
        &self,
        change: &mut Change,
        parameters: &[(&'static Parameter, Value)],
    ) {
        for transition in self.state.tables.resource(change.resource).transitions {
            let sets_deadline = parameters.iter().any(|(parameter, _)| {
                matches!(parameter.effect, Effect::Deadline { property, .. } if property == transition.deadline)
            });
            let returns = !is_pending(&change.before, transition)
                && is_pending(&change.after, transition);
            if returns && !sets_deadline {
                self.restart(&mut change.after, transition);
            }
        }
    }

    /// Plans what the creation of a child changes in its ancestors.
    pub(super) fn change_ancestors(&mut self, position: usize) {
        let Some(child) = Subject::of(&self.changes, position) else {
            return;
        };
        let ancestors: Vec<_> =
            self.state.lineage(child).filter_map(|ancestor| ancestor.id).collect();
        let resource = child.resource;
        for id in ancestors {
            self.change_ancestor(id, resource);
        }
    }

    /// Plans what the creation of a child of a resource changes in an ancestor: properties that react to it, and
    /// deadlines whose time starts anew.
    fn change_ancestor(&mut self, ancestor: InstanceId, child: ResourceIndex) {
        let Some(mut change) = self.change(ancestor, Action::Update) else {
            return;
        };
        change.cause = Cause::Child;
        let table = self.state.tables.resource(change.resource);
        for reaction in table.reactions.iter().filter(|it| it.to.contains(&child)) {
            if is_one_of(&change.after, reaction.property, reaction.from) {
                let value = Value::from(reaction.becomes);
                store::set(&mut change.after, reaction.property, value);
            }
        }
        change.is_reported = change.after != change.before;
        for transition in table.transitions {
            if transition.restarted_by.contains(&child) {
                self.restart(&mut change.after, transition);
            }
        }
        if change.is_reported {
            self.set_updated(&mut change);
        }
        if change.after != change.before {
            self.push(change);
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
    is_one_of(properties, transition.property, transition.from)
}

fn is_one_of(properties: &Properties, path: PropertyPath, values: &[&str]) -> bool {
    let value = store::get(properties, path).and_then(Value::as_str);
    value.is_some_and(|value| values.contains(&value))
}

/// Returns the name under which an instance keeps the duration of a deadline. No property of an API contains a space.
fn key(deadline: PropertyPath) -> String {
    format!("{} seconds", deadline.join("."))
}
