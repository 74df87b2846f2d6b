//! One of the two compared APIs and the Rust paths of its items.

use std::collections::{BTreeSet, HashMap};

use crate::ir::{
    Api, ArgumentType, EnumerationId, Events, Field, HandleKind, IdVec, ModelId,
    Operation, Parameter, PathArgument, Reply, ResourceId, ResponseBody, Rings, Route,
    ScopeId, SidId, Type,
};
use crate::name::NamedApi;
use crate::name::call;
use crate::name::reserved::EVENTS_MODULE;
use crate::name::{Identifier, Names, OperationNames, RustTypes};

/// An operation, by its resource and its index there.
pub(super) type OperationId = (ResourceId, usize);

/// A route, by its operation and its scope.
pub(super) type RouteId = (OperationId, ScopeId);

/// One of the two compared APIs.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) rings: Rings,
    /// The path of the module of each resource.
    modules: IdVec<ResourceId, String>,
    /// The models of the parameters of events.
    events: BTreeSet<ModelId>,
    /// The models of the replies to events.
    replies: BTreeSet<ModelId>,
    /// Each resource with its ancestors in all of its scopes.
    ancestors: IdVec<ResourceId, BTreeSet<ResourceId>>,
    /// The first scope of each resource below each of its parents.
    first_scopes: HashMap<(ResourceId, Option<ResourceId>), ScopeId>,
}

impl<'a> Side<'a> {
    pub(super) fn new(named: &'a NamedApi) -> Self {
        let mut side = Self {
            api: &named.api,
            names: &named.names,
            rings: Rings::of(&named.api.models),
            modules: named.api.resources.map(|id, _| {
                let module = named.names.resource(id).module.as_str();
                named.names.module.within(module)
            }),
            events: models_of(&named.api, Events::models),
            replies: models_of(&named.api, Events::reply_models),
            ancestors: IdVec::new(),
            first_scopes: HashMap::new(),
        };
        for id in side.api.resource_ids() {
            let mut ancestors = BTreeSet::new();
            for (index, scope) in side.api.resource(id).scopes.entries() {
                ancestors.extend(side.ancestry(id, index));
                let parent = scope.parent.map(|parent| parent.resource);
                side.first_scopes.entry((id, parent)).or_insert(index);
            }
            side.ancestors.push(ancestors);
        }
        side
    }

    /// Returns `true` if a model consists of the parameters of an event.
    pub(super) fn is_event(&self, id: ModelId) -> bool {
        self.events.contains(&id)
    }

    /// Returns `true` if a model consists of what the reply to an event may change.
    pub(super) fn is_reply(&self, id: ModelId) -> bool {
        self.replies.contains(&id)
    }

    /// Returns a resource and its ancestors in any scope.
    pub(super) fn ancestors(
        &self,
        id: ResourceId,
    ) -> impl Iterator<Item = ResourceId> + '_ {
        self.ancestors[id].iter().copied()
    }

    /// Returns the first scope of a resource with the given parent.
    pub(super) fn scope_below(
        &self,
        id: ResourceId,
        parent: Option<ResourceId>,
    ) -> ScopeId {
        self.first_scopes.get(&(id, parent)).copied().unwrap_or(ScopeId::FIRST)
    }

    /// Returns the arguments of the accessor of a handle, or `None` if there is no such handle.
    pub(super) fn own_arguments(
        &self,
        id: ResourceId,
        handle: HandleKind,
    ) -> Option<Vec<&'a PathArgument>> {
        let scope = self.api.resource(id).scopes.first();
        let own = self.api.own_arguments(scope, scope.path_of(handle)?);
        Some(own.collect())
    }

    pub(super) fn operation(&self, (resource, index): OperationId) -> &'a Operation {
        &self.api.resource(resource).operations[index]
    }

    pub(super) fn operation_names(
        &self,
        (resource, index): OperationId,
    ) -> &'a OperationNames {
        &self.names.resource(resource).operations[index]
    }

    pub(super) fn operations_of(
        &self,
        id: ResourceId,
    ) -> impl Iterator<Item = OperationId> + use<> {
        (0..self.api.resource(id).operations.len()).map(move |index| (id, index))
    }

    pub(super) fn operations(&self) -> Vec<OperationId> {
        self.api.resource_ids().flat_map(|id| self.operations_of(id)).collect()
    }

    pub(super) fn routes(&self) -> Vec<RouteId> {
        let routes = self.operations().into_iter().flat_map(|id| {
            self.operation(id).routes.entries().map(move |(scope, _)| (id, scope))
        });
        routes.collect()
    }

    pub(super) fn route(&self, (operation, scope): RouteId) -> &'a Route {
        &self.operation(operation).routes[scope]
    }

    /// Returns the `operationId`s of an operation.
    pub(super) fn ids(&self, id: OperationId) -> impl Iterator<Item = &'a String> {
        self.operation(id).routes.iter().map(|route| &route.id)
    }

    pub(super) fn model_ids(&self) -> impl Iterator<Item = ModelId> + use<> {
        self.api.models.ids()
    }

    pub(super) fn enumeration_ids(&self) -> impl Iterator<Item = EnumerationId> + use<> {
        self.api.enumerations.ids()
    }

    /// Returns the names of a model's fields on the wire.
    pub(super) fn fields(&self, id: ModelId) -> BTreeSet<&'a str> {
        self.api.model(id).fields.iter().map(|field| field.wire.as_str()).collect()
    }

    /// Returns the values of an enum.
    pub(super) fn values(&self, id: EnumerationId) -> BTreeSet<&'a str> {
        let variants = self.api.enumeration(id).variants.iter();
        variants.map(|variant| variant.wire.as_str()).collect()
    }

    pub(super) fn sid_ids(&self) -> impl Iterator<Item = SidId> + use<> {
        self.api.sids.ids()
    }

    /// Returns the parents of a resource; `None` is the client.
    pub(super) fn parents(&self, id: ResourceId) -> BTreeSet<Option<ResourceId>> {
        let scopes = &self.api.resource(id).scopes;
        scopes.iter().map(|scope| scope.parent.map(|parent| parent.resource)).collect()
    }

    /// Returns the resources from this one in one of its scopes up to the root.
    pub(super) fn ancestry(&self, id: ResourceId, scope: ScopeId) -> Vec<ResourceId> {
        let parent = |&(id, scope): &(ResourceId, ScopeId)| {
            let parent = self.api.resource(id).scopes[scope].parent?;
            Some((parent.resource, parent.scope))
        };
        std::iter::successors(Some((id, scope)), parent).map(|(id, _)| id).collect()
    }
}

