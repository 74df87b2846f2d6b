//! The behavior of resources.

use std::collections::HashMap;

use super::conditions::condition;
use super::names::Names;
use super::overrides::Overrides;
use super::values::{Setting, Settings, Values};
use super::{effects, links, operations, overrides, paths, properties, storage};
use crate::diagnostics::Diagnostics;
use crate::ir::fake::drafts::{
    CompanionDraft, LimitDraft, ReactionDraft, TransitionDraft, UniqueDraft,
};
use crate::ir::fake::{
    Companion, Limit, Property, Reaction, Resource, Transition, Unique, Value,
};
use crate::ir::{IdVec, ModelId, ResourceId};

/// The rules of all resources.
pub(super) type Resources = IdVec<ResourceId, Resource>;

/// What is found while the properties are listed for the first time, which is reported the second time.
#[derive(Default)]
pub(super) struct Preview {
    diagnostics: Diagnostics,
    listed: HashMap<ModelId, usize>,
}

impl Preview {
    fn names<'c, 'a>(&'c mut self, names: &Names<'c, 'a>) -> Names<'c, 'a> {
        Names {
            context: names.context,
            mismatch: names.mismatch,
            diagnostics: &mut self.diagnostics,
            listed: &mut self.listed,
        }
    }
}

/// Returns the behavior of a resource.
pub(super) fn resource<'a>(
    names: &mut Names<'_, 'a>,
    preview: &mut Preview,
    overrides: &Overrides<'a>,
    id: ResourceId,
) -> Resource {
    let context = names.context;
    let draft = context.resource_draft(id);
    // The effects of parameters depend on the properties, whose values depend on the defaults of parameters.
    let properties = known(&mut preview.names(names), overrides, id, Vec::new());
    let parameters = effects::parameters(names, id, &properties);
    let defaults = effects::defaults(names, id, &parameters).into_iter();
    let defaults = defaults.map(|(path, text)| (path, Setting::Default(text)));
    let mut properties = known(names, overrides, id, defaults.collect());
    for property in &mut properties {
        if let Value::Links(links) = &mut property.value {
            *links = links::links(names, id);
        }
    }
    let lookup = draft.iter().flat_map(|draft| &draft.lookup);
    let lookup = lookup.filter_map(|name| names.property(id, name)).collect();
    let unique = draft.iter().flat_map(|draft| &draft.unique);
    let unique = unique.filter_map(|draft| unique_together(names, id, draft)).collect();
    let limits = draft.iter().flat_map(|draft| &draft.limits);
    let limits = limits.map(|draft| limit(names, id, draft)).collect();
    let reactions = draft.iter().flat_map(|draft| &draft.reactions);
    let reactions = reactions.filter_map(|draft| reaction(names, id, draft)).collect();
    let companions = draft.iter().flat_map(|draft| &draft.companions);
    let companions = companions.filter_map(|draft| companion(names, id, draft));
    let companions = companions.collect();
    let transitions = draft.iter().flat_map(|draft| &draft.transitions);
    let transitions =
        transitions.filter_map(|draft| transition(names, id, draft)).collect();
    let is_known = !properties.is_empty();
    let operations = operations::operations(names, id, is_known, parameters);
    Resource {
        name: context.tree.name(id).to_owned(),
        parent: context.tree.parent(id),
        paths: paths::of_instances(context.api, id),
        sid_prefix: properties::sid_prefix(context, id),
        properties,
        lookup,
        unique,
        limits,
        reactions,
        companions,
        transitions,
        storage: storage::storage(names, id),
        default_instance: draft
            .and_then(|draft| draft.default.as_ref())
            .and_then(|draft| names.reference(id, draft)),
        operations,
    }
}

fn known<'a>(
    names: &mut Names<'_, 'a>,
    overrides: &Overrides<'a>,
    id: ResourceId,
    settings: Settings<'a>,
) -> Vec<Property> {
    let model = names.context.api.resource(id).model;
    model
        .map(|model| Values::of(names, overrides, id).of_resource(model, settings))
        .unwrap_or_default()
}

fn unique_together(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &UniqueDraft,
) -> Option<Unique> {
    let properties = draft.properties.iter().map(|name| names.property(id, name));
    Some(Unique {
        properties: properties.collect::<Option<_>>()?,
        within: match &draft.within {
            Some(name) => Some(names.ancestor(id, name)?),
            None => None,
        },
        unless: match &draft.unless {
            Some(draft) => Some(condition(names, id, None, draft)?),
            None => None,
        },
        refusal: draft.refusal.clone(),
        composite_refusal: draft.composite_refusal.clone(),
    })
}

fn limit(names: &mut Names<'_, '_>, id: ResourceId, draft: &LimitDraft) -> Limit {
    let property = draft.property.as_ref();
    Limit {
        maximum: draft.maximum,
        property: property.and_then(|name| names.property(id, name)),
        refusal: draft.refusal.clone(),
    }
}

fn reaction(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &ReactionDraft,
) -> Option<Reaction> {
    let to = draft.created.iter().filter_map(|name| names.resource(name)).collect();
    Some(Reaction {
        to,
        property: names.property(id, &draft.property)?,
        from: draft.from.clone(),
        becomes: draft.to.clone(),
    })
}

fn companion(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &CompanionDraft,
) -> Option<Companion> {
    let resource = names.resource(&draft.resource)?;
    let properties = draft.properties.iter().filter_map(|(name, value)| {
        let property = names.property(resource, name)?;
        // A reference starts at the created instance.
        Some((property, overrides::value(names, id, value)?))
    });
    let properties = properties.collect();
    let names_it = draft.names_it.as_ref();
    Some(Companion {
        resource,
        properties,
        names_it: names_it.and_then(|name| names.property(id, name)),
        unless_exists: draft.unless_exists,
    })
}

fn transition(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &TransitionDraft,
) -> Option<Transition> {
    let restarted_by = draft.restarted_by.iter();
    let restarted_by = restarted_by.filter_map(|name| names.resource(name)).collect();
    Some(Transition {
        deadline: names.property(id, &draft.deadline)?,
        property: names.property(id, &draft.property)?,
        from: draft.from.clone(),
        to: draft.to.clone(),
        restarted_by,
    })
}
