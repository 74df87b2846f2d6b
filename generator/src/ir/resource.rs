//! Things that the API keeps.

use serde::Serialize;

use super::{
    Documentation, ModelId, Operation, PathTemplate, PerScope, ResourceId, ScopeId,
};
use crate::diagnostics::Pointer;

/// A thing that the API keeps, with what can be done to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// The name of the collection in lower-case words, such as `delivery_receipts`.
    pub plural: String,
    /// The name of one instance in lower-case words, such as `delivery_receipt`.
    pub singular: String,
    /// A name given by hand, which stands over any made by rule.
    pub explicit_name: Option<String>,
    /// Whether there are many or just one.
    pub kind: ResourceKind,
    /// Where it is found. After normalisation equal twins are one resource with several scopes.
    pub scopes: PerScope<Scope>,
    /// What an instance holds; `None` where no answer shows one.
    pub model: Option<ModelId>,
    /// What can be done with it.
    pub operations: Vec<Operation>,
    /// What the document says about it.
    pub documentation: Documentation,
    /// Why a resource of the same place in another scope is not the same resource.
    pub separations: Vec<Separation>,
}

/// Whether there are many of a resource or just one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// A collection of instances, each picked by an argument.
    Collection,
    /// Exactly one instance.
    Singleton,
}

/// A place where a resource is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// Where the document declares it.
    pub pointer: Pointer,
    /// The resource whose instance it belongs to, and in which of that one's scopes; `None` at the root.
    pub parent: Option<(ResourceId, ScopeId)>,
    /// The path of the collection, or of the one instance.
    pub collection: Option<PathTemplate>,
    /// The path of an instance.
    pub instance: Option<PathTemplate>,
}

/// A twin that turned out not to be equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Separation {
    /// The place of the other one.
    pub twin: String,
    /// The first difference found.
    pub difference: String,
}

impl Scope {
    /// The path of the instance or, failing that, of the collection.
    ///
    /// # Panics
    ///
    /// If the scope has neither path; lowering makes none such.
    pub fn path(&self) -> &PathTemplate {
        self.instance
            .as_ref()
            .or(self.collection.as_ref())
            .expect("a scope is made from a path")
    }
}
