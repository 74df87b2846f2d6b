//! Owners of types.

use serde::Serialize;

use super::ResourceId;

/// The part of the API whose module contains a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeOwner {
    /// A resource: the first one that uses the type.
    Resource(ResourceId),
    /// The events, if no resource uses the type.
    Events,
}

impl TypeOwner {
    /// Returns the resource, unless the owner is the events.
    pub fn resource(self) -> Option<ResourceId> {
        match self {
            Self::Resource(id) => Some(id),
            Self::Events => None,
        }
    }
}
