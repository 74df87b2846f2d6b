//! Properties of resources, and their values.

use super::key::{PropertyPath, ResourceIndex};
use super::reference::Reference;

/// A property of a resource.
#[derive(Debug)]
pub(crate) struct Property {
    /// The name.
    pub(crate) name: &'static str,
    /// The value.
    pub(crate) value: Value,
}

impl Property {
    /// Creates a property.
    pub(crate) const fn new(name: &'static str, value: Value) -> Self {
        Self { name, value }
    }
}

/// The value of a property.
#[derive(Debug)]
pub(crate) enum Value {
    /// Set by parameters; initially this JSON text.
    Json(&'static str),
    /// An object whose properties have these values once one of them is set; until then, null.
    Object(&'static [Property]),
    /// The SID of the instance.
    Sid,
    /// The SID of the account.
    Account,
    /// The time at which the instance was created, unless a parameter sets it.
    Created,
    /// The time at which the instance was last changed, unless a parameter sets it.
    Updated,
    /// The URL of the instance.
    Url,
    /// URLs of related resources.
    Links(&'static [Link]),
    /// The number of instances that the parent had before, including deleted ones.
    Index,
    /// Set by parameters; initially the first value at that time that is not null.
    Copy(&'static [Reference]),
    /// The value that another property has whenever the instance is read.
    Read(Reference),
    /// A number of instances, whenever the instance is read.
    Count(&'static Count),
}

/// The number of instances of a resource below the parent of an instance, or of the viewed instance: those whose property is
/// greater than a property of this one, or all if that one is null.
#[derive(Debug)]
pub(crate) struct Count {
    /// The resource.
    pub(crate) resource: ResourceIndex,
    /// The property of these instances, a number.
    pub(crate) property: PropertyPath,
    /// The property of this instance.
    pub(crate) above: PropertyPath,
    /// The maximum number that is returned.
    pub(crate) maximum: usize,
}

/// A URL in `links`.
#[derive(Debug)]
pub(crate) struct Link {
    /// The key.
    pub(crate) key: &'static str,
    /// The segments after the path of the instance, or those of an absolute path.
    pub(crate) path: LinkPath,
}

impl Link {
    /// Creates a link.
    pub(crate) const fn new(key: &'static str, path: LinkPath) -> Self {
        Self { key, path }
    }
}

/// The path of a link.
#[derive(Debug)]
pub(crate) enum LinkPath {
    /// Below the instance: `Participants`.
    Below(&'static str),
    /// From the root: the path of the instance that a reference leads to.
    Instance(Reference),
}
