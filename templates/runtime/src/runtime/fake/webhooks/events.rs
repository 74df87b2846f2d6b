//! Events that a change causes.

use http::Method;
use serde_json::{Map, Value};

use super::super::change::{Cause, Change};
use super::super::clock;
use super::super::reference::Subject;
use super::super::state::State;
use super::super::store::get;
use super::super::tables::{Event, EventValue, Events};
use super::destinations;

/// An event for one destination.
pub(super) struct Message {
    pub(super) event: &'static Event,
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) parameters: Vec<(&'static str, String)>,
    /// `false` if the destination lists no kinds of events, so that it is sent none.
    pub(super) is_subscribed: bool,
}

/// Returns the events before the planned change at a position, for those of its destinations that want them.
pub(super) fn before(
    state: &State,
    planned: &[Change],
    position: usize,
) -> Vec<Message> {
    // A deadline cannot be rejected, and what follows from another change neither.
    let is_asked = planned[position].cause == Cause::Request;
    messages(state, planned, position, |event| is_asked && event.reply.is_some())
}

/// Returns the events after the change at a position, for those of its destinations that want them.
pub(super) fn after(state: &State, changes: &[Change], position: usize) -> Vec<Message> {
    messages(state, changes, position, |event| event.reply.is_none())
}

/// Returns the events that a change causes and that are selected, for each destination.
fn messages(
    state: &State,
    changes: &[Change],
    position: usize,
    is_selected: impl Fn(&Event) -> bool,
) -> Vec<Message> {
    let change = &changes[position];
    let (Some(events), Some(subject)) =
        (state.tables.api(change.resource).events, Subject::of(changes, position))
    else {
        return Vec::new();
    };
    let mut messages = Vec::new();
    for event in caused_by(events, change).filter(|event| is_selected(event)) {
        for destination in destinations::of(state, events, event, subject) {
            messages.push(Message {
                event,
                method: destination.method,
                url: destination.url,
                parameters: parameters(state, events, event, change, subject),
                is_subscribed: destination.is_subscribed,
            });
        }
    }
    messages
}

/// Returns the events that report a change.
fn caused_by<'a>(
    events: &'static Events,
    change: &'a Change,
) -> impl Iterator<Item = &'static Event> + 'a {
    let of_change = events.events.iter().filter(|event| {
        change.is_reported
            && event.resource == change.resource
            && event.action == change.action
    });
    of_change.filter(|event| match event.property {
        Some(property) => get(&change.before, property) != get(&change.after, property),
        // Other causes change one property, which has an event of its own.
        None => change.cause == Cause::Request,
    })
}

/// Returns the names and values of the parameters of an event.
fn parameters(
    state: &State,
    events: &Events,
    event: &Event,
    change: &Change,
    subject: Subject<'_>,
) -> Vec<(&'static str, String)> {
    let mut parameters = vec![(events.discriminator, event.kind.to_owned())];
    for parameter in event.parameters {
        let value = match &parameter.value {
            EventValue::Property(reference) => text(&state.value(subject, reference)),
            EventValue::Before(property) => get(&change.before, property).and_then(text),
            EventValue::Objects(reference, keys) => {
                text(&renamed(state.value(subject, reference), keys))
            }
            EventValue::Now => text(&clock::json(state.now)),
            EventValue::Text(text) => Some((*text).to_owned()),
            EventValue::Cause {
                request,
                deadline,
                child,
            } => Some(match change.cause {
                Cause::Request => (*request).to_owned(),
                Cause::Deadline => (*deadline).to_owned(),
                Cause::Child => (*child).to_owned(),
            }),
        };
        parameters.extend(value.map(|value| (parameter.name, value)));
    }
    parameters
}

/// Returns a list of objects with other keys.
fn renamed(list: Value, keys: &[(&str, &str)]) -> Value {
    let Value::Array(objects) = list else {
        return list;
    };
    let rename = |object: Value| {
        let members = keys.iter().filter_map(|(key, own)| {
            Some(((*key).to_owned(), object.get(*own)?.clone()))
        });
        members.collect::<Map<_, _>>()
    };
    Value::Array(objects.into_iter().map(|object| rename(object).into()).collect())
}

/// Returns a value as a parameter; null is not sent.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
