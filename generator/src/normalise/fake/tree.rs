//! The tree of instances: which resource the instances of another one belong to.

use std::collections::HashMap;

use super::Source;
use crate::ir::{HandleKind, IdVec, ResourceId, ScopeId};

/// The parents, children and names of resources.
pub(super) struct Tree {
    children: IdVec<ResourceId, Vec<ResourceId>>,
    parents: IdVec<ResourceId, Option<ResourceId>>,
    names: IdVec<ResourceId, String>,
    by_name: HashMap<String, ResourceId>,
    candidates: IdVec<ResourceId, Vec<String>>,
}

impl Tree {
    pub(super) fn of(api: &Source) -> Self {
        let parents = api.resources.map(|id, _| parent(api, id));
        let candidates = candidates(api, &parents);
        let names = names(&candidates);
        let mut by_name: HashMap<String, ResourceId> =
            names.entries().map(|(id, name)| (name.clone(), id)).collect();
        for (id, candidates) in candidates.entries() {
            for name in candidates {
                by_name.entry(name.clone()).or_insert(id);
            }
        }
        Self {
            children: children(api),
            parents,
            by_name,
            candidates,
            names,
        }
    }

    /// Returns the resource whose instances those of a resource belong to, in the scope with the most ancestors.
    pub(super) fn parent(&self, id: ResourceId) -> Option<ResourceId> {
        self.parents[id]
    }

    /// Returns the ancestors, nearest first.
    pub(super) fn ancestors(&self, id: ResourceId) -> impl Iterator<Item = ResourceId> {
        std::iter::successors(self.parents[id], |id| self.parents[*id])
    }

    /// Returns the resources below an instance of a resource.
    pub(super) fn children(&self, id: ResourceId) -> &[ResourceId] {
        &self.children[id]
    }

    /// Returns the name: the singular, after those of parents if others have the same.
    pub(super) fn name(&self, id: ResourceId) -> &str {
        &self.names[id]
    }

    /// Returns `true` if a name is that of a resource, even if others have it too.
    pub(super) fn is_called(&self, id: ResourceId, name: &str) -> bool {
        self.candidates[id].iter().any(|candidate| candidate == name)
    }

    /// Returns the resource with a name. If several have it, such as twins that a change of the document separates, it is the
    /// first.
    pub(super) fn named(&self, name: &str) -> Option<ResourceId> {
        self.by_name.get(name).copied()
    }
}

/// Returns the resources from one up to the root in a scope, each with its scope there.
pub(super) fn lineage(
    api: &Source,
    id: ResourceId,
    scope: ScopeId,
) -> impl Iterator<Item = (ResourceId, ScopeId, HandleKind)> {
    std::iter::successors(Some((id, scope, HandleKind::Instance)), |(id, scope, _)| {
        let parent = api.resource(*id).scopes[*scope].parent?;
        Some((parent.resource, parent.scope, parent.handle))
    })
}

/// Returns the nearest ancestor to whose instances those of a resource belong, in the scope with the most ancestors.
fn parent(api: &Source, id: ResourceId) -> Option<ResourceId> {
    let above = |scope| {
        // What is beside the instances of a collection belongs to the instance that the collection belongs to.
        lineage(api, id, scope)
            .skip(1)
            .filter(|(_, _, handle)| *handle == HandleKind::Instance)
    };
    let scopes = api.resource(id).scopes.entries().map(|(scope, _)| scope);
    let deepest = scopes.reduce(|best, next| {
        if above(next).count() > above(best).count() {
            next
        } else {
            best
        }
    })?;
    above(deepest).next().map(|(id, _, _)| id)
}

/// Returns the resources below an instance of each resource.
fn children(api: &Source) -> IdVec<ResourceId, Vec<ResourceId>> {
    let mut children = api.resources.map(|_, _| Vec::new());
    for (id, resource) in api.resources.entries() {
        for parent in resource.scopes.iter().filter_map(|scope| scope.parent) {
            let children: &mut Vec<ResourceId> = &mut children[parent.resource];
            if parent.handle == HandleKind::Instance && children.last() != Some(&id) {
                children.push(id);
            }
        }
    }
    children
}

/// Returns the names of each resource: its singular, after those of more and more parents.
fn candidates(
    api: &Source,
    parents: &IdVec<ResourceId, Option<ResourceId>>,
) -> IdVec<ResourceId, Vec<String>> {
    api.resources.map(|id, _| {
        let mut name = String::new();
        let lineage = std::iter::successors(Some(id), |id| parents[*id]);
        let names = lineage.map(|id| {
            let separator = if name.is_empty() { "" } else { "_" };
            name = format!("{}{separator}{name}", api.resource(id).singular);
            name.clone()
        });
        names.collect::<Vec<String>>()
    })
}

/// Chooses the names of the resources: the shortest that no other one has, or else the longest.
fn names(candidates: &IdVec<ResourceId, Vec<String>>) -> IdVec<ResourceId, String> {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for name in candidates.iter().flatten() {
        *uses.entry(name).or_default() += 1;
    }
    candidates.map(|_, candidates| {
        let only = candidates.iter().find(|name| uses[name.as_str()] == 1);
        only.or(candidates.last()).cloned().unwrap_or_default()
    })
}
