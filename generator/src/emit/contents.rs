//! Index of the contents of each file.

use std::collections::{BTreeSet, HashMap};

use crate::ir::{
    Api, EnumerationId, HandleKind, IdVec, ModelId, ResourceId, Rings, ScopeId,
    TypeOwner,
};

/// The number of resources with one name up to which each links to the others.
const MAX_NAMESAKES: usize = 8;

/// The handle that an accessor is a method of, or `None` for the client.
pub(super) type ParentHandle = Option<(ResourceId, HandleKind)>;

/// The contents of each file.
#[derive(Debug)]
pub(super) struct Contents {
    /// The models in the file of each resource.
    pub(super) models: IdVec<ResourceId, Vec<ModelId>>,
    /// The enumerations in the file of each resource.
    pub(super) enumerations: IdVec<ResourceId, Vec<EnumerationId>>,
    /// The models in the file of the events, except for those of events and replies.
    pub(super) event_models: Vec<ModelId>,
    /// The enumerations in the file of the events.
    pub(super) event_enumerations: Vec<EnumerationId>,
    /// The recursive models.
    pub(super) rings: Rings,
    /// The resources with each name, in the singular, before their titles told them apart.
    same_name: HashMap<String, Vec<ResourceId>>,
    /// The children of each handle and of the client (`None`), with their first scope there.
    children: HashMap<ParentHandle, Vec<(ResourceId, ScopeId)>>,
}

impl Contents {
    /// Builds the index.
    pub(super) fn of(api: &Api) -> Self {
        let mut contents = Self {
            models: api.resources.map(|_, _| Vec::new()),
            enumerations: api.resources.map(|_, _| Vec::new()),
            event_models: Vec::new(),
            event_enumerations: Vec::new(),
            rings: Rings::of(&api.models),
            same_name: HashMap::new(),
            children: HashMap::new(),
        };
        let events = api.events.as_ref();
        let own: BTreeSet<ModelId> = events
            .iter()
            .flat_map(|events| events.models().into_iter().chain(events.reply_models()))
            .collect();
        for (id, model) in api.models.entries() {
            match model.owner {
                TypeOwner::Resource(owner) => contents.models[owner].push(id),
                TypeOwner::Events if own.contains(&id) => {}
                TypeOwner::Events => contents.event_models.push(id),
            }
        }
        for (id, enumeration) in api.enumerations.entries() {
            match enumeration.owner {
                TypeOwner::Resource(owner) => contents.enumerations[owner].push(id),
                TypeOwner::Events => contents.event_enumerations.push(id),
            }
        }
        for id in api.resource_ids() {
            let name = api.resource(id).singular.clone();
            contents.same_name.entry(name).or_default().push(id);
            for (scope_id, scope) in api.resource(id).scopes.entries() {
                let parent = scope.parent.map(|parent| (parent.resource, parent.handle));
                let children = contents.children.entry(parent).or_default();
                if children.last().is_none_or(|(last, _)| *last != id) {
                    children.push((id, scope_id));
                }
            }
        }
        contents
    }

    /// Returns the other resources with the name of a resource; none if there are more than a reader can compare.
    pub(super) fn namesakes(
        &self,
        api: &Api,
        id: ResourceId,
    ) -> impl Iterator<Item = ResourceId> {
        let all = self.same_name.get(&api.resource(id).singular);
        let all = all.map_or(&[][..], Vec::as_slice);
        let all = if all.len() > MAX_NAMESAKES { &[] } else { all };
        all.iter().copied().filter(move |&other| other != id)
    }

    /// Returns the children of a handle or of the client (`None`), with their first scope there.
    pub(super) fn children(&self, parent: ParentHandle) -> &[(ResourceId, ScopeId)] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }
}
