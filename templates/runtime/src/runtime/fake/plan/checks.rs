//! Checks of planned changes.

use serde_json::Value;

use super::{Place, Plan, Settings};
use crate::runtime::fake::change::Change;
use crate::runtime::fake::reference::Subject;
use crate::runtime::fake::refusal::Refusal;
use crate::runtime::fake::store::Key;
use crate::runtime::fake::tables::Condition;

impl Plan<'_> {
    /// Refuses a request that meets a condition under which its operation is refused.
    pub(super) fn check_conditions(
        &self,
        subject: Subject<'_>,
        settings: Settings<'_>,
    ) -> Result<(), Refusal> {
        for refused in settings.operation.refusals {
            if self.is_met(&refused.condition, subject, settings) {
                return Err(refused.refusal.into());
            }
        }
        Ok(())
    }

    /// Refuses an instance whose properties must be unique and are not.
    pub(super) fn check_unique(&self, change: &Change) -> Result<(), Refusal> {
        for unique in self.state.tables.resources[change.resource].unique {
            let Some(key) = Key::of(&change.after, unique.properties) else {
                continue;
            };
            let place = Place {
                resource: change.resource,
                parent: change.parent,
                within: change.within,
            };
            let others = self.state.store.find(change.resource, change.parent, &key);
            let exists = change.within.is_none()
                && others.iter().any(|other| Some(*other) != change.id);
            if exists || self.planned_at(place).any(|planned| key.is_of(&planned.after))
            {
                return Err(unique.refusal.into());
            }
        }
        Ok(())
    }

    /// Refuses one instance too many.
    pub(super) fn check_limit(&self, place: Place) -> Result<(), Refusal> {
        let Some(limit) = self.state.tables.resources[place.resource].limit else {
            return Ok(());
        };
        let existing = match place.within {
            Some(_) => 0,
            None => self.state.store.below(place.resource, place.parent).len(),
        };
        if existing + self.planned_at(place).count() >= limit.maximum {
            return Err(limit.refusal.into());
        }
        Ok(())
    }

    fn is_met(
        &self,
        condition: &Condition,
        subject: Subject<'_>,
        settings: Settings<'_>,
    ) -> bool {
        let set = |name: &&str| {
            let mut set = settings.parameters.iter();
            set.find(|(parameter, _)| parameter.name == *name)
                .map(|(_, value)| value)
                .filter(|value| !value.is_null())
        };
        match condition {
            Condition::Has(reference, values) => {
                let found = self.state.value(subject, reference);
                values.iter().any(|value| is(&found, value))
            }
            Condition::NoneSet(names) => names.iter().all(|name| set(name).is_none()),
            Condition::AllSet(names) => names.iter().all(|name| set(name).is_some()),
            Condition::Missing(name, resource) => set(name).is_some_and(|sid| {
                let path = self.state.tables.resources[*resource].sid();
                path.is_some_and(|path| {
                    self.state.nearby(subject, *resource, path, sid).is_none()
                })
            }),
        }
    }
}

/// Returns `true` if a value is the one that a text stands for.
fn is(value: &Value, text: &str) -> bool {
    match value {
        Value::String(value) => value == text,
        Value::Array(_) | Value::Object(_) => false,
        value => value.to_string() == text,
    }
}
