//! Lookups that the parts of the pass share.

use std::collections::HashMap;

use heck::ToSnakeCase;

use super::Source;
use super::tree::Tree;
use crate::ir::fake::PropertyPath;
use crate::ir::fake::drafts::{ResourceDraft, SchemaDraft};
use crate::ir::{Field, IdVec, ModelId, Presence, ResourceId, SidId, Type};

/// The API, with indexes.
pub(super) struct Context<'a> {
    pub(super) api: &'a Source,
    pub(super) tree: Tree,
    /// `true` if the document says anything of the fake.
    pub(super) is_declared: bool,
    /// The fields of each model, by their names in snake case.
    fields: IdVec<ModelId, HashMap<String, &'a Field>>,
    /// The property of each model that contains the SID of an instance.
    own_sids: IdVec<ResourceId, Option<(&'a Field, SidId)>>,
    /// The resources whose instances views show.
    viewed: IdVec<ResourceId, Option<ResourceId>>,
}

impl<'a> Context<'a> {
    pub(super) fn of(api: &'a Source) -> Self {
        Self {
            api,
            tree: Tree::of(api),
            is_declared: api.fake.is_declared(),
            fields: api.models.map(|model, _| by_name(api, model)),
            own_sids: api.resources.map(|id, _| own_sid(api, id)),
            viewed: api.resources.map(|_, _| None),
        }
    }

    /// Sets the resources whose instances views show.
    pub(super) fn with_views(
        mut self,
        viewed: IdVec<ResourceId, Option<ResourceId>>,
    ) -> Self {
        self.viewed = viewed;
        self
    }

    /// Returns the extension of a resource: that of the first of its path items that has it.
    pub(super) fn resource_draft(&self, id: ResourceId) -> Option<&'a ResourceDraft> {
        let resource = self.api.resource(id);
        let places = resource.scopes.iter().flat_map(|scope| {
            scope.collection.iter().chain(&scope.instance).map(ToString::to_string)
        });
        let routes = resource.operations.iter().flat_map(|operation| {
            operation.routes.iter().map(|route| route.path.to_string())
        });
        places.chain(routes).find_map(|path| self.api.fake.resources.get(&path))
    }

    /// Returns the extension of the schema of a field.
    pub(super) fn schema_draft(&self, field: &Field) -> Option<&'a SchemaDraft> {
        let drafts = &self.api.fake;
        drafts.schemas.get(drafts.fields.get(&field.pointer)?)
    }

    /// Returns the resource whose instances a view shows.
    pub(super) fn viewed(&self, id: ResourceId) -> Option<ResourceId> {
        self.viewed[id]
    }

    /// Returns the resource of the instances that stand for those of a resource: itself, or the viewed one.
    pub(super) fn represented(&self, id: ResourceId) -> ResourceId {
        self.viewed[id].unwrap_or(id)
    }

    /// Returns the ancestors of a resource and, of a view, of the viewed resource; nearest first.
    pub(super) fn ancestors(&self, id: ResourceId) -> impl Iterator<Item = ResourceId> {
        let viewed = self.viewed[id].into_iter();
        self.tree.ancestors(id).chain(viewed.flat_map(|id| self.tree.ancestors(id)))
    }

    /// Returns the fields of a model that have names.
    pub(super) fn fields(
        &self,
        model: ModelId,
    ) -> impl Iterator<Item = &'a Field> + use<'a> {
        known_fields(self.api, model)
    }

    /// Returns the field of a model with a name in snake case.
    pub(super) fn field(&self, model: ModelId, name: &str) -> Option<&'a Field> {
        self.fields[model].get(name).copied()
    }

    /// Returns the property that contains the SID of an instance, and its kind.
    pub(super) fn own_sid(&self, id: ResourceId) -> Option<(&'a Field, SidId)> {
        self.own_sids[id]
    }

    /// Returns the path of the property that contains the SID of an instance.
    pub(super) fn sid_property(&self, id: ResourceId) -> Option<PropertyPath> {
        self.own_sid(id).map(|(field, _)| vec![field.wire.clone()])
    }

    /// Returns the property that a parameter is named after: each dot is a level.
    pub(super) fn property_named(
        &self,
        id: ResourceId,
        parameter: &str,
    ) -> Option<PropertyPath> {
        let mut model = self.api.resource(id).model;
        let mut path = Vec::new();
        for part in parameter.split('.') {
            let field = self.field(model?, &part.to_snake_case())?;
            path.push(field.wire.clone());
            model = match field.ty {
                Type::Model(model) => Some(model),
                _ => None,
            };
        }
        Some(path)
    }
}

fn known_fields(api: &Source, model: ModelId) -> impl Iterator<Item = &Field> {
    let fields = api.model(model).fields.iter();
    fields.filter(|field| field.presence != Presence::Additional)
}

/// Returns the fields of a model by their names in snake case. One that is spelled so takes precedence.
fn by_name(api: &Source, model: ModelId) -> HashMap<String, &Field> {
    let mut fields = HashMap::new();
    for field in known_fields(api, model) {
        fields.entry(field.wire.to_snake_case()).or_insert(field);
    }
    let spelled = known_fields(api, model).map(|field| (field.wire.clone(), field));
    fields.extend(spelled);
    fields
}

/// Returns the property of a resource that contains the SID of an instance, and its kind: `sid`, or else one of the kind that
/// the resource owns.
fn own_sid(api: &Source, id: ResourceId) -> Option<(&Field, SidId)> {
    let sids = known_fields(api, api.resource(id).model?).filter_map(|field| {
        let Type::Sid(sid) = field.ty else {
            return None;
        };
        let is_own = api.sid(sid).owner == Some(id);
        (field.wire == "sid" || is_own).then_some((field, sid))
    });
    sids.reduce(|first, other| {
        let is_better = other.0.wire == "sid" && first.0.wire != "sid";
        if is_better { other } else { first }
    })
}
