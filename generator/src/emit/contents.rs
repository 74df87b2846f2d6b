//! What belongs where, found once for all files.

use std::collections::HashMap;

use crate::ir::{Api, EnumerationId, ModelId, ResourceId, Rings};

/// What belongs where.
#[derive(Debug)]
pub(super) struct Contents {
    /// The models in the file of each resource.
    pub(super) models: Vec<Vec<ModelId>>,
    /// The enumerations there.
    pub(super) enumerations: Vec<Vec<EnumerationId>>,
    /// The models that hold themselves.
    pub(super) rings: Rings,
    /// The resources directly below each resource, or at the root, with the first of their scopes there.
    children: HashMap<Option<ResourceId>, Vec<(ResourceId, usize)>>,
}

impl Contents {
    /// Looks at everything once.
    pub(super) fn of(api: &Api) -> Self {
        let mut contents = Self {
            models: vec![Vec::new(); api.resources.len()],
            enumerations: vec![Vec::new(); api.resources.len()],
            rings: Rings::of(api),
            children: HashMap::new(),
        };
        for (index, model) in api.models.iter().enumerate() {
            if let Some(owner) = model.owner {
                contents.models[owner.0].push(ModelId(index));
            }
        }
        for (index, enumeration) in api.enumerations.iter().enumerate() {
            if let Some(owner) = enumeration.owner {
                contents.enumerations[owner.0].push(EnumerationId(index));
            }
        }
        for id in api.resource_ids() {
            for (index, scope) in api.resource(id).scopes.iter().enumerate() {
                let parent = scope.parent.map(|(parent, _)| parent);
                let children = contents.children.entry(parent).or_default();
                if children.last().is_none_or(|(last, _)| *last != id) {
                    children.push((id, index));
                }
            }
        }
        contents
    }

    /// The resources directly below `parent`, or those at the root, with the first of their scopes there.
    pub(super) fn children(&self, parent: Option<ResourceId>) -> &[(ResourceId, usize)] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }
}
