//! The effects of parameters: the properties that they set or that they select instances by.

use super::context::Context;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::fake::{Comparison, Effect, Property, PropertyPath, Value};
use crate::ir::{Action, Location, Operation, Parameter, ResourceId, Role};

/// The header that sets whether webhooks are sent.
const WEBHOOKS: &str = "X-Twilio-Webhook-Enabled";

/// Returns the effects of the parameters of each operation of a resource.
pub(super) fn effects(
    context: &Context<'_>,
    id: ResourceId,
    properties: &[Property],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Effect>> {
    let operations = context.api.resource(id).operations.iter();
    let effects = operations.map(|operation| {
        let parameters = operation.parameters.iter();
        let effects = parameters.map(|parameter| {
            effect(context, (id, properties), operation, parameter, diagnostics)
        });
        effects.collect()
    });
    effects.collect()
}

fn effect(
    context: &Context<'_>,
    (id, properties): (ResourceId, &[Property]),
    operation: &Operation,
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) -> Effect {
    let is_header = parameter.location == Location::Header;
    if is_header && parameter.wire.eq_ignore_ascii_case(WEBHOOKS) {
        return Effect::Webhooks;
    }
    let is_known = context.api.resource(id).model.is_some();
    let is_unsupported = matches!(operation.action, Action::Other(_));
    if parameter.role == Role::Hidden || !is_known || is_unsupported {
        return Effect::Nothing;
    }
    let property = context.property_named(id, &parameter.wire);
    let property = property.filter(|property| is_settable(properties, property));
    match (&operation.action, property) {
        (Action::Create | Action::Update, Some(property)) => Effect::Set(property),
        (Action::List, Some(property)) => Effect::Filter {
            property,
            comparison: Comparison::Equal,
            newest_first: false,
        },
        _ => {
            diagnostics.push(
                Diagnostic::note(
                    parameter.pointer.clone(),
                    format!(
                        "the fake ignores the parameter `{}`: the resource has no property of this name",
                        parameter.wire
                    ),
                )
                .expected("a property that the parameter sets or compares")
                .help("name it with `x-fake: {sets: ...}` or `x-fake: {filter: ...}`, or say `x-fake: {sets: false}`"),
            );
            Effect::Nothing
        }
    }
}

/// Returns `true` if requests can set a property: the API does not determine it.
fn is_settable(properties: &[Property], path: &PropertyPath) -> bool {
    let Some((first, _)) = path.split_first() else {
        return false;
    };
    let property = properties.iter().find(|property| property.name == *first);
    property.is_some_and(|property| match property.value {
        Value::Json(_)
        | Value::Object(_)
        | Value::Created
        | Value::Updated
        | Value::Copy(_) => true,
        Value::Sid
        | Value::Account
        | Value::Url
        | Value::Links(_)
        | Value::Index
        | Value::Read(_)
        | Value::Count(_) => false,
    })
}

/// Returns the defaults of the parameters that set properties of a new instance.
pub(super) fn defaults<'a>(
    context: &Context<'a>,
    id: ResourceId,
    effects: &[Vec<Effect>],
) -> Vec<(PropertyPath, &'a str)> {
    let operations = context.api.resource(id).operations.iter().zip(effects);
    let creating =
        operations.filter(|(operation, _)| operation.action == Action::Create);
    let parameters = creating
        .flat_map(|(operation, effects)| operation.parameters.iter().zip(effects));
    let defaults = parameters.filter_map(|(parameter, effect)| match effect {
        Effect::Set(property) => Some((property.clone(), parameter.default.as_deref()?)),
        _ => None,
    });
    defaults.collect()
}
