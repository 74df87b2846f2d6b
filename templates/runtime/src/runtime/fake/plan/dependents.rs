//! Instances that are created together with another one.

use serde_json::Value;

use super::draft::parsed;
use super::{Place, Plan};
use crate::runtime::fake::change::Change;
use crate::runtime::fake::reference::Subject;
use crate::runtime::fake::store::{self, Key};
use crate::runtime::fake::tables::{
    self, Companion, PropertyPath, ResourceIndex, ResourceKind,
};

/// The number of instances that are created because another one is, one after the other, unless the tables are wrong.
const MAX_DEPTH: usize = 8;

impl Plan<'_> {
    /// Plans the singletons of an instance that is going to be created, its companions, and the changes that its
    /// creation causes in its ancestors.
    pub(in crate::runtime::fake) fn add_dependents(&mut self, position: usize) {
        self.add_dependents_at(position, 0);
        self.change_ancestors(position);
    }

    fn add_dependents_at(&mut self, position: usize, depth: usize) {
        let Some(resource) = self.changes.get(position).map(|change| change.resource)
        else {
            return;
        };
        if depth >= MAX_DEPTH {
            return;
        }
        let tables = self.state.tables;
        for (index, table) in tables.resources().enumerate() {
            if table.kind == ResourceKind::Singleton && table.parent == Some(resource) {
                self.add_singleton_at(index, Some(position), depth);
            }
        }
        for companion in tables.resource(resource).companions {
            self.add_companion(position, companion, depth);
        }
    }

    /// Plans a singleton of an instance that is going to be created, or of the account.
    pub(in crate::runtime::fake) fn add_singleton(
        &mut self,
        resource: ResourceIndex,
        within: Option<usize>,
    ) {
        self.add_singleton_at(resource, within, 0);
    }

    fn add_singleton_at(
        &mut self,
        resource: ResourceIndex,
        within: Option<usize>,
        depth: usize,
    ) {
        let place = Place {
            resource,
            parent: None,
            within,
        };
        let mut change = self.creation(place);
        change.is_reported = false;
        self.copy_properties(&mut change);
        let position = self.push(change);
        self.add_dependents_at(position, depth + 1);
    }

    /// Plans a companion, or finds an existing one, and writes its SID where the companion is named. There is none if a
    /// property that it copies is null.
    fn add_companion(&mut self, position: usize, companion: &Companion, depth: usize) {
        let Some(place) = self.place_near(position, companion.resource) else {
            return;
        };
        let Some(values) = self.values(position, companion) else {
            return;
        };
        let existing = companion.unless_exists.then(|| self.existing(place, &values));
        let properties = existing.flatten().unwrap_or_else(|| {
            let mut change = self.creation(place);
            for (path, value) in values {
                self.assign(&mut change.after, place.resource, path, value);
            }
            self.copy_properties(&mut change);
            let added = self.push(change);
            self.add_dependents_at(added, depth + 1);
            self.changes[added].after.clone()
        });
        if let Some(path) = companion.names_it {
            let table = self.state.tables.resource(companion.resource);
            let sid = table.sid().and_then(|sid| store::get(&properties, sid));
            let sid = sid.cloned().unwrap_or_default();
            store::set(&mut self.changes[position].after, path, sid);
        }
    }

    /// Returns the properties of a companion; `None` if one of them is a copy of null.
    fn values(
        &self,
        position: usize,
        companion: &Companion,
    ) -> Option<Vec<(PropertyPath, Value)>> {
        let subject = Subject::of(&self.changes, position)?;
        let value = |(path, value): &(PropertyPath, tables::Value)| match value {
            tables::Value::Json(text) => Some((*path, parsed(text))),
            tables::Value::Copy(references) => {
                let value = self.state.first_value(subject, references);
                Some((*path, value)).filter(|(_, value)| !value.is_null())
            }
            _ => None,
        };
        companion.properties.iter().map(value).collect()
    }

    /// Returns the properties of an instance, existing or planned, that has the properties of a companion.
    fn existing(
        &self,
        place: Place,
        values: &[(PropertyPath, Value)],
    ) -> Option<store::Properties> {
        let key = Key::from_values(values);
        let found = self.state.store.find(place.resource, place.parent, &key);
        let stored = found.first().and_then(|id| self.state.store.get(*id));
        let stored = stored.filter(|_| place.within.is_none());
        let mut planned = self.planned_at(place);
        stored.map(|instance| instance.properties.clone()).or_else(|| {
            planned
                .find(|change| key.is_of(&change.after))
                .map(|change| change.after.clone())
        })
    }

    /// Returns where an instance of a resource is created together with another one: below it or below an ancestor.
    fn place_near(&self, position: usize, resource: ResourceIndex) -> Option<Place> {
        let place = |parent, within| {
            Some(Place {
                resource,
                parent,
                within,
            })
        };
        let Some(wanted) = self.state.tables.find_resource(resource)?.parent else {
            return place(None, None);
        };
        let mut position = position;
        loop {
            let change: &Change = self.changes.get(position)?;
            if change.resource == wanted {
                return place(change.id, change.id.is_none().then_some(position));
            }
            let Some(outer) = change.within else {
                let is_wanted = |id: &u64| {
                    self.state.store.get(*id).is_some_and(|one| one.resource == wanted)
                };
                return place(
                    self.state.store.ancestors(change.parent).find(is_wanted),
                    None,
                );
            };
            position = outer;
        }
    }
}
