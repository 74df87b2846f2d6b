//! What belongs where, found once for all files.

use std::collections::HashMap;

use crate::ir::{Api, EnumerationId, IdVec, ModelId, ResourceId, Rings, ScopeId};

/// What belongs where.
#[derive(Debug)]
pub(super) struct Contents {
    /// The models in the file of each resource.
    pub(super) models: IdVec<ResourceId, Vec<ModelId>>,
    /// The enumerations there.
    pub(super) enumerations: IdVec<ResourceId, Vec<EnumerationId>>,
    /// The models that hold themselves.
    pub(super) rings: Rings,
    /// The resources directly below each resource, or at the root, with the first of their scopes there.
    children: HashMap<Option<ResourceId>, Vec<(ResourceId, ScopeId)>>,
}

impl Contents {
    /// Looks at everything once.
    pub(super) fn of(api: &Api) -> Self {
        let mut contents = Self {
            models: api.resources.map(|_, _| Vec::new()),
            enumerations: api.resources.map(|_, _| Vec::new()),
            rings: Rings::of(&api.models),
            children: HashMap::new(),
        };
        for (id, model) in api.models.entries() {
            contents.models[model.owner].push(id);
        }
        for (id, enumeration) in api.enumerations.entries() {
            contents.enumerations[enumeration.owner].push(id);
        }
        for id in api.resource_ids() {
            for (scope_id, scope) in api.resource(id).scopes.entries() {
                let parent = scope.parent.map(|(parent, _)| parent);
                let children = contents.children.entry(parent).or_default();
                if children.last().is_none_or(|(last, _)| *last != id) {
                    children.push((id, scope_id));
                }
            }
        }
        contents
    }

    /// The resources directly below `parent`, or those at the root, with the first of their scopes there.
    pub(super) fn children(
        &self,
        parent: Option<ResourceId>,
    ) -> &[(ResourceId, ScopeId)] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }
}
