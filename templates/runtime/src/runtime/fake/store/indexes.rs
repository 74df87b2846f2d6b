//! Indexes of instances by the values of properties.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Ids, InstanceId, Properties, get};
use crate::runtime::fake::tables::{
    self, Condition, Effect, InstanceReference, PropertyPath, Reference, Resource,
    ResourceIndex, Storage, Tables,
};

/// A property, by the keys that lead to it.
pub(super) type OwnedPath = Vec<&'static str>;

/// Properties and the values that are looked for.
pub(in crate::runtime::fake) struct Key<'a>(Vec<(Vec<&'a str>, &'a Value)>);

impl<'a> Key<'a> {
    /// Creates a key of one property.
    pub(in crate::runtime::fake) fn new(path: &[&'a str], value: &'a Value) -> Self {
        Self(vec![(path.to_vec(), value)])
    }

    /// Creates the key of the values that an instance has; `None` if it lacks one of them.
    pub(in crate::runtime::fake) fn of(
        properties: &'a Properties,
        paths: &[PropertyPath],
    ) -> Option<Self> {
        let pair = |path: &PropertyPath| Some((path.to_vec(), get(properties, path)?));
        paths.iter().map(pair).collect::<Option<_>>().map(Self)
    }

    /// Creates the key of these values.
    pub(in crate::runtime::fake) fn from_values(
        values: &'a [(PropertyPath, Value)],
    ) -> Self {
        Self(values.iter().map(|(path, value)| (path.to_vec(), value)).collect())
    }

    /// Returns `true` if an instance has these values.
    pub(in crate::runtime::fake) fn is_of(&self, properties: &Properties) -> bool {
        self.0.iter().all(|(path, value)| get(properties, path) == Some(*value))
    }

    fn text(&self) -> String {
        text(self.0.iter().map(|(_, value)| *value))
    }
}

/// A resource, the position of an index of it, an ancestor and the values.
type Entry = (ResourceIndex, usize, Option<InstanceId>, String);

/// The indexes of all resources.
pub(super) struct Indexes {
    /// The properties of each index, by resource.
    definitions: Vec<Vec<Vec<OwnedPath>>>,
    entries: BTreeMap<Entry, Ids>,
}

impl Indexes {
    /// Creates the indexes that the tables need.
    pub(super) fn new(tables: &'static Tables) -> Self {
        let mut definitions = vec![Vec::new(); tables.resources().count()];
        for (resource, table) in tables.resources().enumerate() {
            of_resource(table, resource, &mut definitions);
        }
        for operation in tables.operations() {
            of_operation(tables, operation, &mut definitions);
        }
        for indexes in &mut definitions {
            indexes.sort_unstable();
            indexes.dedup();
        }
        Self {
            definitions,
            entries: BTreeMap::new(),
        }
    }

    /// Returns the number of resources.
    pub(super) fn resources(&self) -> usize {
        self.definitions.len()
    }

    /// Returns the position of the index of the properties of a key, if there is one.
    pub(super) fn position(
        &self,
        resource: ResourceIndex,
        key: &Key<'_>,
    ) -> Option<usize> {
        let same = |paths: &Vec<OwnedPath>| {
            let paths = paths.iter().map(Vec::as_slice);
            paths.eq(key.0.iter().map(|(path, _)| path.as_slice()))
        };
        self.definitions.get(resource)?.iter().position(same)
    }

    /// Returns the instances with the values of a key.
    pub(super) fn find(
        &self,
        resource: ResourceIndex,
        position: usize,
        ancestor: Option<InstanceId>,
        key: &Key<'_>,
    ) -> Option<&Ids> {
        self.entries.get(&(resource, position, ancestor, key.text()))
    }

    /// Adds an instance.
    pub(super) fn add(
        &mut self,
        resource: ResourceIndex,
        id: InstanceId,
        places: &[Option<InstanceId>],
        properties: &Properties,
    ) {
        for entry in self.entries_of(resource, places, properties) {
            self.entries.entry(entry).or_default().insert(id);
        }
    }

    /// Removes an instance.
    pub(super) fn remove(
        &mut self,
        resource: ResourceIndex,
        id: InstanceId,
        places: &[Option<InstanceId>],
        properties: &Properties,
    ) {
        for entry in self.entries_of(resource, places, properties) {
            if let Some(ids) = self.entries.get_mut(&entry) {
                ids.remove(&id);
                if ids.is_empty() {
                    self.entries.remove(&entry);
                }
            }
        }
    }

