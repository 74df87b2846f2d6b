//! The causes of events.

use serde::Serialize;

use super::{PropertyPath, Reference, Refusal};
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
    /// The destinations.
    pub destinations: Vec<Destination>,
}

/// The effects of the response to an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The members of the response, and the properties that they set.
    pub properties: Vec<(String, PropertyPath)>,
    /// `true` if it may reject the action.
    pub can_reject: bool,
    /// The refusal of the request then. `None`: the general one.
    pub rejection: Option<Refusal>,
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
    /// The list of objects that a property contains, each with these keys in place of its own.
    Objects(Reference, Vec<(String, String)>),
    /// The time of the change.
    Now,
    /// The cause of the change.
    Cause {
        /// The text for a request.
        request: String,
        /// The text for a deadline.
        deadline: String,
        /// The text for the creation of a child.
        child: String,
    },
}

/// The destinations of an event: instances of a resource that contain a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// The resource.
    pub resource: ResourceId,
    /// The property that contains the URL.
    pub url: PropertyPath,
    /// The property that lists the kinds of event to send.
    pub kinds: Option<PropertyPath>,
    /// Instances that list keywords in place of kinds.
    pub keywords: Option<Keywords>,
    /// The property that contains the HTTP method.
    pub method: Option<PropertyPath>,
    /// A resource whose destinations are not used if this one has a URL.
    pub replaces: Option<ResourceId>,
}

/// Destinations to which an event is sent if the text of the changed instance contains a keyword.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Keywords {
    /// The property of the destination, and its value, that tell such destinations from others.
    pub target: (PropertyPath, String),
    /// The property of the destination that lists the keywords, in place of the kinds of event.
    pub list: PropertyPath,
    /// The property of the changed instance that contains the text. `None`: the event is not sent to them.
    pub text: Option<PropertyPath>,
}
