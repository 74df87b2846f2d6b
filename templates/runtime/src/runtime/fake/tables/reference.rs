//! References from an instance to properties of others.

use super::key::{PropertyPath, ResourceIndex};

/// The place of a value: a property of an instance that is found from another one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    /// The instance.
    pub(crate) instance: InstanceReference,
    /// The property.
    pub(crate) property: PropertyPath,
}

impl Reference {
    /// Creates a reference to a property of the instance itself.
    pub(crate) const fn this(property: PropertyPath) -> Self {
        Self {
            instance: InstanceReference::This,
            property,
        }
    }
}

/// An instance, by its position relative to another one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InstanceReference {
    /// It is the instance itself, or, in a view, the viewed instance.
    This,
    /// Its ancestor of this resource, or of the viewed instance; itself if it is of this resource.
    Ancestor(ResourceIndex),
    /// The singleton of this resource that belongs to an ancestor, to none or to a default instance.
    Singleton(ResourceIndex),
    /// The instance of this resource, below the nearest ancestor that both have, whose property has the value of a property
    /// of this instance.
    Where {
        /// The resource.
        resource: ResourceIndex,
        /// The property of that instance.
        theirs: PropertyPath,
        /// The property of this instance.
        ours: PropertyPath,
    },
}
