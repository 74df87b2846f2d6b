//! The properties of resources: which of them the API sets itself, and the values that the others start with.

use heck::ToSnakeCase;

use super::context::Context;
use super::values::{self, Defaults};
use super::{links, paths};
use crate::ir::fake::{InstanceReference, Property, Reference, Value};
use crate::ir::{Field, ResourceId, Type};

/// The prefix of SIDs whose pattern allows any.
const ANY_PREFIX: &str = "XX";

/// Returns the properties of a resource, in the order of the document.
pub(super) fn properties(
    context: &Context<'_>,
    id: ResourceId,
    defaults: &Defaults<'_>,
) -> Vec<Property> {
    let Some(model) = context.api.resource(id).model else {
        return Vec::new();
    };
    let own = context.own_sid(id).map(|(field, _)| field.wire.as_str());
    let properties = context.fields(model).map(|field| {
        let set_by_api = if own == Some(field.wire.as_str()) {
            Some(Value::Sid)
        } else {
            set_by_api(context, id, field)
        };
        Property {
            name: field.wire.clone(),
            value: set_by_api.unwrap_or_else(|| {
                values::initial(context, field, defaults, &mut vec![model])
            }),
        }
    });
    properties.collect()
}

/// Returns the prefix of the SIDs of a resource.
pub(super) fn sid_prefix(context: &Context<'_>, id: ResourceId) -> Option<String> {
    let (_, sid) = context.own_sid(id)?;
    let prefix = context.api.sid(sid).prefix.clone();
    Some(prefix.unwrap_or_else(|| ANY_PREFIX.to_owned()))
}

/// Returns the value of a property that no request sets.
fn set_by_api(context: &Context<'_>, id: ResourceId, field: &Field) -> Option<Value> {
    let has_path = || !paths::of_instances(context.api, id).is_empty();
    match (&field.ty, field.wire.as_str()) {
        (_, "account_sid") => Some(Value::Account),
        (Type::Timestamp, "date_created") => Some(Value::Created),
        (Type::Timestamp, "date_updated") => Some(Value::Updated),
        (Type::Uri, "url") if has_path() => Some(Value::Url),
        (Type::Map(_), "links") => Some(Value::Links(links::to_children(context, id))),
        (Type::Sid(sid), wire) => {
            let owner = context.api.sid(*sid).owner?;
            sid_of_ancestor(context, id, wire)
                .filter(|reference| {
                    reference.instance == InstanceReference::Ancestor(owner)
                })
                .map(Value::Read)
        }
        _ => None,
    }
}

/// Returns the SID of the ancestor that a name is that of: `conversation_sid`, or the name of an argument in the paths of
/// the resource.
pub(super) fn sid_of_ancestor(
    context: &Context<'_>,
    id: ResourceId,
    name: &str,
) -> Option<Reference> {
    let mut ancestors = context.tree.ancestors(id);
    let ancestor =
        ancestors.find(|ancestor| is_named_after(context, id, *ancestor, name))?;
    Some(Reference {
        instance: InstanceReference::Ancestor(ancestor),
        property: context.sid_property(ancestor)?,
    })
}

fn is_named_after(
    context: &Context<'_>,
    id: ResourceId,
    ancestor: ResourceId,
    name: &str,
) -> bool {
    let api = context.api;
    let mut scopes = api.resource(id).scopes.entries();
    name.strip_suffix("_sid") == Some(&api.resource(ancestor).singular)
        || scopes.any(|(scope, place)| {
            let identified = paths::identified(api, id, scope);
            let mut arguments = place.path().arguments().enumerate();
            arguments.any(|(position, argument)| {
                identified.get(&position) == Some(&ancestor)
                    && argument.wire.to_snake_case() == name
            })
        })
}
