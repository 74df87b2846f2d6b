//! Checks of planned changes.

use super::{Place, Plan, Settings};
use crate::runtime::fake::change::Change;
use crate::runtime::fake::conditions;
use crate::runtime::fake::reference::Subject;
use crate::runtime::fake::refusal::Refusal;
use crate::runtime::fake::store::{self, InstanceId, Key};
use crate::runtime::fake::tables::{self, Limit, Unique};

impl Plan<'_> {
    /// Refuses a request that meets a condition under which its operation is refused.
    pub(super) fn check_conditions(
        &self,
        subject: Option<Subject<'_>>,
        settings: Settings<'_>,
    ) -> Result<(), Refusal> {
        for refused in settings.operation.refusals {
            let parameters = settings.parameters;
            if conditions::hold(self.state, &refused.condition, subject, parameters) {
                return Err(refused.refusal.into());
            }
        }
        Ok(())
    }

    /// Refuses an instance whose properties must be unique and are not.
    pub(super) fn check_unique(&self, change: &Change) -> Result<(), Refusal> {
        for unique in self.state.tables.resource(change.resource).unique {
            let Some(key) = Key::of(&change.after, unique.properties) else {
                continue;
            };
            let own = unique.composite_refusal.filter(|_| change.within.is_some());
            let refusal = own.unwrap_or(unique.refusal);
            if let Some(id) = self.stored_duplicate(change, unique, &key) {
                return Err(self.duplicate(refusal, id));
            }
            let mut planned = self.planned_at(Place::of(change));
            if planned.any(|planned| key.is_of(&planned.after)) {
                return Err(refusal.into());
            }
        }
        Ok(())
    }

    /// Refuses one instance too many.
    pub(super) fn check_limits(&self, change: &Change) -> Result<(), Refusal> {
        let limits = self.state.tables.resource(change.resource).limits;
        for limit in limits {
            if counts(limit, &change.after) && self.count(change, limit) >= limit.maximum
            {
                return Err(limit.refusal.into());
            }
        }
        Ok(())
    }

    /// Returns the number of instances that count towards a limit.
    fn count(&self, change: &Change, limit: &Limit) -> usize {
        let place = Place::of(change);
        let planned = self.planned_at(place);
        let planned = planned.filter(|planned| counts(limit, &planned.after)).count();
        if place.within.is_some() {
            return planned;
        }
        let stored = self.state.store.below(place.resource, place.parent);
        if limit.property.is_none() {
            return stored.len() + planned;
        }
        let stored = stored.iter().filter_map(|id| self.state.store.get(*id));
        // A limit is small, and more are never created by requests.
        stored.filter(|stored| counts(limit, &stored.properties)).count() + planned
    }

    /// Returns another instance with the same properties.
    fn stored_duplicate(
        &self,
        change: &Change,
        unique: &Unique,
        key: &Key<'_>,
    ) -> Option<InstanceId> {
        let subject = Subject::within(change, &self.changes);
        let place = match unique.within {
            None if change.within.is_some() => return None,
            None => change.parent,
            Some(resource) => {
                let mut lineage = self.state.lineage(subject);
                Some(lineage.find(|ancestor| ancestor.resource == resource)?.id?)
            }
        };
        let is_compared = |id: &InstanceId| {
            Some(*id) != change.id
                && unique.unless.is_none_or(|condition| {
                    self.state.subject(*id).is_some_and(|existing| {
                        !conditions::hold(self.state, condition, Some(existing), &[])
                    })
                })
        };
        let found = self.state.store.find(change.resource, place, key);
        found.iter().copied().find(is_compared)
    }

    /// Returns the refusal of an instance with the same properties as an existing one.
    fn duplicate(&self, refusal: tables::Refusal, existing: InstanceId) -> Refusal {
        let Some(existing) = self.state.subject(existing) else {
            return refusal.into();
        };
        let mut message = refusal.message.to_owned();
        for property in self.state.tables.resource(existing.resource).properties {
            let placeholder = format!("{{{}}}", property.name);
            if message.contains(&placeholder) {
                let value =
                    self.state.read(existing, std::slice::from_ref(&property.name));
                let text =
                    value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                message = message.replace(&placeholder, &text);
            }
        }
        Refusal::from(refusal).with_message(message)
    }
}

/// Returns `true` if an instance counts towards a limit.
fn counts(limit: &Limit, properties: &store::Properties) -> bool {
    limit.property.is_none_or(|path| store::get(properties, path).is_some())
}
