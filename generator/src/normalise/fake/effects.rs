//! The effects of parameters: the properties that they set or that they select instances by.

use std::collections::{BTreeMap, HashSet};

use super::names::Names;
use crate::diagnostics::Diagnostic;
use crate::ir::fake::drafts::{ParameterDraft, StorageDraft, Target};
use crate::ir::fake::{self, Comparison, Effect, Prefix, Property, PropertyPath, Value};
use crate::ir::{Action, Location, Operation, Parameter, ResourceId, Role};

/// The header that sets whether webhooks are sent.
const WEBHOOKS: &str = "X-Twilio-Webhook-Enabled";

/// The parameters of a resource's operations: of each operation, in their order.
pub(super) type Parameters = Vec<Vec<fake::Parameter>>;

/// Returns the effects of the parameters of each operation of a resource.
pub(super) fn parameters(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    properties: &[Property],
) -> Parameters {
    let settable = properties.iter().filter(|property| is_settable(property));
    let settable = settable.map(|property| property.name.as_str()).collect();
    let operations = names.context.api.resource(id).operations.iter();
    let parameters = operations.map(|operation| {
        let drafts = drafts(names, operation);
        let parameters = operation.parameters.iter();
        let parameters = parameters.map(|parameter| {
            let draft = drafts.get(&(parameter.location, parameter.wire.as_str()));
            let draft = draft.copied();
            let explicit = draft.and_then(|draft| explicit(names, id, draft));
            let effect = explicit
                .unwrap_or_else(|| effect(names, (id, &settable), operation, parameter));
            match draft {
                Some(draft) => rules(names, id, operation, draft, effect),
                None => fake::Parameter::with(effect),
            }
        });
        parameters.collect()
    });
    parameters.collect()
}

/// Returns the rules of a parameter with an extension.
fn rules(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    operation: &Operation,
    draft: &ParameterDraft,
    effect: Effect,
) -> fake::Parameter {
    let ignored_with = draft.ignored_with.as_ref();
    let prefix = draft.prefix.as_ref();
    fake::Parameter {
        max_length: draft.max_length,
        refusal: draft.refusal.clone(),
        limit_refusal: draft.limit_refusal.clone(),
        max_items: draft.max_items,
        ignored_with: ignored_with.and_then(|name| names.parameter(operation, name)),
        values: draft.values.clone(),
        prefix: prefix.and_then(|(name, otherwise)| {
            Some(Prefix {
                property: names.property(id, name)?,
                otherwise: otherwise.clone(),
            })
        }),
        effect,
    }
}

