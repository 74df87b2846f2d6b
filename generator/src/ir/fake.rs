//! Rules of the fake beyond the rest of the IR: the behavior of resources, operations and events.

mod condition;
pub mod drafts;
mod event;
mod operation;
mod path;
mod property;
mod reference;
mod resource;

pub use condition::{Condition, ConditionalRefusal, Refusal};
pub use drafts::FakeDrafts;
pub use event::{Destination, Event, EventParameter, EventValue, Keywords, Reply};
pub use operation::{Comparison, Effect, Operation, Parameter, Prefix};
pub use path::{Argument, Segment};
pub use property::{Count, Link, LinkPath, Property, Value};
pub use reference::{InstanceReference, PropertyPath, Reference};
pub use resource::{Companion, Limit, Reaction, Resource, Storage, Transition, Unique};

use serde::Serialize;

use super::{IdVec, ResourceId};

/// The rules of the fake.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FakeRules {
    /// The behavior of each resource.
    pub resources: IdVec<ResourceId, Resource>,
    /// The events that requests cause, in the order of their kinds.
    pub events: Vec<Event>,
}
