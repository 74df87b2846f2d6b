//! The causes of events: the changes that their names tell, and the values of their parameters.

mod destinations;

use heck::ToSnakeCase;

use self::destinations::Callers;
use super::context::Context;
use super::{Resources, properties};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::fake::{
    self, EventParameter, EventValue, InstanceReference, Reference, Reply,
};
use crate::ir::{Action, Event, Field, ResourceId};

/// The actions that the ends of names tell, before and after the action.
const ACTIONS: [(&str, Action); 6] = [
    ("Added", Action::Create),
    ("Updated", Action::Update),
    ("Removed", Action::Delete),
    ("Add", Action::Create),
    ("Update", Action::Update),
    ("Remove", Action::Delete),
];

/// Returns the events that requests cause.
pub(super) fn events(
    context: &Context<'_>,
    resources: &Resources,
    diagnostics: &mut Diagnostics,
) -> Vec<fake::Event> {
    let Some(events) = &context.api.events else {
        return Vec::new();
    };
    let callers = Callers::of(context);
    let caused = events.events.iter().filter_map(|event| {
        let Some((resource, action)) = cause(context, event) else {
            diagnostics.push(
                Diagnostic::note(
                    event.pointer.clone(),
                    format!("the fake does not send the event `{}`: its name tells no change of a resource", event.kind),
                )
                .expected("`on`, a resource, and `Add`, `Update`, `Remove`, `Added`, `Updated` or `Removed`")
                .help("name the change with `x-fake: {on: ..., of: ...}`, or say `x-fake: false`"),
            );
            return None;
        };
        let fields = context.fields(event.model);
        Some(fake::Event {
            kind: event.kind.clone(),
            resource,
            action,
            property: None,
            reply: reply(context, resource, event),
            parameters: fields
                .filter_map(|field| parameter(context, resource, field, diagnostics))
                .collect(),
            destinations: callers.destinations(context, resources, event),
        })
    });
    caused.collect()
}

/// Returns the change that the name of an event tells.
fn cause(context: &Context<'_>, event: &Event) -> Option<(ResourceId, Action)> {
    let name = event.kind.strip_prefix("on")?;
    let (resource, action) = ACTIONS
        .iter()
        .find_map(|(verb, action)| Some((name.strip_suffix(verb)?, action)))?;
    let resource = context.tree.named(&resource.to_snake_case())?;
    Some((resource, action.clone()))
}

/// Returns the properties that the response to an event may change.
fn reply(context: &Context<'_>, id: ResourceId, event: &Event) -> Option<Reply> {
    let reply = event.reply.as_ref()?;
    let fields = reply.model.into_iter().flat_map(|model| context.fields(model));
    let properties = fields.filter_map(|field| {
        let property = context.property_named(id, &field.wire)?;
        Some((field.wire.clone(), property))
    });
    Some(Reply {
        properties: properties.collect(),
        can_reject: reply.can_reject,
    })
}

fn parameter(
    context: &Context<'_>,
    id: ResourceId,
    field: &Field,
    diagnostics: &mut Diagnostics,
) -> Option<EventParameter> {
    let value = value(context, id, &field.wire);
    if value.is_none() {
        diagnostics.push(
            Diagnostic::note(
                field.pointer.clone(),
                format!(
                    "the fake does not send the parameter `{}`: the resource has no property of this name",
                    field.wire
                ),
            )
            .expected("a property of the resource, or the SID of one that it belongs to")
            .help("give its value in `parameters` of `x-fake`"),
        );
    }
    Some(EventParameter {
        name: field.wire.clone(),
        value: EventValue::Property(value?),
    })
}

/// Returns the property that a parameter is named after: of the instance, its SID, or the SID of an ancestor.
fn value(context: &Context<'_>, id: ResourceId, name: &str) -> Option<Reference> {
    let this = |property| Reference {
        instance: InstanceReference::This,
        property,
    };
    if let Some(property) = context.property_named(id, name) {
        return Some(this(property));
    }
    let name = name.to_snake_case();
    if name.strip_suffix("_sid") == Some(&context.api.resource(id).singular) {
        return context.sid_property(id).map(this);
    }
    properties::sid_of_ancestor(context, id, &name)
}
