//! Values of properties, found from another instance.

use std::{iter, slice};

use serde_json::Value;

use super::change::Change;
use super::state::State;
use super::store::{self, InstanceId, Key, Properties};
use super::tables::{
    self, InstanceReference, PropertyPath, Reference, ResourceIndex, ResourceKind,
    Storage,
};

/// The number of references that may lead to each other, so that those that lead back to themselves end.
const MAX_DEPTH: usize = 8;

/// The instance from which others are found: one that exists, or one that is to be created.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) resource: ResourceIndex,
    pub(super) id: Option<InstanceId>,
    pub(super) properties: &'a Properties,
    parent: Option<InstanceId>,
    /// The position of the planned change that creates the parent.
    within: Option<usize>,
    planned: &'a [Change],
}

impl<'a> Subject<'a> {
    /// Returns the instance after one of the planned or made changes, or before it if it is deleted.
    pub(super) fn of(changes: &'a [Change], position: usize) -> Option<Self> {
        Some(Self::within(changes.get(position)?, changes))
    }

    /// Returns the instance after a change that is going to be added to planned ones.
    pub(super) fn within(change: &'a Change, planned: &'a [Change]) -> Self {
        let is_deleted = change.after.is_empty();
        let properties = if is_deleted {
            &change.before
        } else {
            &change.after
        };
        Self {
            resource: change.resource,
            id: change.id,
            properties,
            parent: change.parent,
            within: change.within,
            planned,
        }
    }
}

