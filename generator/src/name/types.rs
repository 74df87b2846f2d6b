//! Namespaces of types.

use super::namespace::Namespace;
use super::reserved;
use crate::ir::TypeOwner;

/// The namespaces of types: those of all resources share one, those of events have their own.
pub(super) struct TypeNames {
    pub(super) resources: Namespace,
    events: Namespace,
}

impl TypeNames {
    pub(super) fn new() -> Self {
        Self {
            resources: Namespace::new(&[reserved::PRELUDE]),
            events: Namespace::new(&[reserved::PRELUDE, reserved::EVENT_TYPES]),
        }
    }

    /// Returns the namespace of the types of an owner.
    pub(super) fn of(&mut self, owner: TypeOwner) -> &mut Namespace {
        match owner {
            TypeOwner::Resource(_) => &mut self.resources,
            TypeOwner::Events => &mut self.events,
        }
    }
}
