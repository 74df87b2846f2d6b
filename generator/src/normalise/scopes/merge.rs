//! Merges equal twins.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Twin;
use super::merged_models::MergedModels;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::{
    EnumerationId, Field, LoweredApi, ModelId, Operation, Parameter, Parent, Resource,
    ResourceId, ResponseBody, ScopeId, Sid, Type,
};
use crate::normalise::enumerations::{Reason, Union};
use crate::normalise::insertion::insert;
use crate::normalise::rewrite::every_type;
use crate::normalise::{deprecation, presence};

/// The resource that another one was merged into, and the start of its scopes there.
type Appended = (ResourceId, ScopeId);

/// Adds the scopes of each contained twin to the one at the root, and removes the twin.
///
/// A twin at the root of one container may be contained in the next one, so merged resources may be merged again.
pub(super) fn apply(
    api: &mut LoweredApi,
    equal: &BTreeMap<ResourceId, Twin>,
    mismatch: Severity,
    diagnostics: &mut Diagnostics,
) {
    let mut appended: BTreeMap<ResourceId, Appended> = BTreeMap::new();
    let mut merged = MergedModels::of(&api.models);
    let mut enumerations = Union::default();
    for (contained, twin) in inner_first(api, equal) {
        let absorbed = api.resources[contained].clone();
        let pairs = pair_types(api, &merged, twin.at_root, &absorbed);
        merge_models(api, &pairs.models, &mut merged, diagnostics);
        let path = |resource: &Resource| resource.scopes.first().path().to_string();
        let reason = Reason::Twins(path(api.resource(twin.at_root)), path(&absorbed));
        for pair in pairs.enumerations {
            enumerations.add(pair, &reason);
        }
        let kept = &mut api.resources[twin.at_root];
        for operation in &mut kept.operations {
            if let Some(twin) = same_action(&absorbed, operation) {
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
    enumerations.merge(api, mismatch, diagnostics);
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

/// Returns the operation of a twin with the same action.
fn same_action<'r>(twin: &'r Resource, operation: &Operation) -> Option<&'r Operation> {
    twin.operations.iter().find(|other| other.action == operation.action)
}

/// Copies documentation from the twin if the kept resource has none.
fn fill_gaps(kept: &mut Resource, absorbed: &Resource) {
    if kept.documentation.description.is_empty() {
        kept.documentation.description.clone_from(&absorbed.documentation.description);
    }
}

/// The types that twins use in the same places.
#[derive(Default)]
struct Pairs {
    /// Models of the kept resource, by those of the twin.
    models: BTreeMap<ModelId, ModelId>,
    /// Enums of the kept resource and of the twin.
    enumerations: BTreeSet<(EnumerationId, EnumerationId)>,
}

/// Returns the types in the parameters and responses of two twins.
fn pair_types(
    api: &LoweredApi,
    merged: &MergedModels,
    kept: ResourceId,
    absorbed: &Resource,
) -> Pairs {
    let mut pairs = Pairs::default();
    for operation in &api.resources[kept].operations {
        let Some(twin) = same_action(absorbed, operation) else {
            continue;
        };
        for types in same_parameters(operation, twin) {
            pairs.add(api, merged, types);
        }
        for types in responses(operation).zip(responses(twin)) {
            pairs.add(api, merged, types);
        }
    }
    pairs
}

fn same_parameters<'o>(
    one: &'o Operation,
    other: &'o Operation,
) -> impl Iterator<Item = (&'o Type, &'o Type)> {
    let others = other.parameters.iter().map(|other| (other.key(), &other.ty));
    let others: BTreeMap<_, &Type> = others.collect();
    let ones = one.parameters.iter();
    ones.filter_map(move |one| Some((&one.ty, *others.get(&one.key())?)))
}

fn responses(operation: &Operation) -> impl Iterator<Item = &Type> {
    operation.responses.iter().filter_map(|response| match &response.body {
        ResponseBody::Value(ty) | ResponseBody::Page(ty) => Some(ty),
        ResponseBody::Empty | ResponseBody::Text(_) | ResponseBody::Bytes(_) => None,
    })
}

impl Pairs {
    /// Adds the models and enums of two types, including those in fields of the models.
    fn add(&mut self, api: &LoweredApi, merged: &MergedModels, types: (&Type, &Type)) {
        let mut rest = vec![types];
        while let Some((one, other)) = rest.pop() {
            let (one, other) = match (one.innermost(), other.innermost()) {
                (Type::Model(one), Type::Model(other)) => {
                    (merged.now(*one), merged.now(*other))
                }
                (Type::Enumeration(one), Type::Enumeration(other)) => {
                    if one != other {
                        self.enumerations.insert((*one, *other));
                    }
                    continue;
                }
                _ => continue,
            };
            if one == other || self.models.insert(other, one).is_some() {
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
}

/// Adds the fields that only the twin's models have to those of the kept resource, and replaces all uses of the twin's
/// models.
fn merge_models(
    api: &mut LoweredApi,
    pairs: &BTreeMap<ModelId, ModelId>,
    merged: &mut MergedModels,
    diagnostics: &mut Diagnostics,
) {
    for (&other, &one) in pairs {
        let twin = api.models[other].clone();
        let model = &mut api.models[one];
        let places = (&model.pointers[0], &twin.pointers[0]);
        let marks = (&mut model.deprecated, twin.deprecated);
        diagnostics.extend(deprecation::unite("schema", marks, places));
        model.direction = model.direction.and(twin.direction);
        model.pointers.extend(twin.pointers);
        let known = model.fields.iter().enumerate();
        let known: HashMap<String, usize> =
            known.map(|(index, field)| (field.wire.clone(), index)).collect();
        // The position among the known fields at which new ones are inserted.
        let mut position = 0;
        let mut fresh: Vec<(usize, Field)> = Vec::new();
        let shared: HashSet<&str> =
            twin.fields.iter().map(|field| field.wire.as_str()).collect();
        let alone = model.fields.iter_mut();
        alone
            .filter(|field| !shared.contains(field.wire.as_str()))
            .for_each(presence::only_in_one_scope);
        for mut field in twin.fields {
            let Some(known) = known.get(&field.wire) else {
                presence::only_in_one_scope(&mut field);
                fresh.push((position, field));
                continue;
            };
            position = known + 1;
            let kept = &mut model.fields[*known];
            let places = (&kept.pointer, &field.pointer);
            let marks = (&mut kept.deprecated, field.deprecated);
            diagnostics.extend(deprecation::unite("property", marks, places));
            diagnostics.extend(presence::unite(kept, &field));
            if kept.default != field.default {
                kept.default = None;
            }
        }
        insert(&mut model.fields, fresh);
    }
    merged.replace(pairs);
}

/// Merges the facts about parameters that may differ between twins. A parameter that is deprecated in one scope only is not
/// deprecated.
fn merge_parameters(
    kept: &mut Operation,
    absorbed: &Operation,
    diagnostics: &mut Diagnostics,
) {
    let twins = absorbed.parameters.iter().map(|parameter| (parameter.key(), parameter));
    let twins: BTreeMap<_, &Parameter> = twins.collect();
    for parameter in &mut kept.parameters {
        let Some(twin) = twins.get(&parameter.key()).copied() else {
            continue;
        };
        let places = (&parameter.pointer, &twin.pointer);
        let marks = (&mut parameter.deprecated, twin.deprecated);
        diagnostics.extend(deprecation::unite("parameter", marks, places));
        diagnostics.extend(unite_default(parameter, twin));
    }
}

/// Removes the default if it differs from that of the twin, since the documentation applies to both, and reports it.
fn unite_default(kept: &mut Parameter, twin: &Parameter) -> Option<Diagnostic> {
    if kept.default == twin.default {
        return None;
    }
    let words = |default: Option<&String>| match default {
        Some(default) => format!("the default `{default}`"),
        None => "no default".to_owned(),
    };
    let (here, there) = (words(twin.default.as_ref()), words(kept.default.as_ref()));
    kept.default = None;
    Some(
        Diagnostic::note(
            twin.pointer.clone(),
            format!("the parameter `{}` has {here} here and {there} in its twin", twin.wire),
        )
        .expected(format!("the same default as at {}", kept.pointer))
        .help("the documentation mentions no default; if one is wrong, correct it in an overlay"),
    )
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
        is_account: _,
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
        form: _,
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
