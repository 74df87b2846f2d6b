//! Instances, found by their ancestors and by the values of their properties.

mod indexes;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use serde_json::{Map, Value};

use self::indexes::Indexes;
pub(super) use self::indexes::{Key, stored_path};
use super::tables::{ResourceIndex, Tables};

/// The properties of an instance, without those that are computed when it is read.
pub(super) type Properties = Map<String, Value>;

/// The identity of an instance within a fake. Later instances have greater ones.
pub(super) type InstanceId = u64;

/// A set of instances, in the order of their creation.
pub(super) type Ids = BTreeSet<InstanceId>;

/// An instance.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) resource: ResourceIndex,
    /// `None` if it belongs to the account.
    pub(super) parent: Option<InstanceId>,
    pub(super) properties: Properties,
    /// The number of children of each resource that it has had.
    created: BTreeMap<ResourceIndex, u64>,
}

/// The instances of an account. Creating one, finding one and reading a page cost the same, but for a logarithm, however
/// many there are.
pub(super) struct Store {
    instances: BTreeMap<InstanceId, Instance>,
    next_id: InstanceId,
    /// The instances of a resource below an ancestor, at whatever distance. Below `None` are those without a parent.
    members: BTreeMap<(ResourceIndex, Option<InstanceId>), Ids>,
    indexes: Indexes,
    nobody: Ids,
    /// The number of times that instances were read, for tests of growth.
    #[cfg(test)]
    reads: std::cell::Cell<u64>,
}

impl Store {
    /// Creates a store without instances.
    pub(super) fn new(tables: &'static Tables) -> Self {
        Self {
            instances: BTreeMap::new(),
            next_id: 1,
            members: BTreeMap::new(),
            indexes: Indexes::new(tables),
            nobody: Ids::new(),
            #[cfg(test)]
            reads: std::cell::Cell::default(),
        }
    }

    /// Returns the number of times that instances were read.
    #[cfg(test)]
    pub(super) fn reads(&self) -> u64 {
        self.reads.get()
    }

    /// Returns an instance.
    pub(super) fn get(&self, id: InstanceId) -> Option<&Instance> {
        #[cfg(test)]
        self.reads.set(self.reads.get() + 1);
        self.instances.get(&id)
    }

    /// Returns the ancestors of an instance, from its parent upwards.
    pub(super) fn ancestors(
        &self,
        parent: Option<InstanceId>,
    ) -> impl Iterator<Item = InstanceId> {
        iter::successors(parent, |id| self.get(*id)?.parent)
    }

    /// Returns the instances of a resource below an ancestor.
    pub(super) fn below(
        &self,
        resource: ResourceIndex,
        ancestor: Option<InstanceId>,
    ) -> &Ids {
        self.members.get(&(resource, ancestor)).unwrap_or(&self.nobody)
    }

    /// Returns the number of children of a resource that a parent has had.
    pub(super) fn created(
        &self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
    ) -> u64 {
        let parent = parent.and_then(|id| self.get(id));
        parent.and_then(|parent| parent.created.get(&resource)).copied().unwrap_or(0)
    }

    /// Returns the instances of a resource below an ancestor whose properties have these values.
    pub(super) fn find(
        &self,
        resource: ResourceIndex,
        ancestor: Option<InstanceId>,
        key: &Key<'_>,
    ) -> Cow<'_, Ids> {
        if let Some(index) = self.indexes.position(resource, key) {
            let ids = self.indexes.find(resource, index, ancestor, key);
            return Cow::Borrowed(ids.unwrap_or(&self.nobody));
        }
        let has_values = |id: &&InstanceId| {
            self.get(**id).is_some_and(|instance| key.is_of(&instance.properties))
        };
        Cow::Owned(
            self.below(resource, ancestor).iter().filter(has_values).copied().collect(),
        )
    }

    /// Adds an instance.
    pub(super) fn insert(
        &mut self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
        properties: Properties,
    ) -> InstanceId {
        let id = self.next_id;
        self.next_id += 1;
        if let Some(parent) = parent.and_then(|parent| self.instances.get_mut(&parent)) {
            *parent.created.entry(resource).or_default() += 1;
        }
        let places = self.places(parent);
        for place in &places {
            self.members.entry((resource, *place)).or_default().insert(id);
        }
        self.indexes.add(resource, id, &places, &properties);
        let instance = Instance {
            resource,
            parent,
            properties,
            created: BTreeMap::new(),
        };
        self.instances.insert(id, instance);
        id
    }

    /// Replaces the properties of an instance.
    pub(super) fn replace(&mut self, id: InstanceId, properties: Properties) {
        let Some(parent) = self.get(id).map(|instance| instance.parent) else {
            return;
        };
        let places = self.places(parent);
        if let Some(instance) = self.instances.get_mut(&id) {
            let resource = instance.resource;
            self.indexes.remove(resource, id, &places, &instance.properties);
            self.indexes.add(resource, id, &places, &properties);
            instance.properties = properties;
        }
    }

    /// Removes an instance and everything below it. Returns what was removed.
    pub(super) fn remove(&mut self, id: InstanceId) -> Vec<InstanceId> {
        let resources = 0..self.indexes.resources();
        let mut removed: Vec<_> = resources
            .flat_map(|resource| self.below(resource, Some(id)).clone())
            .collect();
        removed.push(id);
        // The parents of what is removed last are found until then.
        removed.sort_unstable_by(|a, b| b.cmp(a));
        for id in &removed {
            self.remove_one(*id);
        }
        removed
    }

    /// Removes an instance that has no children.
    fn remove_one(&mut self, id: InstanceId) {
        let Some(instance) = self.get(id) else { return };
        let (resource, places) = (instance.resource, self.places(instance.parent));
        for place in &places {
            let key = (resource, *place);
            if let Some(ids) = self.members.get_mut(&key) {
                ids.remove(&id);
                if ids.is_empty() {
                    self.members.remove(&key);
                }
            }
        }
        if let Some(instance) = self.instances.remove(&id) {
            self.indexes.remove(resource, id, &places, &instance.properties);
        }
    }

    /// Returns the ancestors below which an instance with this parent is found.
    fn places(&self, parent: Option<InstanceId>) -> Vec<Option<InstanceId>> {
        match parent {
            None => vec![None],
            parent => self.ancestors(parent).map(Some).collect(),
        }
    }
}

/// Returns the value of a stored property; `None` if it has none, or null.
pub(super) fn get<'a>(properties: &'a Properties, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(properties.get(*first)?, |value, key| value.get(key))
        .filter(|value| !value.is_null())
}

/// Sets the value of a stored property. Null removes a property within an object.
pub(super) fn set(properties: &mut Properties, path: &[&str], value: Value) {
    match path {
        [] => {}
        [name] => {
            properties.insert((*name).to_owned(), value);
        }
        // The first object of a list.
        [name, "0", inner @ ..] if !value.is_null() => {
            let list = properties.entry(*name).or_insert(Value::Null);
            let mut first = match list.get_mut(0).map(Value::take) {
                Some(Value::Object(first)) => first,
                _ => Map::new(),
            };
            set(&mut first, inner, value);
            *list = Value::Array(vec![Value::Object(first)]);
        }
        [name, inner @ ..] => {
            let outer = properties.entry(*name).or_insert(Value::Null);
            if value.is_null() && !outer.is_object() {
                return;
            }
            if !outer.is_object() {
                *outer = Value::Object(Map::new());
            }
            if let Value::Object(object) = outer {
                match inner {
                    [last] if value.is_null() => {
                        object.remove(*last);
                    }
                    _ => set(object, inner, value),
                }
            }
        }
    }
}
