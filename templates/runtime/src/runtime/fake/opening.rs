//! Initial instances of an account.

use serde_json::Value;

use super::plan::Place;
use super::state::State;
use super::store;
use super::tables::{InstanceReference, ResourceIndex, ResourceKind};

impl State {
    /// Creates the singletons of the account and the default instances.
    pub(super) fn open(&mut self) {
        let tables = self.tables;
        for (resource, table) in tables.resources().enumerate() {
            if table.kind == ResourceKind::Singleton && table.parent.is_none() {
                self.make(|plan| plan.add_singleton(resource, None));
            }
        }
        for resource in 0..tables.resources().count() {
            self.add_default(resource);
        }
    }

    /// Creates the default instance of a resource, if it has one, and writes its SID where it is named.
    fn add_default(&mut self, resource: ResourceIndex) {
        let table = self.tables.resource(resource);
        let Some(reference) = &table.default_instance else {
            return;
        };
        let place = Place {
            resource,
            parent: None,
            within: None,
        };
        let changes = self.make(|plan| {
            let position = plan.insert(place, store::Properties::new());
            plan.add_dependents(position);
        });
        let sid = changes
            .first()
            .and_then(|change| store::get(&change.after, table.sid()?))
            .cloned()
            .unwrap_or(Value::Null);
        let InstanceReference::Singleton(singleton) = reference.instance else {
            return;
        };
        let id = self.store.below(singleton, None).first().copied();
        let found = id.and_then(|id| Some((id, self.store.get(id)?.properties.clone())));
        if let Some((id, mut properties)) = found {
            store::set(&mut properties, reference.property, sid);
            self.store.replace(id, properties);
        }
    }
}
