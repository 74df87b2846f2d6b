//! Events that webhooks send.

use super::key::{PropertyPath, ResourceIndex};
use super::operation::Action;
use super::reference::Reference;
use super::refusal::Refusal;

/// The events that webhooks send.
#[derive(Debug)]
pub(crate) struct Events {
    /// The parameter that contains the kind of the event.
    pub(crate) discriminator: &'static str,
    /// The events.
    pub(crate) events: &'static [Event],
}

/// An event.
#[derive(Debug)]
pub(crate) struct Event {
    /// The kind.
    pub(crate) kind: &'static str,
    /// The resource whose change it reports.
    pub(crate) resource: ResourceIndex,
    /// The change.
    pub(crate) action: Action,
    /// The property whose change it reports; for updates. `None`: any.
    pub(crate) property: Option<PropertyPath>,
    /// The effects of the response, if the event is sent before the action.
    pub(crate) reply: Option<&'static EventReply>,
    /// The parameters, without the discriminator.
    pub(crate) parameters: &'static [EventParameter],
    /// The destinations.
    pub(crate) destinations: &'static [Destination],
}

/// The effects of the response to an event.
#[derive(Debug)]
pub(crate) struct EventReply {
    /// The members of the response, and the properties that they set.
    pub(crate) properties: &'static [(&'static str, PropertyPath)],
    /// `true` if it may reject the action.
    pub(crate) can_reject: bool,
    /// The refusal of the request then. `None`: the general one.
    pub(crate) rejection: Option<&'static Refusal>,
}

/// A parameter of an event.
#[derive(Debug)]
pub(crate) struct EventParameter {
    /// The name.
    pub(crate) name: &'static str,
    /// The value.
    pub(crate) value: EventValue,
}

impl EventParameter {
    /// Creates a parameter.
    pub(crate) const fn new(name: &'static str, value: EventValue) -> Self {
        Self { name, value }
    }
}

/// The value of a parameter of an event. Parameters without a value are not sent.
#[derive(Debug)]
pub(crate) enum EventValue {
    /// The value of a property, found from the instance, after the change unless the event is sent before it and deletes.
    Property(Reference),
    /// The value that a property of the instance had before the change.
    Before(PropertyPath),
    /// The list of objects that a property contains, each with these keys in place of its own.
    Objects(Reference, &'static [(&'static str, &'static str)]),
    /// The time of the change.
    Now,
    /// This text.
    Text(&'static str),
    /// The cause of the change.
    Cause {
        /// The text for a request.
        request: &'static str,
        /// The text for a deadline.
        deadline: &'static str,
        /// The text for the creation of a child.
        child: &'static str,
    },
}

/// The destinations of an event: instances of a resource that contain a URL.
#[derive(Debug)]
pub(crate) struct Destination {
    /// The resource. Its instances that are the changed instance or an ancestor of it, or belong to one of them, are asked.
    pub(crate) resource: ResourceIndex,
    /// The property that contains the URL.
    pub(crate) url: PropertyPath,
    /// The property that lists the kinds of event to send. `None`: all.
    pub(crate) kinds: Option<PropertyPath>,
    /// Instances that list keywords in place of kinds.
    pub(crate) keywords: Option<&'static Keywords>,
    /// The property that contains the HTTP method. `None`, or null: POST.
    pub(crate) method: Option<PropertyPath>,
    /// A resource whose destinations are not used if this one has a URL: a service's webhooks replace the account's.
    pub(crate) replaces: Option<ResourceIndex>,
}

/// Destinations to which an event is sent if the text of the changed instance contains a keyword.
#[derive(Debug)]
pub(crate) struct Keywords {
    /// The property of the destination, and its value, that tell such destinations from others.
    pub(crate) target: (PropertyPath, &'static str),
    /// The property of the destination that lists the keywords, in place of the kinds of event.
    pub(crate) list: PropertyPath,
    /// The property of the changed instance that contains the text. `None`: the event is not sent to them.
    pub(crate) text: Option<PropertyPath>,
}
