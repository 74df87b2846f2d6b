//! Destinations of an event: the instances that contain a URL.

use std::iter;

use http::Method;
use serde_json::Value;

use super::super::reference::Subject;
use super::super::state::State;
use super::super::store::{InstanceId, Properties, get};
use super::super::tables::{
    self, Event, Events, Keywords, PropertyPath, ResourceIndex, ResourceKind,
};

/// A destination of an event.
pub(super) struct Destination {
    pub(super) method: Method,
    pub(super) url: String,
    /// `false` if no kinds of events are listed, so that none are sent.
    pub(super) is_subscribed: bool,
}

/// Returns the destinations of an event about a change, without those that list other kinds of events only.
pub(super) fn of(
    state: &State,
    events: &Events,
    event: &Event,
    changed: Subject<'_>,
) -> Vec<Destination> {
    let line = line(state, changed);
    let mut found = Vec::new();
    let mut replaced = Vec::new();
    for destination in event.destinations {
        for id in belonging(state, destination.resource, &line) {
            let Some(instance) = state.store.get(id) else {
                continue;
            };
            let is_configured =
                || is_configured(events, destination.resource, &instance.properties);
            replaced.extend(destination.replaces.filter(|_| is_configured()));
            let read = read(destination, event.kind, &instance.properties, changed);
            found.extend(read.map(|read| (destination.resource, read)));
        }
    }
    found.retain(|(resource, _)| !replaced.contains(resource));
    found.into_iter().map(|(_, destination)| destination).collect()
}

/// Returns the changed instance and its ancestors, of those that exist.
fn line(state: &State, changed: Subject<'_>) -> Vec<(ResourceIndex, InstanceId)> {
    let line = iter::once(changed).chain(state.lineage(changed));
    line.filter_map(|subject| Some((subject.resource, subject.id?))).collect()
}

/// Returns the instances of a resource that are on a line or belong to it: its members, their children, and singletons of
/// the account.
fn belonging(
    state: &State,
    resource: ResourceIndex,
    line: &[(ResourceIndex, InstanceId)],
) -> Vec<InstanceId> {
    let on_line =
        |resource| line.iter().find(|(other, _)| *other == resource).map(|(_, id)| *id);
    if let Some(id) = on_line(resource) {
        return vec![id];
    }
    let is_singleton = |resource: ResourceIndex| {
        state.tables.resource(resource).kind == ResourceKind::Singleton
    };
    let Some(parent) = state.tables.resource(resource).parent else {
        let of_account =
            is_singleton(resource).then(|| state.store.below(resource, None));
        return of_account.into_iter().flatten().copied().collect();
    };
    let parents = match on_line(parent) {
        Some(id) => vec![id],
        None if is_singleton(parent) => belonging(state, parent, line),
        None => Vec::new(),
    };
    let below = |parent| state.store.below(resource, Some(parent));
    parents.into_iter().flat_map(below).copied().collect()
}

/// Returns `true` if an instance contains the URL of any event.
fn is_configured(
    events: &Events,
    resource: ResourceIndex,
    properties: &Properties,
) -> bool {
    let destinations = events.events.iter().flat_map(|event| event.destinations);
    let mut destinations =
        destinations.filter(|destination| destination.resource == resource);
    destinations.any(|destination| text(properties, destination.url).is_some())
}

/// Reads a destination. Returns `None` if there is no URL, or if only other kinds of events are listed.
fn read(
    destination: &tables::Destination,
    kind: &str,
    properties: &Properties,
    changed: Subject<'_>,
) -> Option<Destination> {
    let url = text(properties, destination.url)?.to_owned();
    let keywords = destination.keywords.filter(|keywords| {
        let (property, value) = keywords.target;
        text(properties, property) == Some(value)
    });
    let is_subscribed = match (keywords, destination.kinds) {
        (Some(keywords), _) => {
            Some(true).filter(|_| is_triggered(keywords, properties, changed))?
        }
        (None, Some(kinds)) => match list(properties, kinds) {
            [] => false,
            kinds => Some(true).filter(|_| kinds.iter().any(|other| other == kind))?,
        },
        (None, None) => true,
    };
    let method = destination.method.and_then(|method| text(properties, method));
    let is_get = method.is_some_and(|method| method.eq_ignore_ascii_case("GET"));
    let method = if is_get { Method::GET } else { Method::POST };
    Some(Destination {
        method,
        url,
        is_subscribed,
    })
}

/// Returns `true` if the text of the changed instance contains a keyword of the destination, in any case.
fn is_triggered(
    keywords: &Keywords,
    properties: &Properties,
    changed: Subject<'_>,
) -> bool {
    let body = keywords.text.and_then(|path| text(changed.properties, path));
    let body = body.unwrap_or_default().to_lowercase();
    let mut words = list(properties, keywords.list).iter().filter_map(Value::as_str);
    words.any(|word| body.contains(&word.to_lowercase()))
}

/// Returns the elements of a list.
fn list(properties: &Properties, path: PropertyPath) -> &[Value] {
    let list = get(properties, path).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

/// Returns a text that is not empty.
fn text(properties: &Properties, path: PropertyPath) -> Option<&str> {
    get(properties, path).and_then(Value::as_str).filter(|text| !text.is_empty())
}
