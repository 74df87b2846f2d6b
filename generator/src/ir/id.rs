//! Typed indices into the vectors of [`Api`](super::Api).

use serde::Serialize;

#[rustfmt::skip]
macro_rules! id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub usize);
    };
}

id! {
    /// A resource, by its place in [`Api::resources`](super::Api::resources).
    ResourceId
}
id! {
    /// A model, by its place in [`Api::models`](super::Api::models).
    ModelId
}
id! {
    /// An enumeration, by its place in [`Api::enumerations`](super::Api::enumerations).
    EnumerationId
}
id! {
    /// A kind of SID, by its place in [`Api::sids`](super::Api::sids).
    SidId
}