impl State {
    /// Returns an instance, from which others are found.
    pub(super) fn subject(&self, id: InstanceId) -> Option<Subject<'_>> {
        let instance = self.store.get(id)?;
        Some(Subject {
            resource: instance.resource,
            id: Some(id),
            properties: &instance.properties,
            parent: instance.parent,
            within: None,
            planned: &[],
        })
    }

    /// Returns the value that a reference leads to; null if there is none.
    pub(super) fn value(&self, from: Subject<'_>, reference: &Reference) -> Value {
        self.value_at(from, reference, 0)
    }

    /// Returns the first value that references lead to and that is not null; else null.
    pub(super) fn first_value(
        &self,
        from: Subject<'_>,
        references: &[Reference],
    ) -> Value {
        let mut values = references.iter().map(|reference| self.value(from, reference));
        values.find(|value| !value.is_null()).unwrap_or_default()
    }

    /// Returns the value of a property, stored or read from elsewhere; null if there is none.
    pub(super) fn read(&self, subject: Subject<'_>, path: PropertyPath) -> Value {
        self.read_at(subject, path, 0)
    }

    /// Returns the instance that a reference leads to.
    pub(super) fn find<'a>(
        &'a self,
        from: Subject<'a>,
        instance: InstanceReference,
    ) -> Option<Subject<'a>> {
        self.find_at(from, instance, 0)
    }

    /// Returns the ancestors of an instance, from its parent upwards.
    pub(super) fn lineage<'a>(
        &'a self,
        subject: Subject<'a>,
    ) -> impl Iterator<Item = Subject<'a>> {
        iter::successors(self.parent(subject), |subject| self.parent(*subject))
    }

    /// Returns the nearest of an instance and its ancestors below which there can be instances of a resource; `None` if
    /// they belong to the account.
    pub(super) fn common_ancestor(
        &self,
        from: Subject<'_>,
        resource: ResourceIndex,
    ) -> Option<InstanceId> {
        let above: Vec<_> = self.tables.ancestors(resource).collect();
        iter::once(from)
            .chain(self.lineage(from))
            .find(|subject| above.contains(&subject.resource))?
            .id
    }

    /// Returns the instances of a resource, near an instance, in which a property has a value.
    pub(super) fn nearby<'a>(
        &'a self,
        from: Subject<'_>,
        resource: ResourceIndex,
        path: PropertyPath,
        value: &Value,
    ) -> Option<Subject<'a>> {
        let ancestor = self.common_ancestor(from, resource);
        let found = self.store.find(resource, ancestor, &Key::new(path, value));
        self.subject(*found.first()?)
    }

    /// Returns the property of a resource with a name.
    pub(super) fn property(
        &self,
        resource: ResourceIndex,
        name: &str,
    ) -> Option<&'static tables::Property> {
        let properties = self.tables.find_resource(resource)?.properties;
        properties.iter().find(|property| property.name == name)
    }

    fn parent<'a>(&'a self, subject: Subject<'a>) -> Option<Subject<'a>> {
        match (subject.parent, subject.within) {
            (Some(id), _) => self.subject(id),
            (None, Some(position)) => Subject::of(subject.planned, position),
            (None, None) => None,
        }
    }

    fn value_at(&self, from: Subject<'_>, reference: &Reference, depth: usize) -> Value {
        match self.find_at(from, reference.instance, depth) {
            Some(found) => self.read_at(found, reference.property, depth + 1),
            None => Value::Null,
        }
    }

    fn read_at(&self, subject: Subject<'_>, path: PropertyPath, depth: usize) -> Value {
        let Some((name, inner)) = path.split_first() else {
            return Value::Null;
        };
        let property = self.property(subject.resource, name);
        property
            .and_then(|it| self.computed_at(subject, &it.value, inner, depth))
            .or_else(|| store::get(subject.properties, path).cloned())
            .unwrap_or_default()
    }

    /// Returns what the keys lead to in a value that is computed when an instance is read; `None` if it is stored.
    pub(super) fn computed(
        &self,
        subject: Subject<'_>,
        value: &tables::Value,
        keys: &[&str],
    ) -> Option<Value> {
        self.computed_at(subject, value, keys, 0)
    }

    fn computed_at(
        &self,
        subject: Subject<'_>,
        value: &tables::Value,
        keys: &[&str],
        depth: usize,
    ) -> Option<Value> {
        match value {
            tables::Value::Read(reference) if depth < MAX_DEPTH => {
                let value = self.value_at(subject, reference, depth + 1);
                let found = keys.iter().try_fold(&value, |value, key| value.get(key));
                Some(found.cloned().unwrap_or_default())
            }
            tables::Value::Count(count) => {
                Some(Value::from(self.count(subject, count, depth)))
            }
            _ => None,
        }
    }

    /// Returns the number of instances beside one whose property is greater than a property of that one.
    fn count(&self, subject: Subject<'_>, count: &tables::Count, depth: usize) -> usize {
        let threshold = self.read_at(subject, count.above, depth + 1).as_i64();
        let value = |id: &InstanceId| {
            let instance = self.store.get(*id)?;
            store::get(&instance.properties, count.property)?.as_i64()
        };
        let is_above = |id: &&InstanceId| match (value(id), threshold) {
            (_, None) => true,
            (value, threshold) => value > threshold,
        };
        let name = count.property.first().copied().unwrap_or_default();
        let property = self.property(count.resource, name);
        let ids = self.store.below(count.resource, subject.parent).iter().rev();
        // An index grows with each instance, so those that follow are not greater.
        if property.is_some_and(|it| matches!(it.value, tables::Value::Index)) {
            ids.take_while(is_above).take(count.maximum).count()
        } else {
            ids.filter(is_above).take(count.maximum).count()
        }
    }

    fn find_at<'a>(
        &'a self,
        from: Subject<'a>,
        instance: InstanceReference,
        depth: usize,
    ) -> Option<Subject<'a>> {
        match instance {
            InstanceReference::This => Some(from),
            // Conditions of a view start at the parent, which is the ancestor of what the view shows.
            InstanceReference::Ancestor(resource) => iter::once(from)
                .chain(self.lineage(from))
                .find(|ancestor| ancestor.resource == resource),
            InstanceReference::Singleton(resource) => self.singleton(from, resource),
            InstanceReference::Where {
                resource,
                theirs,
                ours,
            } => {
                let value = self.read_at(from, ours, depth + 1);
                let value = Some(value).filter(|value| !value.is_null())?;
                self.nearby(from, resource, theirs, &value)
            }
        }
    }

    /// Returns the singleton of a resource that belongs to the instance, to one of its ancestors, to the account, or to a
    /// default instance.
    fn singleton<'a>(
        &'a self,
        from: Subject<'a>,
        resource: ResourceIndex,
    ) -> Option<Subject<'a>> {
        let parent = match self.tables.find_resource(resource)?.parent {
            None => None,
            Some(parent) => {
                let kind = self.tables.find_resource(parent)?.kind;
                let near = iter::once(from).chain(self.lineage(from));
                let mut near = near.filter(|subject| subject.resource == parent);
                let owner = match (near.next(), kind) {
                    (None, ResourceKind::Singleton) => self.singleton(from, parent),
                    (None, ResourceKind::Collection) => {
                        self.default_instance(parent).and_then(|id| self.subject(id))
                    }
                    (owner, _) => owner,
                };
                Some(owner?.id?)
            }
        };
        self.subject(*self.store.below(resource, parent).first()?)
    }
}

impl tables::Resource {
    /// Returns the property that contains the SID.
    pub(super) fn sid(&self) -> Option<PropertyPath> {
        let mut properties = self.properties.iter();
        properties
            .find(|property| matches!(property.value, tables::Value::Sid))
            .map(|property| slice::from_ref(&property.name))
    }
}

impl tables::Tables {
    /// Returns the resources that contain a resource, from its parent upwards.
    pub(super) fn ancestors(
        &self,
        resource: ResourceIndex,
    ) -> impl Iterator<Item = ResourceIndex> {
        let parent = |resource: &ResourceIndex| self.find_resource(*resource)?.parent;
        // A resource has fewer ancestors than there are resources, unless the tables are wrong.
        iter::successors(parent(&resource), parent).take(self.resources().count())
    }

    /// Returns the resource whose instances a resource shows, or the resource itself.
    pub(super) fn viewed(&self, resource: ResourceIndex) -> ResourceIndex {
        match self.find_resource(resource).map(|table| &table.storage) {
            Some(Storage::View { of, .. } | Storage::Composite { of, .. }) => *of,
            _ => resource,
        }
    }
}