/// Returns the extensions of the parameters of an operation; of several scopes, those of the first that has them.
fn drafts<'a>(
    names: &Names<'_, 'a>,
    operation: &Operation,
) -> BTreeMap<(Location, &'a str), &'a ParameterDraft> {
    let mut found = BTreeMap::new();
    for route in operation.routes.iter() {
        let draft = names.context.api.fake.operations.get(&route.id);
        for parameter in draft.iter().flat_map(|draft| &draft.parameters) {
            let key = (parameter.location, parameter.wire.as_str());
            found.entry(key).or_insert(parameter);
        }
    }
    found
}

/// Returns the effect that `x-fake` names.
fn explicit(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &ParameterDraft,
) -> Option<Effect> {
    match &draft.sets {
        Some(Target::Nothing) => return Some(Effect::Nothing),
        Some(Target::Property(name)) => {
            return names.settable(id, name).map(Effect::Set);
        }
        None => {}
    }
    if let Some(property) = &draft.deadline {
        let default = draft.default.as_ref();
        return Some(Effect::Deadline {
            property: names.settable(id, property)?,
            default: default.and_then(|from| names.reference(id, from)),
        });
    }
    if let Some((property, comparison)) = &draft.filter {
        let property = names.settable(id, property)?;
        return Some(Effect::Filter {
            property,
            comparison: *comparison,
            newest_first: draft.newest_first,
        });
    }
    draft.order.then_some(Effect::Order)
}

/// Returns the effect that the name of a parameter tells.
fn effect(
    names: &mut Names<'_, '_>,
    (id, settable): (ResourceId, &HashSet<&str>),
    operation: &Operation,
    parameter: &Parameter,
) -> Effect {
    let is_header = parameter.location == Location::Header;
    if is_header && parameter.wire.eq_ignore_ascii_case(WEBHOOKS) {
        return Effect::Webhooks;
    }
    let is_known = names.context.api.resource(id).model.is_some();
    let is_unsupported = matches!(operation.action, Action::Other(_));
    let is_elsewhere = contains_children(names, id, parameter);
    if parameter.role == Role::Hidden || !is_known || is_unsupported || is_elsewhere {
        return Effect::Nothing;
    }
    let property = names.context.property_named(id, &parameter.wire);
    let is_settable = |path: &PropertyPath| {
        path.first().is_some_and(|name| settable.contains(name.as_str()))
    };
    match (&operation.action, property) {
        (Action::Create | Action::Update | Action::Patch, Some(property))
            if is_settable(&property) =>
        {
            Effect::Set(property)
        }
        (Action::List, Some(property)) => Effect::Filter {
            property,
            comparison: Comparison::Equal,
            newest_first: false,
        },
        (Action::Update | Action::Patch, None) if names.context.viewed(id).is_some() => {
            set_in_view(names, id, parameter)
        }
        _ => {
            note_ignored(names, parameter);
            Effect::Nothing
        }
    }
}

/// Returns the effect of a parameter of a view that is named after a property of the viewed instance alone.
fn set_in_view(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    parameter: &Parameter,
) -> Effect {
    let viewed = names.context.represented(id);
    if let Some(property) = names.context.property_named(viewed, &parameter.wire) {
        return Effect::Set(property);
    }
    note_ignored(names, parameter);
    Effect::Nothing
}

/// Returns `true` if a parameter contains the children of a composite.
fn contains_children(
    names: &Names<'_, '_>,
    id: ResourceId,
    parameter: &Parameter,
) -> bool {
    let draft = names.context.resource_draft(id);
    let storage = draft.and_then(|draft| draft.storage.as_ref());
    matches!(storage, Some(StorageDraft::Composite { parameter: name, .. }) if name.text == parameter.wire)
}

fn note_ignored(names: &mut Names<'_, '_>, parameter: &Parameter) {
    let found = format!(
        "the fake ignores the parameter `{}`: the resource has no property of this name",
        parameter.wire
    );
    names.note(
        Diagnostic::note(parameter.pointer.clone(), found)
            .expected("a property that the parameter sets or compares")
            .help("name it with `x-fake: {sets: ...}` or `x-fake: {filter: ...}`, or say `x-fake: {sets: false}`"),
    );
}

/// Returns `true` if requests can set a property: the API does not determine it.
fn is_settable(property: &Property) -> bool {
    match property.value {
        Value::Json(_)
        | Value::Object(_)
        | Value::Created
        | Value::Updated
        | Value::Copy(_) => true,
        Value::Sid
        | Value::Account
        | Value::Url
        | Value::Links(_)
        | Value::Read(_)
        | Value::Count(_)
        | Value::Index => false,
    }
}

/// Returns the defaults of the parameters that set properties of a new instance.
pub(super) fn defaults<'a>(
    names: &Names<'_, 'a>,
    id: ResourceId,
    parameters: &Parameters,
) -> Vec<(PropertyPath, &'a str)> {
    let operations = names.context.api.resource(id).operations.iter().zip(parameters);
    let creating =
        operations.filter(|(operation, _)| operation.action == Action::Create);
    let parameters =
        creating.flat_map(|(operation, rules)| operation.parameters.iter().zip(rules));
    let defaults = parameters.filter_map(|(parameter, rules)| match &rules.effect {
        Effect::Set(property) => Some((property.clone(), parameter.default.as_deref()?)),
        _ => None,
    });
    defaults.collect()
}
