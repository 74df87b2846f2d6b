//! The values of the parameters of events.

use std::collections::HashMap;

use heck::ToSnakeCase;

use crate::diagnostics::Diagnostic;
use crate::ir::fake::drafts::{EventDraft, EventValueDraft};
use crate::ir::fake::{EventParameter, EventValue, InstanceReference, Reference};
use crate::ir::{Event, Field, ResourceId};
use crate::normalise::fake::context::Context;
use crate::normalise::fake::names::Names;
use crate::normalise::fake::properties;

/// Returns the values of the parameters of an event.
pub(super) fn parameters(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    event: &Event,
    draft: Option<&EventDraft>,
) -> Vec<EventParameter> {
    let mut explicit: HashMap<&str, &EventValueDraft> = HashMap::new();
    for (name, value) in draft.iter().flat_map(|draft| &draft.parameters) {
        explicit.insert(&name.text, value);
    }
    let mut parameters = Vec::new();
    for field in names.context.fields(event.model) {
        let schema = names.context.schema_draft(field);
        let known = explicit.remove(field.wire.as_str());
        let known = known.or(schema.and_then(|schema| schema.sent.as_ref()));
        let value = match known {
            Some(known) => resolved(names, id, known),
            None => named(names, id, field),
        };
        parameters.extend(value.map(|value| EventParameter {
            name: field.wire.clone(),
            value,
        }));
    }
    for (name, _) in draft.iter().flat_map(|draft| &draft.parameters) {
        if explicit.contains_key(name.text.as_str()) {
            let found =
                format!("the event `{}` has no parameter `{}`", event.kind, name.text);
            names.report(name, found, "a parameter of the event");
        }
    }
    parameters
}

/// Returns the value that the extension names.
fn resolved(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &EventValueDraft,
) -> Option<EventValue> {
    match draft {
        EventValueDraft::Property(from) => {
            names.reference(id, from).map(EventValue::Property)
        }
        EventValueDraft::Before(name) => {
            names.property(id, name).map(EventValue::Before)
        }
        EventValueDraft::Text(text) => Some(EventValue::Text(text.clone())),
        EventValueDraft::Objects(from, keys) => {
            Some(EventValue::Objects(names.reference(id, from)?, keys.clone()))
        }
        EventValueDraft::Now => Some(EventValue::Now),
        EventValueDraft::Cause([request, deadline, child]) => Some(EventValue::Cause {
            request: request.clone(),
            deadline: deadline.clone(),
            child: child.clone(),
        }),
        EventValueDraft::Nothing => None,
    }
}

/// Returns the value that the name of a parameter tells.
fn named(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    field: &Field,
) -> Option<EventValue> {
    let found = property(names.context, id, &field.wire);
    if found.is_none() {
        let found = format!(
            "the fake does not send the parameter `{}`: the resource has no property of this name",
            field.wire
        );
        names.note(
            Diagnostic::note(field.pointer.clone(), found)
                .expected(
                    "a property of the resource, or the SID of one that it belongs to",
                )
                .help("give its value in `parameters` of `x-fake`"),
        );
    }
    found.map(EventValue::Property)
}

/// Returns the property that a parameter is named after: of the instance, its SID, or the SID of an ancestor.
fn property(context: &Context<'_>, id: ResourceId, name: &str) -> Option<Reference> {
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
