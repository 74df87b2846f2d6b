//! Names that are derived from the document, before clashes and published names are considered.

use std::collections::HashMap;

use heck::ToUpperCamelCase;

use super::case::Case;
use super::symbols;
use crate::ir::{
    Action, Api, Enumeration, IdVec, ModelId, ResourceId, TypeOwner, Variant,
};

/// Returns the title of the owner of a type.
pub(super) fn title(titles: &IdVec<ResourceId, String>, owner: TypeOwner) -> &str {
    match owner {
        TypeOwner::Resource(id) => &titles[id],
        TypeOwner::Events => "Event",
    }
}

/// Returns `true` if a model is that of the resource that owns it.
pub(super) fn is_of_resource(api: &Api, id: ModelId) -> bool {
    let owner = api.model(id).owner.resource();
    owner.is_some_and(|owner| api.resource(owner).model == Some(id))
}

/// Returns the name of a model without an explicit name: that of its resource or its event, or else that of its schema.
pub(super) fn model_name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    kinds: &HashMap<ModelId, &Variant>,
    id: ModelId,
) -> String {
    let model = api.model(id);
    match kinds.get(&id) {
        Some(event) => Case::UpperCamel.convert(&symbols::variant(event)),
        None if is_of_resource(api, id) => title(titles, model.owner).to_owned(),
        None => model.name.to_upper_camel_case(),
    }
}

/// Returns the name of an enum without an explicit name: that of its schema, or else its role with the title of its owner
/// in front.
pub(super) fn enumeration_name(
    titles: &IdVec<ResourceId, String>,
    enumeration: &Enumeration,
) -> String {
    let role = enumeration.role.to_upper_camel_case();
    let qualified = || qualified(title(titles, enumeration.owner), &role);
    enumeration.schema_name.clone().unwrap_or_else(qualified)
}

/// Returns a name with the title of its resource in front, unless it already starts with it.
pub(super) fn qualified(title: &str, name: &str) -> String {
    if name.starts_with(title) {
        name.to_owned()
    } else {
        format!("{title}{name}")
    }
}

/// Returns the kinds of the events by the models of their parameters.
pub(super) fn kinds(api: &Api) -> HashMap<ModelId, &Variant> {
    let Some(events) = &api.events else {
        return HashMap::new();
    };
    let variants = api.enumeration(events.kinds).variants.iter();
    let variants: HashMap<&String, &Variant> =
        variants.map(|variant| (&variant.wire, variant)).collect();
    let kinds = events.events.iter();
    kinds.filter_map(|event| Some((event.model, *variants.get(&event.kind)?))).collect()
}

/// Returns the verb of an action.
pub(super) fn method(action: &Action) -> &str {
    match action {
        Action::Create => "create",
        Action::List => "list",
        Action::Fetch => "fetch",
        Action::Update => "update",
        Action::Patch => "patch",
        Action::Delete => "delete",
        Action::Other(name) => name,
    }
}
