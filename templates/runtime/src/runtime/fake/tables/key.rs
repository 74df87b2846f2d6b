//! Keys of resources and of properties.

/// The position of a resource in [`Tables::resources`](super::Tables::resources).
pub(crate) type ResourceIndex = usize;

/// A property, by the keys that lead to it: `["owner", "address"]`.
pub(crate) type PropertyPath = &'static [&'static str];
