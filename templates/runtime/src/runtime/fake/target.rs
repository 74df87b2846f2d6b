//! The instances that the arguments of a path lead to.

use std::borrow::Cow;

use serde_json::Value;

use super::reference::Subject;
use super::state::State;
use super::store::{self, Ids, InstanceId, Key, stored_path};
use super::tables::{
    self, Argument, PropertyPath, ResourceIndex, ResourceKind, Segment, Storage,
};
use super::view;

/// Where a path leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    /// The parent of the instance or of the collection. `None`: the account.
    pub(super) parent: Option<InstanceId>,
    /// The instance; in a view, the viewed instance. `None` if the path is that of a collection.
    pub(super) instance: Option<InstanceId>,
}

/// A path that leads to something does not lead to an instance.
pub(super) struct NotFound;

impl State {
    /// Finds what a path leads to: an instance of a resource, or the collection of them.
    pub(super) fn target(
        &self,
        resource: ResourceIndex,
        path: &[Segment],
        arguments: &[String],
    ) -> Result<Target, NotFound> {
        let argument = |wanted: ResourceIndex| {
            let named = path.iter().filter_map(|segment| segment.argument);
            let mut named = named.zip(arguments);
            named
                .find(|(argument, _)| *argument == Argument::Instance(wanted))
                .map(|(_, text)| text)
        };
        let mut chain: Vec<_> = self.tables.ancestors(resource).collect();
        chain.reverse();
        let mut parent = None;
        for ancestor in chain {
            parent = match argument(ancestor) {
                Some(text) => {
                    Some(self.instance(ancestor, parent, text).ok_or(NotFound)?)
                }
                None => self.unnamed(ancestor, parent)?,
            };
        }
        let instance = match (argument(resource), self.tables.resources[resource].kind) {
            (Some(text), _) => {
                Some(self.instance(resource, parent, text).ok_or(NotFound)?)
            }
            (None, ResourceKind::Singleton) => self.unnamed(resource, parent)?,
            (None, ResourceKind::Collection) => None,
        };
        Ok(Target { parent, instance })
    }

    /// Returns the instances that a list of a resource below a parent contains, and maybe others, in the order of their
    /// creation. For a view, they are the viewed instances.
    pub(super) fn viewed<'a>(
        &'a self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
    ) -> Cow<'a, Ids> {
        let Storage::View { of, conditions } = &self.tables.resources[resource].storage
        else {
            return Cow::Borrowed(self.store.below(resource, parent));
        };
        let subject = parent.and_then(|id| self.subject(id));
        let ancestor = subject.and_then(|subject| self.common_ancestor(subject, *of));
        let Some(((path, reference), subject)) = conditions.first().zip(subject) else {
            return Cow::Borrowed(self.store.below(*of, ancestor));
        };
        let value = self.value(subject, reference);
        self.store.find(*of, ancestor, &Key::new(path, &value))
    }

    /// Returns `true` if a view shows an instance.
    pub(super) fn shows(
        &self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
        viewed: Subject<'_>,
    ) -> bool {
        let Storage::View { conditions, .. } = &self.tables.resources[resource].storage
        else {
            return true;
        };
        let Some(parent) = parent.and_then(|id| self.subject(id)) else {
            return conditions.is_empty();
        };
        conditions.iter().all(|(path, reference)| {
            let value = self.value(parent, reference);
            !value.is_null() && self.read(viewed, path) == value
        })
    }

    /// Returns the value of a property of an instance, or of an instance that a view shows.
    pub(super) fn shown(
        &self,
        resource: ResourceIndex,
        viewed: Subject<'_>,
        path: PropertyPath,
    ) -> Value {
        let (Some(name), Some(table)) =
            (path.first(), self.tables.resources.get(resource))
        else {
            return Value::Null;
        };
        let of_view = self.property(resource, name).map(|property| &property.value);
        let is_view = matches!(table.storage, Storage::View { .. });
        match of_view {
            Some(tables::Value::Read(reference)) if is_view => {
                let value = self.value(viewed, reference);
                let inner =
                    path[1..].iter().try_fold(&value, |value, key| value.get(key));
                inner.cloned().unwrap_or_default()
            }
            Some(tables::Value::Count(count)) => {
                Value::from(self.count(viewed, count, 0))
            }
            Some(tables::Value::Json(text))
                if is_view && self.property(viewed.resource, name).is_none() =>
            {
                let stored = view::stored(self.tables, resource, path);
                let stored: Vec<_> = stored.iter().map(AsRef::as_ref).collect();
                let value = store::get(viewed.properties, &stored).cloned();
                value.unwrap_or_else(|| serde_json::from_str(text).unwrap_or_default())
            }
            _ => self.read(viewed, path),
        }
    }

    /// Returns the instance that an argument of a path names.
    fn instance(
        &self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
        text: &str,
    ) -> Option<InstanceId> {
        let table = &self.tables.resources[resource];
        let value = Value::from(text);
        table.names().find_map(|path| {
            if let Storage::View { .. } = table.storage {
                let names_it = |id: &&InstanceId| {
                    self.subject(**id).is_some_and(|viewed| {
                        self.shown(resource, viewed, path) == value
                            && self.shows(resource, parent, viewed)
                    })
                };
                return self.viewed(resource, parent).iter().find(names_it).copied();
            }
            let (owner, path) = stored_path(self.tables, resource, path);
            self.store.find(owner, parent, &Key::new(&path, &value)).first().copied()
        })
    }

    /// Returns the instance that a path leads through without naming it: a singleton, or the default one.
    fn unnamed(
        &self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
    ) -> Result<Option<InstanceId>, NotFound> {
        let table = &self.tables.resources[resource];
        if table.kind == ResourceKind::Singleton {
            let only = self.store.below(resource, parent).first();
            return only.copied().map(Some).ok_or(NotFound);
        }
        match &table.default_instance {
            None => Ok(None),
            Some(_) => self.default_instance(resource).map(Some).ok_or(NotFound),
        }
    }

    /// Returns the default instance of a resource of the account.
    fn default_instance(&self, resource: ResourceIndex) -> Option<InstanceId> {
        let reference = self.tables.resources[resource].default_instance.as_ref()?;
        let sid = self.account_value(reference);
        let text = sid.as_str()?;
        self.instance(resource, None, text)
    }

    /// Returns the value of a property of a singleton of the account.
    fn account_value(&self, reference: &tables::Reference) -> Value {
        match reference.instance {
            tables::InstanceReference::Singleton(resource) => self
                .store
                .below(resource, None)
                .first()
                .and_then(|id| self.subject(*id))
                .map(|subject| self.read(subject, reference.property))
                .unwrap_or_default(),
            _ => Value::Null,
        }
    }
}

impl tables::Resource {
    /// Returns the properties that a path can name an instance by: the SID first.
    pub(super) fn names(&self) -> impl Iterator<Item = PropertyPath> {
        self.sid().into_iter().chain(self.lookup.iter().copied())
    }
}
