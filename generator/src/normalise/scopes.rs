//! Equal twins are one resource with several scopes.
//!
//! A document may offer a resource twice: at the root, and below an instance of another resource, its container, as
//! `/Roles` and `/Services/{ChatServiceSid}/Roles`. Where both offer the same (operations, parameters, bodies, sets of
//! values, answers up to the container's own SID, and so on for everything below them) callers get one set of types. Where
//! they do not, both stay, and each says how it differs.

mod compare;
mod merge;

use std::collections::BTreeMap;

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
    for (contained, twin) in &twins {
        let parent_stays_apart =
            api.resource(*contained).scopes[0].parent.is_some_and(|(parent, _)| {
                twins.contains_key(&parent) && !equal.contains_key(&parent)
            });
        let difference = Comparison::new(api, &twin.container_field)
            .difference(*contained, twin.at_root, &twins)
            .or_else(|| {
                parent_stays_apart
                    .then(|| "the resources they belong to stay apart".to_owned())
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
    let mut twins = BTreeMap::new();
    for contained in api.resource_ids() {
        let Some(container) = root_ancestor(api, contained) else {
            continue;
        };
        let Some(instance) = &api.resource(container).scopes[0].instance else {
            continue;
        };
        let path = api.resource(contained).scopes[0].path();
        let relative = &path.shape()[instance.segments.len()..];
        let at_root = api.resource_ids().find(|&other| {
            api.resource(other).plural == api.resource(contained).plural
                && other != container
                && root_ancestor(api, other) != Some(container)
                && api.resource(other).scopes[0]
                    .path()
                    .shape()
                    .get(api.common_segments..)
                    == Some(relative)
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

/// The ancestor that has no parent itself; `None` for a resource without a parent.
fn root_ancestor(api: &Api, id: ResourceId) -> Option<ResourceId> {
    let parent =
        |id: ResourceId| api.resource(id).scopes[0].parent.map(|(parent, _)| parent);
    std::iter::successors(parent(id), |&ancestor| parent(ancestor)).last()
}

fn separation(api: &Api, other: ResourceId, difference: &str) -> Separation {
    Separation {
        twin: api.resource(other).scopes[0].path().to_string(),
        difference: difference.to_owned(),
    }
}