    /// Returns the entries that contain an instance.
    fn entries_of(
        &self,
        resource: ResourceIndex,
        places: &[Option<InstanceId>],
        properties: &Properties,
    ) -> Vec<Entry> {
        let texts = self.texts(resource, properties);
        let entries = texts.iter().flat_map(|(index, text)| {
            places.iter().map(|place| (resource, *index, *place, text.clone()))
        });
        entries.collect()
    }

    /// Returns the values of an instance in each index that it belongs to.
    fn texts(
        &self,
        resource: ResourceIndex,
        properties: &Properties,
    ) -> Vec<(usize, String)> {
        let of_index = |(index, paths): (usize, &Vec<OwnedPath>)| {
            let values = paths.iter().map(|path| get(properties, path));
            let values: Option<Vec<_>> = values.collect();
            Some((index, text(values?.into_iter())))
        };
        let indexes = self.definitions.get(resource).into_iter().flatten();
        indexes.enumerate().filter_map(of_index).collect()
    }
}

/// Returns values as one text. Values that differ have texts that differ.
fn text<'a>(values: impl Iterator<Item = &'a Value>) -> String {
    let texts: Vec<_> = values.map(Value::to_string).collect();
    texts.join("\n")
}

/// Adds the indexes that a resource needs.
fn of_resource(
    table: &'static Resource,
    resource: ResourceIndex,
    definitions: &mut [Vec<Vec<OwnedPath>>],
) {
    let mut add = |resource: ResourceIndex, paths: Vec<OwnedPath>| {
        if let Some(indexes) = definitions.get_mut(resource) {
            indexes.push(paths);
        }
    };
    for path in table.lookup {
        add(resource, vec![path.to_vec()]);
    }
    for unique in table.unique {
        add(resource, unique.properties.iter().map(|path| path.to_vec()).collect());
    }
    for property in table.properties {
        match &property.value {
            tables::Value::Sid => add(resource, vec![vec![property.name]]),
            tables::Value::Copy(references) => {
                let indexes = references.iter().filter_map(of_reference);
                indexes.for_each(|(resource, path)| add(resource, vec![path]));
            }
            tables::Value::Read(reference) => {
                if let Some((resource, path)) = of_reference(reference) {
                    add(resource, vec![path]);
                }
            }
            _ => {}
        }
    }
    if let Storage::View { of, conditions } = &table.storage {
        for (path, _) in *conditions {
            add(*of, vec![path.to_vec()]);
        }
    }
}

/// Adds the indexes that an operation needs.
fn of_operation(
    tables: &'static Tables,
    operation: &'static tables::Operation,
    definitions: &mut [Vec<Vec<OwnedPath>>],
) {
    for refusal in operation.refusals {
        if let Condition::Has(reference, _) = &refusal.condition {
            if let Some((resource, path)) = of_reference(reference) {
                definitions[resource].push(vec![path]);
            }
        }
    }
    for parameter in operation.parameters {
        if let Effect::Filter {
            property: path,
            comparison: tables::Comparison::Equal,
            ..
        } = parameter.effect
        {
            let (resource, path) = stored_path(tables, operation.resource, path);
            definitions[resource].push(vec![path]);
        }
    }
}

/// Returns the index that a reference needs.
fn of_reference(reference: &Reference) -> Option<(ResourceIndex, OwnedPath)> {
    match reference.instance {
        InstanceReference::Where {
            resource, theirs, ..
        } => Some((resource, theirs.to_vec())),
        _ => None,
    }
}

/// Returns the resource that stores a property of a resource, and where: a view shows those of the viewed instance.
pub(in crate::runtime::fake) fn stored_path(
    tables: &'static Tables,
    resource: ResourceIndex,
    path: PropertyPath,
) -> (ResourceIndex, OwnedPath) {
    let table = tables.resource(resource);
    let Storage::View { of, .. } = table.storage else {
        return (resource, path.to_vec());
    };
    let property =
        table.properties.iter().find(|property| path.first() == Some(&property.name));
    match property.map(|property| &property.value) {
        Some(tables::Value::Read(Reference {
            instance: InstanceReference::This,
            property,
        })) => (of, [property, &path[1..]].concat()),
        _ => (of, path.to_vec()),
    }
}
