//! Merges equal twins.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::Twin;
use super::merged_models::MergedModels;
use crate::diagnostics::Diagnostics;
use crate::ir::{
    Field, Location, LoweredApi, ModelId, Operation, Parameter, Parent, Resource,
    ResourceId, ResponseBody, ScopeId, Sid, Type,
};
use crate::normalise::deprecation;
use crate::normalise::rewrite::every_type;

/// The resource that another one was merged into, and the start of its scopes there.
type Appended = (ResourceId, ScopeId);

/// Adds the scopes of each contained twin to the one at the root, and removes the twin.
///
/// A twin at the root of one container may be contained in the next one, so merged resources may be merged again.
pub(super) fn apply(
    api: &mut LoweredApi,
    equal: &BTreeMap<ResourceId, Twin>,
    diagnostics: &mut Diagnostics,
) {
    let mut appended: BTreeMap<ResourceId, Appended> = BTreeMap::new();
    let mut merged = MergedModels::of(&api.models);
    for (contained, twin) in inner_first(api, equal) {
        let absorbed = api.resources[contained].clone();
        merge_models(api, twin.at_root, &absorbed, &mut merged, diagnostics);
        let kept = &mut api.resources[twin.at_root];
        for operation in &mut kept.operations {
            let twin = absorbed
                .operations
                .iter()
                .find(|other| other.action == operation.action);
            if let Some(twin) = twin {
                operation.routes.append(twin.routes.clone());
                merge_parameters(operation, twin, diagnostics);
            }
        }
        fill_gaps(kept, &absorbed);
        let start = kept.scopes.append(absorbed.scopes);
        appended.insert(contained, (twin.at_root, start));
    }
    every_type(api, |ty| {
        if let Type::Model(id) = ty {
            *id = merged.now(*id);
        }
    });
    remove(api, &appended);
}

/// Returns the twins, each before the one that it is merged into, which has the shorter path.
fn inner_first<'t>(
    api: &LoweredApi,
    equal: &'t BTreeMap<ResourceId, Twin>,
) -> Vec<(ResourceId, &'t Twin)> {
    let mut twins: Vec<_> = equal.iter().map(|(id, twin)| (*id, twin)).collect();
    twins.sort_by_key(|(id, _)| {
        Reverse(api.resource(*id).scopes.first().path().segments.len())
    });
    twins
}

/// Copies documentation from the twin if the kept resource has none.
fn fill_gaps(kept: &mut Resource, absorbed: &Resource) {
    if kept.documentation.description.is_empty() {
        kept.documentation.description.clone_from(&absorbed.documentation.description);
    }
}

/// Adds the fields that only the twin's models have to those of the kept resource, and replaces all uses of the twin's
/// models.
fn merge_models(
    api: &mut LoweredApi,
    kept: ResourceId,
    absorbed: &Resource,
    merged: &mut MergedModels,
    diagnostics: &mut Diagnostics,
) {
    let mut pairs = BTreeMap::new();
    for operation in &api.resources[kept].operations {
        let twin =
            absorbed.operations.iter().find(|other| other.action == operation.action);
        for (one, other) in
            answered(operation).into_iter().zip(twin.into_iter().flat_map(answered))
        {
            pair_models(api, merged, (&one, &other), &mut pairs);
        }
    }
    for (&other, &one) in &pairs {
        let twin = api.models[other].clone();
        let model = &mut api.models[one];
        let places = (&model.pointers[0], &twin.pointers[0]);
        let marks = (&mut model.deprecated, twin.deprecated);
        diagnostics.extend(deprecation::unite("schema", marks, places));
        model.pointers.extend(twin.pointers);
        let known = model.fields.iter().enumerate();
        let known: HashMap<String, usize> =
            known.map(|(index, field)| (field.wire.clone(), index)).collect();
        // The position among the known fields at which new ones are inserted.
        let mut position = 0;
        let mut fresh: Vec<(usize, Field)> = Vec::new();
        for field in twin.fields {
            match known.get(&field.wire) {
                Some(known) => {
                    position = known + 1;
                    let kept = &mut model.fields[*known];
                    let places = (&kept.pointer, &field.pointer);
                    let marks = (&mut kept.deprecated, field.deprecated);
                    diagnostics.extend(deprecation::unite("property", marks, places));
                }
                None => fresh.push((position, field)),
            }
        }
        insert(&mut model.fields, fresh);
    }
    merged.replace(&pairs);
}

/// A parameter that is deprecated in one scope only is not deprecated.
fn merge_parameters(
    kept: &mut Operation,
    absorbed: &Operation,
    diagnostics: &mut Diagnostics,
) {
    let twins: BTreeMap<(Location, &str), &Parameter> = absorbed
        .parameters
        .iter()
        .map(|parameter| ((parameter.location, parameter.wire.as_str()), parameter))
        .collect();
    for parameter in &mut kept.parameters {
        let twin = twins.get(&(parameter.location, parameter.wire.as_str()));
        let Some(twin) = twin else { continue };
        let places = (&parameter.pointer, &twin.pointer);
        let marks = (&mut parameter.deprecated, twin.deprecated);
        diagnostics.extend(deprecation::unite("parameter", marks, places));
    }
}

/// Inserts fields, each before the field at a position.
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
    api: &LoweredApi,
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

/// Removes the merged resources, and renumbers the others.
fn remove(api: &mut LoweredApi, appended: &BTreeMap<ResourceId, Appended>) {
    let others = appended.iter().map(|(id, (other, _))| (*id, *other)).collect();
    let renumbering = api.resources.merge(&others);
    for Resource {
        plural: _,
        singular: _,
        explicit_name: _,
        kind: _,
        scopes,
        model: _,
        operations: _,
        documentation: _,
        separations: _,
    } in &mut api.resources
    {
        for scope in scopes.iter_mut() {
            scope.parent = scope.parent.map(|parent| {
                let (id, scope) = moved((parent.resource, parent.scope), appended);
                Parent {
                    resource: renumbering.new_id(id),
                    scope,
                    handle: parent.handle,
                }
            });
        }
    }
    for Sid {
        prefix: _,
        pattern: _,
        wire_names: _,
        owner,
    } in &mut api.sids
    {
        *owner = owner.map(|owner| renumbering.new_id(owner));
    }
}

/// Returns the scope of a resource after all merges.
fn moved(
    (mut id, mut scope): (ResourceId, ScopeId),
    appended: &BTreeMap<ResourceId, Appended>,
) -> (ResourceId, ScopeId) {
    while let Some((other, start)) = appended.get(&id) {
        id = *other;
        scope = scope.behind(*start);
    }
    (id, scope)
}
