//! The values of properties.

use serde::Serialize;

use super::{PropertyPath, Reference};
use crate::ir::ResourceId;

/// A property of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Property {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Value,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Set by parameters; initially this JSON text.
    Json(String),
    /// An object with these properties, and null until one of them is set.
    Object(Vec<Property>),
    /// The SID of the instance.
    Sid,
    /// The SID of the account.
    Account,
    /// The time at which the instance was created.
    Created,
    /// The time at which the instance was last changed.
    Updated,
    /// The URL of the instance.
    Url,
    /// URLs of related resources.
    Links(Vec<Link>),
    /// The number of instances that the parent had before.
    Index,
    /// Set by parameters; initially the first value at that time that is not null.
    Copy(Vec<Reference>),
    /// The value that another property has whenever the instance is read.
    Read(Reference),
    /// A number of instances, whenever the instance is read.
    Count(Count),
}

/// The number of instances of a resource below the parent of an instance, or of the viewed instance: those whose property is
/// greater than a property of this one, or all if that one is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The resource.
    pub resource: ResourceId,
    /// The property of these instances, a number.
    pub property: PropertyPath,
    /// The property of this instance.
    pub above: PropertyPath,
    /// The maximum number that is returned.
    pub maximum: u64,
}

/// A URL in `links`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The key.
    pub key: String,
    /// The path.
    pub path: LinkPath,
}

/// The path of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPath {
    /// The segments below the instance, separated by slashes.
    Below(String),
    /// The path of the instance that a reference leads to.
    Instance(Reference),
}
