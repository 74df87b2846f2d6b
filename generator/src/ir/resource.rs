//! Resources of the API.

use serde::Serialize;

use super::{
    Documentation, ModelId, Operation, PathTemplate, PerScope, ResourceId, ScopeId,
};
use crate::diagnostics::Pointer;

/// A resource of the API, with its operations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// The name of the collection in snake case, such as `delivery_receipts`.
    pub plural: String,
    /// The name of an instance in snake case, such as `delivery_receipt`.
    pub singular: String,
    /// A name that overrides the derived one.
    pub explicit_name: Option<String>,
    /// The kind: collection or singleton.
    pub kind: ResourceKind,
    /// `true` if an instance is an account, so that what belongs to it is also found without it: in the account of the client.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_account: bool,
    /// The scopes. After normalization, equal twins are one resource with several scopes.
    pub scopes: PerScope<Scope>,
    /// The model of an instance, or `None` if no response contains one.
    pub model: Option<ModelId>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The documentation.
    pub documentation: Documentation,
    /// Twins in other scopes that differ from it.
    pub separations: Vec<Separation>,
}

/// The kind of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// A collection of instances, each identified by an argument.
    Collection,
    /// A single instance.
    Singleton,
}

/// A scope of a resource: its position in the tree of resources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The parent, or `None` at the root.
    pub parent: Option<Parent>,
    /// The path of the collection or the singleton.
    pub collection: Option<PathTemplate>,
    /// The path of an instance.
    pub instance: Option<PathTemplate>,
}

/// The handle that a resource is reached from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Parent {
    /// The resource of the handle.
    pub resource: ResourceId,
    /// Its scope.
    pub scope: ScopeId,
    /// The kind of the handle.
    pub handle: HandleKind,
}

/// The kind of a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HandleKind {
    /// Handle to a collection.
    Collection,
    /// Handle to an instance of a collection, or to a singleton.
    Instance,
}

/// A twin that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Separation {
    /// The path of the twin.
    pub twin: String,
    /// The first difference found.
    pub difference: String,
}

impl Resource {
    /// Returns the handle that the operations with this path are methods of.
    pub fn handle_of(&self, path: &PathTemplate) -> HandleKind {
        if self.kind == ResourceKind::Singleton || path.last_argument().is_some() {
            HandleKind::Instance
        } else {
            HandleKind::Collection
        }
    }

    /// Returns `true` if an operation belongs to an instance instead of the collection.
    pub fn is_of_instance(&self, operation: &Operation) -> bool {
        self.handle_of(&operation.routes.first().path) == HandleKind::Instance
    }
}

impl Scope {
    /// Returns the path of the instance or else that of the collection.
    ///
    /// # Panics
    ///
    /// If the scope has neither path, which lowering prevents.
    pub fn path(&self) -> &PathTemplate {
        self.instance
            .as_ref()
            .or(self.collection.as_ref())
            .expect("a scope is made from a path")
    }

    /// Returns the path of a handle, or `None` if the resource has no such handle.
    pub fn path_of(&self, handle: HandleKind) -> Option<&PathTemplate> {
        match handle {
            HandleKind::Collection => self.collection.as_ref(),
            HandleKind::Instance => self.instance.as_ref(),
        }
    }
}
