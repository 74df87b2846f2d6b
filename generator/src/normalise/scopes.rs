//! Equal twins are one resource with several scopes.
//!
//! A document may offer a resource twice: at the root, and below an instance of another resource, its container, as
//! `/Roles` and `/Services/{ChatServiceSid}/Roles`. Where both offer the same (operations, parameters, bodies, sets of
//! values, answers up to the container's own SID, and so on for everything below them) callers get one set of types. Where
//! they do not, both stay, and each says how it differs.

mod compare;
mod merge;
mod merged_models;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use heck::ToSnakeCase;

use self::compare::Comparison;
use crate::ir::{Api, ResourceId, Segment, Separation};

/// A resource below a container, and its possible twin at the root.
#[derive(Clone, Debug)]
struct Twin {
    at_root: ResourceId,
    /// The field of answers that names the container, which only the contained twin need have.
    container_field: String,
}

/// Merges equal twins; notes on the others why they stay apart.
pub(super) fn merge_twins(api: &mut Api) {
    let twins = candidates(api);
    let mut equal: BTreeMap<ResourceId, Twin> = BTreeMap::new();
    let mut separations: Vec<(ResourceId, Separation)> = Vec::new();
    let mut comparison = Comparison::new(api, &twins);
    let kept: BTreeSet<ResourceId> = twins.values().map(|twin| twin.at_root).collect();
    for (contained, twin) in &twins {
        let parent_stays_apart =
            api.resource(*contained).scopes[0].parent.is_some_and(|(parent, _)| {
                twins.contains_key(&parent) && !equal.contains_key(&parent)
            });
        // A handle finds the scopes of what is below it by counting its own, so they cannot be a part of further ones.
        let is_twin_of_twin = kept.contains(contained);
        let difference = comparison
            .difference(*contained, twin)
            .or_else(|| {
                parent_stays_apart
                    .then(|| "the resources they belong to stay apart".to_owned())
            })
            .or_else(|| {
                is_twin_of_twin
                    .then(|| "one of them has a twin in a third place".to_owned())
            });
        match difference {
            None => drop(equal.insert(*contained, twin.clone())),
            Some(difference) => {
                separations
                    .push((*contained, separation(api, twin.at_root, &difference)));
                separations
                    .push((twin.at_root, separation(api, *contained, &difference)));
            }
        }
    }
    for (id, separation) in separations {
        api.resources[id.0].separations.push(separation);
    }
    merge::apply(api, &equal);
}

/// Every resource below a container for which the root has one of the same relative path.
///
/// Parents come before their children, as they do among the resources.
fn candidates(api: &Api) -> BTreeMap<ResourceId, Twin> {
    let roots = root_ancestors(api);
    // No two paths have one shape.
    let by_path: HashMap<Vec<&str>, ResourceId> = api
        .resource_ids()
        .filter_map(|id| {
            let shape = api.resource(id).scopes[0].path().shape();
            Some((shape.get(api.common_segments..)?.to_vec(), id))
        })
        .collect();
    let mut twins = BTreeMap::new();
    for contained in api.resource_ids() {
        let Some(container) = roots[contained.0] else {
            continue;
        };
        let Some(instance) = &api.resource(container).scopes[0].instance else {
            continue;
        };
        let path = api.resource(contained).scopes[0].path();
        let relative = &path.shape()[instance.segments.len()..];
        let at_root = by_path.get(relative).copied().filter(|&other| {
            api.resource(other).plural == api.resource(contained).plural
                && other != container
                && roots[other.0] != Some(container)
        });
        let argument = path.segments[..instance.segments.len()].last();
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

/// For each resource the ancestor that has no parent itself; `None` for a resource without a parent.
fn root_ancestors(api: &Api) -> Vec<Option<ResourceId>> {
    let mut roots: Vec<Option<ResourceId>> = Vec::with_capacity(api.resources.len());
    // Parents come before their children.
    for resource in &api.resources {
        let parent = resource.scopes[0].parent.map(|(parent, _)| parent);
        roots.push(parent.map(|parent| roots[parent.0].unwrap_or(parent)));
    }
    roots
}

fn separation(api: &Api, other: ResourceId, difference: &str) -> Separation {
    Separation {
        twin: api.resource(other).scopes[0].path().to_string(),
        difference: difference.to_owned(),
    }
}
