//! References to properties of instances.

use serde::Serialize;

use crate::ir::ResourceId;

/// A property, by the keys that lead to it.
pub type PropertyPath = Vec<String>;

/// The place of a value: a property of an instance that is found from another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The instance.
    pub instance: InstanceReference,
    /// The property.
    pub property: PropertyPath,
}

/// An instance, by its position relative to another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceReference {
    /// It is the instance itself, or, in a view, the viewed instance.
    This,
    /// Its ancestor of this resource, or of the viewed instance.
    Ancestor(ResourceId),
    /// The singleton of this resource.
    Singleton(ResourceId),
    /// The instance of this resource whose property has the value of a property of this instance.
    Where {
        /// The resource.
        resource: ResourceId,
        /// The property of that instance.
        theirs: PropertyPath,
        /// The property of this instance.
        ours: PropertyPath,
    },
}
