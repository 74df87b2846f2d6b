//! Resolves the names in `x-fake`, and reports those that nothing has.

use std::collections::HashMap;

use super::context::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::fake::drafts::{InstanceDraft, Name, ReferenceDraft};
use crate::ir::fake::{InstanceReference, PropertyPath, Reference};
use crate::ir::{ModelId, Operation, ResourceId, ResourceKind, Type};

/// The number of names that a message lists.
const LISTED: usize = 30;

/// Resolves names.
pub(super) struct Names<'c, 'a> {
    pub(super) context: &'c Context<'a>,
    /// The severity of names that nothing has: another document may have it.
    pub(super) mismatch: Severity,
    pub(super) diagnostics: &'c mut Diagnostics,
    /// The number of times that the properties of each model were listed.
    pub(super) listed: &'c mut HashMap<ModelId, usize>,
}

impl Names<'_, '_> {
    /// Returns the resource that a name stands for.
    pub(super) fn resource(&mut self, name: &Name) -> Option<ResourceId> {
        let found = self.context.tree.named(&name.text);
        if found.is_none() {
            let names = self.context.api.resource_ids();
            let names = names.map(|id| self.context.tree.name(id));
            let expected = listed("one of the resources", names);
            self.report(name, format!("unknown resource `{}`", name.text), expected);
        }
        found
    }

    /// Returns the ancestor of a resource that a name stands for.
    pub(super) fn ancestor(
        &mut self,
        id: ResourceId,
        name: &Name,
    ) -> Option<ResourceId> {
        let tree = &self.context.tree;
        let mut ancestors = self.context.ancestors(id);
        let found = ancestors.find(|other| tree.is_called(*other, &name.text));
        if found.is_some() {
            return found;
        }
        self.resource(name)?;
        let found = format!("`{}` is not an ancestor of `{}`", name.text, tree.name(id));
        let ancestors = self.context.ancestors(id).map(|id| tree.name(id));
        let expected = listed("one of its ancestors", ancestors);
        self.report_in(id, name, found, expected);
        None
    }

    /// Returns the singleton that a name stands for.
    pub(super) fn singleton(&mut self, name: &Name) -> Option<ResourceId> {
        let resource = self.resource(name)?;
        let is_singleton = |id: ResourceId| {
            self.context.api.resource(id).kind == ResourceKind::Singleton
        };
        if is_singleton(resource) {
            return Some(resource);
        }
        let ids = self.context.api.resource_ids().filter(|id| is_singleton(*id));
        let names = ids.map(|id| self.context.tree.name(id));
        let expected = listed("one of the singletons", names);
        self.report(name, format!("`{}` is a collection", name.text), expected);
        None
    }

    /// Returns the property of a resource that a name with dots leads to.
    pub(super) fn property(
        &mut self,
        id: ResourceId,
        name: &Name,
    ) -> Option<PropertyPath> {
        let resource = self.context.api.resource(id);
        let owner = self.context.tree.name(id).to_owned();
        if let Some(model) = resource.model {
            return self.property_of(model, &owner, name);
        }
        let found = format!("the properties of `{owner}` are not known");
        self.report(name, found, "a resource whose responses are objects");
        None
    }

    /// Returns the property that a parameter of a resource sets or compares: one of its own or, in a view, of the viewed
    /// instance.
    pub(super) fn settable(
        &mut self,
        id: ResourceId,
        name: &Name,
    ) -> Option<PropertyPath> {
        let is_own = self.context.property_named(id, &name.text).is_some();
        let owner = if is_own {
            id
        } else {
            self.context.represented(id)
        };
        self.property(owner, name)
    }

    /// Returns the property of a model that a name with dots leads to: names of properties, and positions in lists.
    pub(super) fn property_of(
        &mut self,
        model: ModelId,
        owner: &str,
        name: &Name,
    ) -> Option<PropertyPath> {
        let mut path = PropertyPath::new();
        let mut below = Some(model);
        let mut is_list = false;
        for part in name.text.split('.') {
            if is_list && part.parse::<usize>().is_ok() {
                path.push(part.to_owned());
                is_list = false;
                continue;
            }
            let field = below.and_then(|model| {
                self.context.fields(model).find(|field| field.wire == part)
            });
            let Some(field) = field else {
                let owner = [&[owner.to_owned()], path.as_slice()].concat().join(".");
                let found = format!("`{owner}` has no property `{part}`");
                let fields = below.into_iter();
                let fields = fields.flat_map(|model| self.context.fields(model));
                let expected =
                    listed("one of its properties", fields.map(|field| &*field.wire));
                self.report(name, found, expected);
                return None;
            };
            path.push(field.wire.clone());
            is_list = matches!(field.ty, Type::Array(_));
            below = match field.ty.innermost() {
                Type::Model(model) => Some(*model),
                _ => None,
            };
        }
        Some(path)
    }

