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

/// The APIs of the crate, that of its root first. The positions of resources continue from one API to the next.
#[derive(Debug)]
pub(crate) struct Tables(pub(crate) &'static [&'static ApiTables]);

/// An API.
#[derive(Debug)]
pub(crate) struct ApiTables {
    /// The URL of the server, without a slash at the end.
    pub(crate) base_url: &'static str,
    /// The resources, in the order of [`ResourceIndex`].
    pub(crate) resources: &'static [Resource],
    /// The operations.
    pub(crate) operations: &'static [Operation],
    /// The events that webhooks send.
    pub(crate) events: Option<&'static Events>,
}

impl Tables {
    /// Returns the resources of all APIs, in the order of [`ResourceIndex`].
    pub(crate) fn resources(&self) -> impl Iterator<Item = &'static Resource> {
        self.0.iter().flat_map(|api| api.resources)
    }

    /// Returns the resource at a position, which a table states.
    ///
    /// # Panics
    ///
    /// If there is none: the tables are wrong.
    pub(crate) fn resource(&self, index: ResourceIndex) -> &'static Resource {
        let (api, position) = self.position(index);
        &api.resources[position]
    }

    /// Returns the resource at a position, if there is one.
    pub(crate) fn find_resource(
        &self,
        index: ResourceIndex,
    ) -> Option<&'static Resource> {
        let (api, position) = self.position(index);
        api.resources.get(position)
    }

    /// Returns the API that a resource belongs to.
    pub(crate) fn api(&self, index: ResourceIndex) -> &'static ApiTables {
        self.position(index).0
    }

    /// Returns the operations of all APIs.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &'static Operation> {
        self.0.iter().flat_map(|api| api.operations)
    }

    /// Returns the operations of the APIs that are served at a host, or of all APIs if it is the host of none, such as that
    /// of a local server.
    pub(crate) fn operations_at(
        &self,
        host: Option<&str>,
    ) -> impl Iterator<Item = &'static Operation> {
        let is_at = move |api: &ApiTables| {
            let (_, server) = api.base_url.split_once("://").unwrap_or_default();
            server.split(['/', ':']).next() == host
        };
        let is_known = self.0.iter().any(|api| is_at(api));
        let apis = self.0.iter().filter(move |api| !is_known || is_at(api));
        apis.flat_map(|api| api.operations)
    }

    /// Returns the API of a resource and the position in it; the last API if no API has the resource.
    fn position(&self, index: ResourceIndex) -> (&'static ApiTables, usize) {
        let (last, others) = self.0.split_last().expect("a crate has an API");
        let mut position = index;
        for api in others {
            if let Some(next) = position.checked_sub(api.resources.len()) {
                position = next;
            } else {
                return (api, position);
            }
        }
        (last, position)
    }
}
