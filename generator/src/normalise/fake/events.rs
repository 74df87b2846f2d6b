//! The causes of events: the changes that their names or `x-fake` tell, and the values of their parameters.

mod destinations;
mod parameters;

use heck::ToSnakeCase;

use self::destinations::Callers;
use super::context::Context;
use super::names::Names;
use super::resources::Resources;
use crate::diagnostics::Diagnostic;
use crate::ir::fake::drafts::{EventDraft, Name, Target};
use crate::ir::fake::{self, PropertyPath, Reply};
use crate::ir::{Action, Destination, Event, ResourceId};

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
    names: &mut Names<'_, '_>,
    resources: &Resources,
) -> Vec<fake::Event> {
    let Some(events) = &names.context.api.events else {
        return Vec::new();
    };
    let callers = Callers::of(names.context);
    let caused =
        events.events.iter().map(|event| caused(names, &callers, resources, event));
    caused.collect::<Vec<_>>().into_iter().flatten().collect()
}

fn caused(
    names: &mut Names<'_, '_>,
    callers: &Callers<'_>,
    resources: &Resources,
    event: &Event,
) -> Option<fake::Event> {
    let mut sent = event.destinations.iter();
    if !sent.any(|sent| is_sent(names.context, event, sent)) {
        return None;
    }
    let draft = draft(names.context, event);
    let (resource, action) = cause(names, event, draft)?;
    let property = draft.and_then(|draft| draft.when_changed.as_ref());
    Some(fake::Event {
        kind: event.kind.clone(),
        resource,
        action,
        property: property.and_then(|name| names.property(resource, name)),
        reply: reply(names, resource, event, draft),
        parameters: parameters::parameters(names, resource, event, draft),
        destinations: callers.destinations(names, (resources, resource), event),
    })
}

/// Returns the extension of an event: that of the first of its callbacks that has it and is sent.
fn draft<'a>(context: &Context<'a>, event: &Event) -> Option<&'a EventDraft> {
    let drafts = context.api.fake.events.get(&event.kind)?;
    let mut found =
        event.destinations.iter().filter_map(|sent| drafts.get(&sent.operation));
    found.find(|draft| !draft.is_not_sent)
}

/// Returns `true` if an event is sent to the URL that an operation sets.
fn is_sent(context: &Context<'_>, event: &Event, sent: &Destination) -> bool {
    let drafts = context.api.fake.events.get(&event.kind);
    let draft = drafts.and_then(|drafts| drafts.get(&sent.operation));
    !draft.is_some_and(|draft| draft.is_not_sent)
}

/// Returns the change that the extension or the name of an event tells.
fn cause(
    names: &mut Names<'_, '_>,
    event: &Event,
    draft: Option<&EventDraft>,
) -> Option<(ResourceId, Action)> {
    let (name, action) = named_cause(event).unzip();
    let resource = match draft.and_then(|draft| draft.of.as_ref()) {
        Some(of) => Some(names.resource(of)?),
        None => name.and_then(|name| names.context.tree.named(&name)),
    };
    let action = draft.and_then(|draft| draft.on.clone()).or(action);
    let cause = resource.zip(action);
    if cause.is_none() {
        let found = format!(
            "the fake does not send the event `{}`: its name tells no change of a resource",
            event.kind
        );
        names.note(
            Diagnostic::note(event.pointer.clone(), found)
                .expected("`on`, a resource, and `Add`, `Update`, `Remove`, `Added`, `Updated` or `Removed`")
                .help("name the change with `x-fake: {on: ..., of: ...}`, or say `x-fake: false`"),
        );
    }
    cause
}

/// Returns the resource and the action that the name of an event tells.
fn named_cause(event: &Event) -> Option<(String, Action)> {
    let name = event.kind.strip_prefix("on")?;
    let (resource, action) = ACTIONS
        .iter()
        .find_map(|(verb, action)| Some((name.strip_suffix(verb)?, action)))?;
    Some((resource.to_snake_case(), action.clone()))
}

/// Returns the properties that the response to an event may change.
fn reply(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    event: &Event,
    draft: Option<&EventDraft>,
) -> Option<Reply> {
    let rejection = draft.and_then(|draft| draft.rejection.as_ref());
    let can_reject = event.reply.as_ref().is_some_and(|reply| reply.can_reject);
    if let Some((pointer, _)) = rejection.filter(|_| !can_reject) {
        let found = format!("a response to `{}` does not reject the action", event.kind);
        names.note(
            Diagnostic::new(names.mismatch, pointer.clone(), found)
                .expected("`rejection` at a callback that has a response `4XX` or `5XX`")
                .help("remove `rejection`, or declare the response"),
        );
    }
    let reply = event.reply.as_ref()?;
    let explicit = draft.map_or(&[][..], |draft| &draft.replies);
    let context = names.context;
    let fields = reply.model.into_iter().flat_map(|model| context.fields(model));
    let mut properties = Vec::new();
    for field in fields {
        let known = explicit.iter().find(|(name, _)| name.text == field.wire);
        let property = match known {
            Some((_, Target::Nothing)) => continue,
            Some((_, Target::Property(property))) => names.property(id, property),
            None => named_property(names, id, field),
        };
        properties.extend(property.map(|property| (field.wire.clone(), property)));
    }
    for (name, _) in explicit {
        let mut members =
            reply.model.into_iter().flat_map(|model| context.fields(model));
        if !members.any(|field| field.wire == name.text) {
            let found = format!("the response has no member `{}`", name.text);
            names.report(name, found, "a member of the response to the event");
        }
    }
    Some(Reply {
        properties,
        can_reject,
        rejection: rejection.map(|(_, refusal)| refusal.clone()),
    })
}

/// Returns the property that a member of a response is named after.
fn named_property(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    member: &crate::ir::Field,
) -> Option<PropertyPath> {
    let property = names.context.property_named(id, &member.wire);
    if property.is_none() {
        let name = Name {
            text: member.wire.clone(),
            pointer: member.pointer.clone(),
        };
        let found = format!(
            "the fake ignores the member `{}` of the response: the resource has no property of this name",
            name.text
        );
        names.note(
            Diagnostic::note(name.pointer, found)
                .expected("a property that the response changes")
                .help("name it in `reply` of `x-fake`"),
        );
    }
    property
}
