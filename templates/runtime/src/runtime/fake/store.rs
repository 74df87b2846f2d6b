//! Instances, found by their parent, their SID or other properties.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::tables::ResourceIndex;

/// The properties of an instance, without those that are computed when it is read.
pub(super) type Properties = Map<String, Value>;

/// The identity of an instance within a fake. Later instances have greater ones.
pub(super) type InstanceId = u64;

/// An instance.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) resource: ResourceIndex,
    /// `None` if it belongs to the account.
    pub(super) parent: Option<InstanceId>,
    pub(super) properties: Properties,
}

/// The instances of an account.
#[derive(Default)]
pub(super) struct Store {
    instances: BTreeMap<InstanceId, Instance>,
    /// The instances of a resource below an ancestor, at whatever distance, in the order of their creation. Below `None`
    /// are those that have no parent.
    members: BTreeMap<(ResourceIndex, Option<InstanceId>), BTreeSet<InstanceId>>,
}

impl Store {
    /// Returns an instance.
    pub(super) fn get(&self, id: InstanceId) -> Option<&Instance> {
        self.instances.get(&id)
    }

    /// Returns the ancestors of an instance, from its parent upwards.
    pub(super) fn ancestors(
        &self,
        parent: Option<InstanceId>,
    ) -> impl Iterator<Item = InstanceId> {
        std::iter::successors(parent, |id| self.get(*id)?.parent)
    }

    /// Returns the instances of a resource below an ancestor, in the order of their creation.
    pub(super) fn below(
        &self,
        resource: ResourceIndex,
        ancestor: Option<InstanceId>,
    ) -> impl DoubleEndedIterator<Item = InstanceId> {
        self.members.get(&(resource, ancestor)).into_iter().flatten().copied()
    }
}
