//! The causes of events.

use serde::Serialize;

use super::{PropertyPath, Reference};
use crate::ir::{Action, ResourceId};

/// An event that a change causes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The kind.
    pub kind: String,
    /// The resource whose change it reports.
    pub resource: ResourceId,
    /// The change: create, update or delete.
    pub action: Action,
    /// The property whose change it reports; `None`: any.
    pub property: Option<PropertyPath>,
    /// The effects of the response, if the event is sent before the action.
    pub reply: Option<Reply>,
    /// The parameters, without the discriminator.
    pub parameters: Vec<EventParameter>,
    /// Where it is sent.
    pub destinations: Vec<Destination>,
}

/// The effects of the response to an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The members of the response, and the properties that they set.
    pub properties: Vec<(String, PropertyPath)>,
    /// `true` if it may reject the action.
    pub can_reject: bool,
}

/// A parameter of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventParameter {
    /// The name.
    pub name: String,
    /// The value.
    pub value: EventValue,
}

/// The value of a parameter of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventValue {
    /// The value of a property.
    Property(Reference),
    /// The value that a property had before the change.
    Before(PropertyPath),
    /// This text.
    Text(String),
    /// The cause of the change: the first text for a request, the second one for a deadline.
    Cause(String, String),
}

/// Where an event is sent: instances of a resource that contain a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// The resource.
    pub resource: ResourceId,
    /// The property that contains the URL.
    pub url: PropertyPath,
    /// The property that lists the kinds of event to send.
    pub kinds: Option<PropertyPath>,
    /// The property that contains the HTTP method.
    pub method: Option<PropertyPath>,
    /// A resource whose destinations are not used if this one has a URL.
    pub replaces: Option<ResourceId>,
}