    /// Returns the name of a parameter of an operation.
    pub(super) fn parameter(
        &mut self,
        operation: &Operation,
        name: &Name,
    ) -> Option<String> {
        let mut parameters = operation.parameters.iter();
        if parameters.any(|parameter| parameter.wire == name.text) {
            return Some(name.text.clone());
        }
        let id = &operation.routes.first().id;
        let found = format!("`{id}` has no parameter `{}`", name.text);
        let names = operation.parameters.iter().map(|parameter| &*parameter.wire);
        self.report(name, found, listed("one of its parameters", names));
        None
    }

    /// Returns a reference from an instance of a resource.
    pub(super) fn reference(
        &mut self,
        id: ResourceId,
        draft: &ReferenceDraft,
    ) -> Option<Reference> {
        let (target, instance) = match &draft.instance {
            InstanceDraft::This => {
                (self.context.represented(id), InstanceReference::This)
            }
            InstanceDraft::Ancestor(name) => {
                let ancestor = self.ancestor(id, name)?;
                (ancestor, InstanceReference::Ancestor(ancestor))
            }
            InstanceDraft::Singleton(name) => {
                let singleton = self.singleton(name)?;
                (singleton, InstanceReference::Singleton(singleton))
            }
            InstanceDraft::Where {
                resource,
                theirs,
                ours,
            } => {
                let resource = self.resource(resource)?;
                let theirs = self.property(resource, theirs)?;
                let ours = self.property(self.context.represented(id), ours)?;
                let instance = InstanceReference::Where {
                    resource,
                    theirs,
                    ours,
                };
                (resource, instance)
            }
        };
        let property = match &draft.property {
            Some(name) => self.property(target, name)?,
            None => self.sid_of(target, draft)?,
        };
        Some(Reference { instance, property })
    }

    /// Returns the property with the SID of a resource, which a reference without a property means.
    fn sid_of(
        &mut self,
        id: ResourceId,
        draft: &ReferenceDraft,
    ) -> Option<PropertyPath> {
        let property = self.context.sid_property(id);
        // The SID of a singleton is that of its parent: a reference to it is only used for its path.
        let is_singleton = self.context.api.resource(id).kind == ResourceKind::Singleton;
        if property.is_none() && is_singleton {
            return Some(PropertyPath::new());
        }
        if property.is_none() {
            let owner = self.context.tree.name(id);
            let name = Name {
                text: String::new(),
                pointer: draft.pointer.clone(),
            };
            let found = format!("`{owner}` has no SID");
            self.report(&name, found, "the member `property`");
        }
        property
    }

    /// Notes what the fake does not do, if the document says anything of the fake: others are not written for it.
    pub(super) fn note(&mut self, note: Diagnostic) {
        if self.context.is_declared {
            self.diagnostics.push(note);
        }
    }

    /// Reports a name that a resource does not know. If its twin is separate, it has fewer ancestors than the rules expect,
    /// which is no error.
    fn report_in(
        &mut self,
        id: ResourceId,
        name: &Name,
        found: String,
        expected: impl Into<String>,
    ) {
        let is_separate = !self.context.api.resource(id).separations.is_empty();
        let mismatch = self.mismatch;
        if is_separate {
            self.mismatch = Severity::Warning;
        }
        self.report(name, found, expected);
        self.mismatch = mismatch;
    }

    /// Reports a name.
    pub(super) fn report(
        &mut self,
        name: &Name,
        found: String,
        expected: impl Into<String>,
    ) {
        self.diagnostics.push(
            Diagnostic::new(self.mismatch, name.pointer.clone(), found)
                .expected(expected)
                .help("correct the name in the document or in an overlay"),
        );
    }
}

/// Returns the names that could replace an unknown one.
fn listed<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.take(LISTED + 1).collect();
    match names.len() {
        0 => format!("{what}; there are none"),
        count if count > LISTED => what.to_owned(),
        _ => format!("{what}: `{}`", names.join("`, `")),
    }
}
