//! Tables of an API: what the fake knows about it. The generator writes them from the document and the extension `x-fake`.

mod event;
mod key;
mod operation;
mod path;
mod property;
mod reference;
mod refusal;
mod resource;

pub(crate) use self::event::{
    Destination, Event, EventParameter, EventReply, EventValue, Events, Keywords,
};
pub(crate) use self::key::{PropertyPath, ResourceIndex};
pub(crate) use self::operation::{
    Action, Authentication, Comparison, Effect, Operation, Parameter, ParameterLocation,
    Prefix, Route, Type,
};
pub(crate) use self::path::{Argument, Segment};
pub(crate) use self::property::{Count, Link, LinkPath, Property, Value};
pub(crate) use self::reference::{InstanceReference, Reference};
pub(crate) use self::refusal::{Condition, ConditionalRefusal, Refusal};
pub(crate) use self::resource::{
    Companion, Limit, Reaction, Resource, ResourceKind, Storage, Transition, Unique,
};

/// An API.
#[derive(Debug)]
pub(crate) struct Tables {
    /// The URL of the server, without a slash at the end.
    pub(crate) base_url: &'static str,
    /// The resources, in the order of [`ResourceIndex`].
    pub(crate) resources: &'static [Resource],
    /// The operations.
    pub(crate) operations: &'static [Operation],
    /// The events that webhooks send.
    pub(crate) events: Option<&'static Events>,
}
