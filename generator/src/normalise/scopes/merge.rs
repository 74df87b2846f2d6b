//! Making one resource of equal twins.

use std::collections::{BTreeMap, BTreeSet};

use super::Twin;
use crate::ir::{
    Api, ModelId, Operation, Resource, ResourceId, ResponseBody, Scope, Type,
};
use crate::normalise::rewrite::every_type;

/// Adds each contained twin to the one at the root as a further scope, then removes it.
pub(super) fn apply(api: &mut Api, equal: &BTreeMap<ResourceId, Twin>) {
    let mut placed: BTreeMap<ResourceId, (ResourceId, usize)> = BTreeMap::new();
    for (&contained, twin) in equal {
        let absorbed = api.resources[contained.0].clone();
        merge_models(api, twin.at_root, &absorbed);
        let kept = &mut api.resources[twin.at_root.0];
        let mut scope: Scope = absorbed.scopes[0].clone();
        scope.parent =
            scope.parent.map(|parent| placed.get(&parent.0).copied().unwrap_or(parent));
        placed.insert(contained, (twin.at_root, kept.scopes.len()));
        kept.scopes.push(scope);
        for operation in &mut kept.operations {
            let twin = absorbed
                .operations
                .iter()
                .find(|other| other.action == operation.action);
            operation
                .routes
                .extend(twin.into_iter().flat_map(|twin| twin.routes.iter().cloned()));
        }
        fill_gaps(&mut api.resources[twin.at_root.0], &absorbed);
    }
    remove(api, &equal.keys().copied().collect());
}

/// Takes prose from the twin where the kept one has none.
fn fill_gaps(kept: &mut Resource, absorbed: &Resource) {
    if kept.documentation.description.is_empty() {
        kept.documentation.description.clone_from(&absorbed.documentation.description);
    }
}

/// Gives the kept resource's models the fields that only the twin's have, and lets every use of the twin's models point
/// to the kept ones.
fn merge_models(api: &mut Api, kept: ResourceId, absorbed: &Resource) {
    let mut pairs = BTreeMap::new();
    for operation in &api.resources[kept.0].operations {
        let twin =
            absorbed.operations.iter().find(|other| other.action == operation.action);
        for (one, other) in
            answered(operation).into_iter().zip(twin.into_iter().flat_map(answered))
        {
            pair_models(api, &one, &other, &mut pairs);
        }
    }
    for (&other, &one) in &pairs {
        let twin = api.models[other.0].clone();
        let model = &mut api.models[one.0];
        model.pointers.extend(twin.pointers);
        let mut position = 0;
        for field in twin.fields {
            if let Some(known) =
                model.fields.iter().position(|known| known.wire == field.wire)
            {
                position = known + 1;
            } else {
                model.fields.insert(position, field);
                position += 1;
            }
        }
    }
    every_type(api, |ty| {
        if let Type::Model(id) = ty {
            *id = pairs.get(id).copied().unwrap_or(*id);
        }
    });
}

fn answered(operation: &Operation) -> Vec<Type> {
    let bodies = operation.responses.iter().map(|response| &response.body);
    bodies
        .filter_map(|body| match body {
            ResponseBody::Value(ty) | ResponseBody::Page(ty) => Some(ty.clone()),
            ResponseBody::Empty => None,
        })
        .collect()
}

fn pair_models(
    api: &Api,
    one: &Type,
    other: &Type,
    pairs: &mut BTreeMap<ModelId, ModelId>,
) {
    let (Type::Model(one), Type::Model(other)) = (one.innermost(), other.innermost())
    else {
        return;
    };
    if one == other || pairs.insert(*other, *one).is_some() {
        return;
    }
    for field in &api.model(*one).fields {
        let twin = api
            .model(*other)
            .fields
            .iter()
            .find(|candidate| candidate.wire == field.wire);
        if let Some(twin) = twin {
            pair_models(api, &field.ty, &twin.ty, pairs);
        }
    }
}

/// Removes resources and numbers the rest anew.
fn remove(api: &mut Api, removed: &BTreeSet<ResourceId>) {
    let mut target = vec![ResourceId(0); api.resources.len()];
    let kept = api.resource_ids().filter(|id| !removed.contains(id));
    for (next, id) in kept.enumerate() {
        target[id.0] = ResourceId(next);
    }
    let mut id = 0;
    api.resources.retain(|_| {
        id += 1;
        !removed.contains(&ResourceId(id - 1))
    });
    for scope in api.resources.iter_mut().flat_map(|resource| &mut resource.scopes) {
        scope.parent = scope.parent.map(|(parent, index)| (target[parent.0], index));
    }
}
