//! The root of the IR.

use std::collections::BTreeSet;

use serde::Serialize;

use super::fake::{FakeDrafts, FakeRules};
use super::{
    Enumeration, EnumerationId, ErrorCode, Events, Field, HandleKind, IdVec, Model,
    ModelId, Operation, PathArgument, PathTemplate, Resource, ResourceId, Scope, Sid,
    SidId, Type, TypeOwner,
};
use crate::diagnostics::Pointer;

/// An API as exposed by the client crate or, as [`LoweredApi`], as described by the document.
#[derive(Clone, Debug, Serialize)]
pub struct Api<Owner = TypeOwner, Fake = FakeRules> {
    /// The title of the document.
    pub title: String,
    /// The version of the API (`info.version`).
    pub version: String,
    /// The server of the API.
    pub server: Server,
    /// The number of leading segments that all paths share, such as the version.
    pub common_segments: usize,
    /// Resources, parents before children, otherwise in the order of their paths.
    pub resources: IdVec<ResourceId, Resource>,
    /// Object types.
    pub models: IdVec<ModelId, Model<Owner>>,
    /// Enums.
    pub enumerations: IdVec<EnumerationId, Enumeration<Owner>>,
    /// The kinds of SID, in order of occurrence.
    pub sids: IdVec<SidId, Sid>,
    /// The events that it sends, if there are any.
    pub events: Option<Events>,
    /// The codes of the errors that it responds with.
    pub error_codes: Vec<ErrorCode>,
    /// The rules of the fake.
    pub fake: Fake,
}

/// An API as lowered from the document, before normalization.
pub type LoweredApi = Api<Undecided, FakeDrafts>;

/// Placeholder for owners that are not yet known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Undecided;

/// A server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The normalized URL: scheme, host, port and path prefix, without a default port and without a trailing slash.
    pub url: String,
}

impl Server {
    /// Returns `true` if credentials are sent unencrypted.
    pub fn is_plain_http(&self) -> bool {
        self.url.starts_with("http:")
    }
}

impl<Owner, Fake> Api<Owner, Fake> {
    /// Returns the resource with this ID.
    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id]
    }

    /// Returns the model with this ID.
    pub fn model(&self, id: ModelId) -> &Model<Owner> {
        &self.models[id]
    }

    /// Returns the enumeration with this ID.
    pub fn enumeration(&self, id: EnumerationId) -> &Enumeration<Owner> {
        &self.enumerations[id]
    }

    /// Returns the kind of SID with this ID.
    pub fn sid(&self, id: SidId) -> &Sid {
        &self.sids[id]
    }

    /// Returns `true` if the values of a type are of a deprecated model or enumeration.
    pub fn is_deprecated(&self, ty: &Type) -> bool {
        match ty.innermost() {
            Type::Model(id) => self.models[*id].deprecated,
            Type::Enumeration(id) => self.enumerations[*id].deprecated,
            _ => false,
        }
    }

    /// Returns the IDs of all resources.
    pub fn resource_ids(&self) -> impl Iterator<Item = ResourceId> + use<Owner, Fake> {
        self.resources.ids()
    }

    /// Returns the arguments of a path of a resource that the handle of its parent does not contain, from left to right.
    pub fn own_arguments<'p>(
        &self,
        scope: &Scope,
        path: &'p PathTemplate,
    ) -> impl Iterator<Item = &'p PathArgument> + use<'p, Owner, Fake> {
        let inherited = scope.parent.and_then(|parent| {
            self.resource(parent.resource).scopes[parent.scope].path_of(parent.handle)
        });
        path.arguments().skip(inherited.map_or(0, |path| path.arguments().count()))
    }

    /// Returns `true` if a scope is below an account, so that the client leads to it too.
    pub fn is_of_account(&self, scope: &Scope) -> bool {
        let parent = scope.parent.filter(|parent| parent.handle == HandleKind::Instance);
        parent.is_some_and(|parent| self.resource(parent.resource).is_account)
    }

    /// Returns models, and those in their fields, as far as the fields are wanted.
    pub fn reached(
        &self,
        models: impl IntoIterator<Item = ModelId>,
        is_wanted: impl Fn(&Field) -> bool,
    ) -> BTreeSet<ModelId> {
        let mut reached = BTreeSet::new();
        let mut rest: Vec<ModelId> = models.into_iter().collect();
        while let Some(id) = rest.pop() {
            if reached.insert(id) {
                let fields = self.models[id].fields.iter();
                let fields = fields.filter(|field| is_wanted(field));
                rest.extend(fields.filter_map(|field| field.ty.model()));
            }
        }
        reached
    }

    /// Returns all operations with their resources.
    pub fn operations(&self) -> impl Iterator<Item = (&Resource, &Operation)> {
        self.resources.iter().flat_map(|resource| {
            resource.operations.iter().map(move |operation| (resource, operation))
        })
    }

    /// Returns the number of operations in the document, where twins count twice.
    pub fn document_operations(&self) -> usize {
        self.operations().map(|(_, operation)| operation.routes.len()).sum()
    }
}