/// Rust paths without the crate.
impl Side<'_> {
    pub(super) fn module(&self, id: ResourceId) -> &str {
        &self.modules[id]
    }

    /// Returns the path of an item of the API.
    pub(super) fn within(&self, item: &str) -> String {
        self.names.module.within(item)
    }

    /// Returns the type whose methods lead to the resources.
    pub(super) fn entry(&self) -> String {
        self.within(&self.names.module.entry_type())
    }

    fn in_module(&self, id: ResourceId, name: &Identifier) -> String {
        self.types().of_resource(id, name).text(None)
    }

    pub(super) fn model(&self, id: ModelId) -> String {
        self.types().model(id).text(None)
    }

    pub(super) fn enumeration(&self, id: EnumerationId) -> String {
        self.types().enumeration(id).text(None)
    }

    pub(super) fn sid(&self, id: SidId) -> String {
        self.types().sid(id).text(None)
    }

    /// Returns the handle of a resource's collection or of an instance.
    pub(super) fn handle(&self, id: ResourceId, of_instance: bool) -> String {
        let names = self.names.resource(id);
        let handle = if of_instance {
            names.instance.as_ref().or(names.collection.as_ref())
        } else {
            names.collection.as_ref().or(names.instance.as_ref())
        };
        handle.map_or_else(
            || self.module(id).to_owned(),
            |handle| self.in_module(id, handle),
        )
    }

    /// Returns the method that starts an operation.
    pub(super) fn method(&self, id: OperationId) -> String {
        let of_instance = self.api.resource(id.0).is_of_instance(self.operation(id));
        format!(
            "{}::{}",
            self.handle(id.0, of_instance),
            self.operation_names(id).method
        )
    }

    /// Returns the type of an operation's request.
    pub(super) fn request(&self, id: OperationId) -> String {
        self.in_module(id.0, &self.operation_names(id).builder)
    }

    /// Returns the type that has the accessor of a resource in one of its scopes.
    pub(super) fn parent_handle(&self, id: ResourceId, scope: ScopeId) -> String {
        match self.api.resource(id).scopes[scope].parent {
            Some(parent) => {
                self.handle(parent.resource, parent.handle == HandleKind::Instance)
            }
            None => self.entry(),
        }
    }

    /// Returns the complete call of an operation.
    pub(super) fn call(&self, (id, scope): RouteId) -> String {
        let operation = (self.operation(id), self.operation_names(id));
        call::whole(self.api, self.names, id.0, operation, scope)
    }
}

/// Rust types without the crate.
impl Side<'_> {
    fn types(&self) -> RustTypes<'_> {
        RustTypes {
            api: self.api,
            names: self.names,
            rings: &self.rings,
        }
    }

    /// Returns the type that a parameter takes.
    pub(super) fn value(&self, ty: &Type) -> String {
        self.types().sent(ty).text(None)
    }

    pub(super) fn parameter(&self, parameter: &Parameter) -> String {
        self.types().parameter(parameter).text(None)
    }

    pub(super) fn field(&self, model: ModelId, field: &Field) -> String {
        self.types().field(model, field).text(None)
    }

    /// Returns the type of a reply that accepts an action.
    pub(super) fn reply(&self, reply: &Reply) -> String {
        match reply.model {
            Some(id) => self.model(id),
            None => self.within(&format!("{EVENTS_MODULE}::Reply")),
        }
    }

    pub(super) fn argument(&self, ty: ArgumentType) -> String {
        self.types().argument(ty).text(None)
    }

    /// Returns the type that a successful response is deserialized into.
    pub(super) fn response(&self, body: &ResponseBody) -> String {
        self.types().body(body).text(None)
    }
}

fn models_of(api: &Api, models: impl Fn(&Events) -> Vec<ModelId>) -> BTreeSet<ModelId> {
    api.events.as_ref().map(models).unwrap_or_default().into_iter().collect()
}
