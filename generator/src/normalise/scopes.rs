//! Pass: equal twins are one resource with several scopes.
//!
//! A document may describe a resource twice: at the root, and below an instance of another resource, its container, such as
//! `/Roles` and `/Services/{ChatServiceSid}/Roles`. If both are equal (operations, parameters, bodies, responses apart from
//! the SID of the container, and everything below them), they share one set of types. Otherwise both are kept and the
//! difference is recorded. The values of enums may differ: the shared enum has the values of both.

mod compare;
mod merge;
mod merged_models;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use heck::ToSnakeCase;

use self::compare::Comparison;
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::{IdVec, LoweredApi, ResourceId, Segment, Separation};

/// A resource below a container, and its candidate twin at the root.
#[derive(Clone, Debug)]
struct Twin {
    at_root: ResourceId,
    /// The field of responses with the SID of the container, which only the contained twin needs.
    container_field: String,
}

/// Merges equal twins, and records the differences of the others.
///
/// Notes values of enums that only one of two merged twins has.
pub(super) fn merge_twins(
    api: &mut LoweredApi,
    mismatch: Severity,
    diagnostics: &mut Diagnostics,
) {
    let twins = candidates(api);
    let mut comparison = Comparison::new(api, &twins);
    let differences = twins
        .iter()
        .map(|(contained, twin)| (*contained, comparison.difference(*contained, twin)));
    let mut apart: BTreeMap<ResourceId, String> = differences
        .filter_map(|(contained, difference)| Some((contained, difference?)))
        .collect();
    separate_children(api, &twins, &mut apart);
    let tangled = tangled(api, &without(&twins, &apart));
    apart.extend(tangled.into_iter().map(|id| {
        (id, "the resources they belong to are found in several scopes".to_owned())
    }));
    separate_children(api, &twins, &mut apart);
    let equal = without(&twins, &apart);
    for (contained, difference) in apart {
        let at_root = twins[&contained].at_root;
        for (one, other) in [(contained, at_root), (at_root, contained)] {
            let separation = separation(api, other, &difference);
            api.resources[one].separations.push(separation);
        }
    }
    merge::apply(api, &equal, mismatch, diagnostics);
}

fn without(
    twins: &BTreeMap<ResourceId, Twin>,
    apart: &BTreeMap<ResourceId, String>,
) -> BTreeMap<ResourceId, Twin> {
    let equal = twins.iter().filter(|(contained, _)| !apart.contains_key(contained));
    equal.map(|(contained, twin)| (*contained, twin.clone())).collect()
}

/// Keeps twins separate if their parents are.
fn separate_children(
    api: &LoweredApi,
    twins: &BTreeMap<ResourceId, Twin>,
    apart: &mut BTreeMap<ResourceId, String>,
) {
    // Parents come before their children.
    for contained in twins.keys() {
        if parent(api, *contained).is_some_and(|parent| apart.contains_key(&parent)) {
            apart
                .entry(*contained)
                .or_insert_with(|| "their parent resources are separate".to_owned());
        }
    }
}

/// Returns the twins whose scopes would not be determined by those of their parents after the merge.
///
/// Either a resource has one scope per scope of its parent, in which case its twins are merged in step with those of the
/// parent. Or each of its scopes has a different parent with a single scope.
fn tangled(api: &LoweredApi, equal: &BTreeMap<ResourceId, Twin>) -> Vec<ResourceId> {
    let absorbing: BTreeSet<ResourceId> =
        equal.values().map(|twin| twin.at_root).collect();
    let has_one_scope = |id: Option<ResourceId>| {
        id.is_none_or(|id| !equal.contains_key(&id) && !absorbing.contains(&id))
    };
    let is_tangled = |(contained, twin): &(&ResourceId, &Twin)| {
        let (inner, outer) = (parent(api, **contained), parent(api, twin.at_root));
        let merged = inner.and_then(|inner| equal.get(&inner));
        let is_in_step = merged.is_some_and(|merged| Some(merged.at_root) == outer);
        !(is_in_step || has_one_scope(inner) && has_one_scope(outer))
    };
    equal.iter().filter(is_tangled).map(|(contained, _)| *contained).collect()
}

/// Returns the parent of a resource before any merge.
fn parent(api: &LoweredApi, id: ResourceId) -> Option<ResourceId> {
    api.resource(id).scopes.first().parent.map(|parent| parent.resource)
}

/// Returns all resources below a container for which there is one with the same relative path at the root.
///
/// Parents come before their children, as in the list of resources.
fn candidates(api: &LoweredApi) -> BTreeMap<ResourceId, Twin> {
    let roots = root_ancestors(api);
    // Path shapes are unique.
    let by_path: HashMap<Vec<Cow<'_, str>>, ResourceId> = api
        .resource_ids()
        .filter_map(|id| {
            let shape = api.resource(id).scopes.first().path().shape();
            Some((shape.get(api.common_segments..)?.to_vec(), id))
        })
        .collect();
    let mut twins = BTreeMap::new();
    for contained in api.resource_ids() {
        let Some(container) = roots[contained] else {
            continue;
        };
        let Some(instance) = &api.resource(container).scopes.first().instance else {
            continue;
        };
        let path = api.resource(contained).scopes.first().path();
        let shape = path.shape();
        // A parent that the document names may have another path.
        let Some(relative) = shape.strip_prefix(instance.stem().as_slice()) else {
            continue;
        };
        let at_root = by_path.get(relative).copied().filter(|&other| {
            api.resource(other).plural == api.resource(contained).plural
                && other != container
                && roots[other] != Some(container)
        });
        let argument = path.segments.iter().take(instance.stem_length()).next_back();
        if let (Some(at_root), Some(Segment::Argument(argument))) = (at_root, argument) {
            let container_field = argument.wire.to_snake_case();
            twins.insert(
                contained,
                Twin {
                    at_root,
                    container_field,
                },
            );
        }
    }
    twins
}

/// Returns the root ancestor of each resource, or `None` for a resource without a parent.
fn root_ancestors(api: &LoweredApi) -> IdVec<ResourceId, Option<ResourceId>> {
    let mut roots: IdVec<ResourceId, Option<ResourceId>> = IdVec::new();
    // Parents come before their children.
    for resource in &api.resources {
        let parent = resource.scopes.first().parent.map(|parent| parent.resource);
        roots.push(parent.map(|parent| roots[parent].unwrap_or(parent)));
    }
    roots
}

fn separation(api: &LoweredApi, other: ResourceId, difference: &str) -> Separation {
    Separation {
        twin: api.resource(other).scopes.first().path().to_string(),
        difference: difference.to_owned(),
    }
}
