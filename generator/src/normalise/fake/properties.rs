//! The properties of resources that the API sets itself.

use heck::ToSnakeCase;

use super::context::Context;
use super::{links, paths};
use crate::ir::fake::{InstanceReference, PropertyPath, Reference, Value};
use crate::ir::{Field, ResourceId, Type};

/// The prefix of SIDs whose pattern allows any.
const ANY_PREFIX: &str = "XX";

/// Returns the prefix of the SIDs of a resource.
pub(super) fn sid_prefix(context: &Context<'_>, id: ResourceId) -> Option<String> {
    let (_, sid) = context.own_sid(id)?;
    let prefix = context.api.sid(sid).prefix.clone();
    Some(prefix.unwrap_or_else(|| ANY_PREFIX.to_owned()))
}

/// Returns the value of a property that no request sets.
pub(super) fn set_by_api(
    context: &Context<'_>,
    id: ResourceId,
    field: &Field,
) -> Option<Value> {
    let has_path = || !paths::of_instances(context.api, id).is_empty();
    let own = context.own_sid(id);
    let name = field.wire.to_snake_case();
    match (&field.ty, name.as_str()) {
        (Type::Sid(_), _) if own.is_some_and(|(own, _)| own.wire == field.wire) => {
            Some(Value::Sid)
        }
        (_, "account_sid" | "account_id") => Some(Value::Account),
        (Type::Timestamp, "date_created" | "created_at") => Some(Value::Created),
        (Type::Timestamp, "date_updated" | "updated_at") => Some(Value::Updated),
        (Type::Uri, "url") if has_path() => Some(Value::Url),
        (Type::Map(_), "links") => Some(Value::Links(links::to_children(context, id))),
        (Type::Sid(_), wire) => sid_of_ancestor(context, id, wire).map(Value::Read),
        (_, wire) => seen(context, id, wire).map(Value::Read),
    }
}

/// Returns the SID that a name is that of: `conversation_sid`, or the name of an argument in the paths of the resource. It
/// identifies an ancestor or, in a view, the viewed instance.
pub(super) fn sid_of_ancestor(
    context: &Context<'_>,
    id: ResourceId,
    name: &str,
) -> Option<Reference> {
    if let Some(viewed) = context.viewed(id)
        && is_identifier_of(name, &context.api.resource(viewed).singular)
    {
        return Some(Reference {
            instance: InstanceReference::This,
            property: context.sid_property(viewed)?,
        });
    }
    let mut ancestors = context.ancestors(id);
    let ancestor =
        ancestors.find(|ancestor| is_named_after(context, id, *ancestor, name))?;
    Some(Reference {
        instance: InstanceReference::Ancestor(ancestor),
        property: context.sid_property(ancestor)?,
    })
}

/// Returns the property that one of a view shows: `conversation_state` is `state` of the conversation.
fn seen(context: &Context<'_>, id: ResourceId, name: &str) -> Option<Reference> {
    let viewed = context.viewed(id)?;
    let shown = |resource: ResourceId| -> Option<PropertyPath> {
        let resource = context.api.resource(resource);
        let property = name.strip_prefix(&resource.singular)?.strip_prefix('_')?;
        let field = context.field(resource.model?, property)?;
        Some(vec![field.wire.clone()])
    };
    if let Some(property) = shown(viewed) {
        return Some(Reference {
            instance: InstanceReference::This,
            property,
        });
    }
    context.ancestors(id).find_map(|ancestor| {
        Some(Reference {
            instance: InstanceReference::Ancestor(ancestor),
            property: shown(ancestor)?,
        })
    })
}

/// Returns `true` if a name is that of the identifier of a resource: `conversation_sid` or `conversation_id`.
fn is_identifier_of(name: &str, singular: &str) -> bool {
    let words = name.strip_suffix("_sid").or_else(|| name.strip_suffix("_id"));
    words == Some(singular)
}

fn is_named_after(
    context: &Context<'_>,
    id: ResourceId,
    ancestor: ResourceId,
    name: &str,
) -> bool {
    let api = context.api;
    let mut scopes = api.resource(id).scopes.entries();
    is_identifier_of(name, &api.resource(ancestor).singular)
        || scopes.any(|(scope, place)| {
            let identified = paths::identified(api, id, scope);
            let mut arguments = place.path().arguments().enumerate();
            arguments.any(|(position, argument)| {
                identified.get(&position) == Some(&ancestor)
                    && argument.wire.to_snake_case() == name
            })
        })
}
