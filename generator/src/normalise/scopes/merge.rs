//! Making one resource of equal twins.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Twin;
use super::merged_models::MergedModels;
use crate::ir::{
    Api, Field, ModelId, Operation, Resource, ResourceId, ResponseBody, Scope, Type,
};
use crate::normalise::rewrite::every_type;

/// Adds each contained twin to the one at the root as a further scope, then removes it.
pub(super) fn apply(api: &mut Api, equal: &BTreeMap<ResourceId, Twin>) {
    let mut placed: BTreeMap<ResourceId, (ResourceId, usize)> = BTreeMap::new();
    let mut merged = MergedModels::new(api.models.len());
    for (&contained, twin) in equal {
        let absorbed = api.resources[contained.0].clone();
        merge_models(api, twin.at_root, &absorbed, &mut merged);
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
    every_type(api, |ty| {
        if let Type::Model(id) = ty {
            *id = merged.now(*id);
        }
    });
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
fn merge_models(
    api: &mut Api,
    kept: ResourceId,
    absorbed: &Resource,
    merged: &mut MergedModels,
) {
    let mut pairs = BTreeMap::new();
    for operation in &api.resources[kept.0].operations {
        let twin =
            absorbed.operations.iter().find(|other| other.action == operation.action);
        for (one, other) in
            answered(operation).into_iter().zip(twin.into_iter().flat_map(answered))
        {
            pair_models(api, merged, (&one, &other), &mut pairs);
        }
    }
    for (&other, &one) in &pairs {
        let twin = api.models[other.0].clone();
        let model = &mut api.models[one.0];
        model.pointers.extend(twin.pointers);
        let known = model.fields.iter().enumerate();
        let known: HashMap<String, usize> =
            known.map(|(index, field)| (field.wire.clone(), index)).collect();
        // Behind which of the known fields the new ones go.
        let mut position = 0;
        let mut fresh: Vec<(usize, Field)> = Vec::new();
        for field in twin.fields {
            match known.get(&field.wire) {
                Some(known) => position = known + 1,
                None => fresh.push((position, field)),
            }
        }
        insert(&mut model.fields, fresh);
    }
    merged.replace(&pairs);
}

/// Inserts fields, each before the field that stood at a position.
fn insert(fields: &mut Vec<Field>, mut fresh: Vec<(usize, Field)>) {
    if fresh.is_empty() {
        return;
    }
    fresh.sort_by_key(|(position, _)| *position);
    let mut fresh = fresh.into_iter().peekable();
    let before = std::mem::take(fields);
    for (position, field) in before.into_iter().enumerate() {
        while let Some((_, fresh)) = fresh.next_if(|(wanted, _)| *wanted == position) {
            fields.push(fresh);
        }
        fields.push(field);
    }
    fields.extend(fresh.map(|(_, field)| field));
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
    merged: &MergedModels,
    types: (&Type, &Type),
    pairs: &mut BTreeMap<ModelId, ModelId>,
) {
    let mut rest = vec![types];
    while let Some((one, other)) = rest.pop() {
        let (Type::Model(one), Type::Model(other)) =
            (one.innermost(), other.innermost())
        else {
            continue;
        };
        let (one, other) = (merged.now(*one), merged.now(*other));
        if one == other || pairs.insert(other, one).is_some() {
            continue;
        }
        let twins: HashMap<&str, &Type> = api
            .model(other)
            .fields
            .iter()
            .map(|field| (field.wire.as_str(), &field.ty))
            .collect();
        for field in api.model(one).fields.iter().rev() {
            let twin = twins.get(field.wire.as_str());
            rest.extend(twin.map(|twin| (&field.ty, *twin)));
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
