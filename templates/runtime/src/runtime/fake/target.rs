//! The instances that the arguments of a path lead to.

use serde_json::Value;

use super::state::State;
use super::store::{InstanceId, Key, stored_path};
use super::tables::{
    self, Argument, PropertyPath, ResourceIndex, ResourceKind, Segment, Storage,
};

/// The target of a path.
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
        let instance = match (argument(resource), self.tables.resource(resource).kind) {
            (Some(text), _) => {
                Some(self.instance(resource, parent, text).ok_or(NotFound)?)
            }
            (None, ResourceKind::Singleton) => self.unnamed(resource, parent)?,
            (None, ResourceKind::Collection) => None,
        };
        Ok(Target { parent, instance })
    }

    /// Returns the instance that an argument of a path names.
    fn instance(
        &self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
        text: &str,
    ) -> Option<InstanceId> {
        let table = self.tables.resource(resource);
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
        let table = self.tables.resource(resource);
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
    pub(super) fn default_instance(
        &self,
        resource: ResourceIndex,
    ) -> Option<InstanceId> {
        let reference = self.tables.resource(resource).default_instance.as_ref()?;
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
