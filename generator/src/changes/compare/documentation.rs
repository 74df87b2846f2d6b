//! What is said of things that are otherwise the same.

use std::collections::HashMap;

use super::Comparison;
use super::change::{Change, Impact, Item, What};
use super::parameters::visible;
use super::side::OperationId;
use crate::diagnostics::Pointer;
use crate::ir::{
    Documentation, EnumerationId, ModelId, Operation, PathTemplate, ResourceId,
};

impl Comparison<'_> {
    pub(super) fn documentation(&mut self) {
        for (old, new) in self.chief_resources() {
            self.of_resource(old, new);
        }
        let same = |old, new| self.old.request(old) == self.new.request(new);
        for (old, new) in self.pairs.operations.chief_pairs(same) {
            self.of_request(old, new);
        }
        let same = |old, new| self.old.model(old) == self.new.model(new);
        for (old, new) in self.pairs.models.chief_pairs(same) {
            self.of_model(old, new);
        }
        let same = |old, new| self.old.enumeration(old) == self.new.enumeration(new);
        for (old, new) in self.pairs.enumerations.chief_pairs(same) {
            self.of_enumeration(old, new);
        }
    }

    fn described(
        &mut self,
        item: Item,
        path: impl Into<String>,
        pointers: (&Pointer, &Pointer),
    ) {
        self.changes.push(
            Change::new(What::Documentation, Impact::Documentation, item, path)
                .at_old(pointers.0)
                .at_new(pointers.1),
        );
    }

    fn of_resource(&mut self, old: ResourceId, new: ResourceId) {
        let (one, other) = (self.old.api.resource(old), self.new.api.resource(new));
        let pointers = (&one.scopes.first().pointer, &other.scopes.first().pointer);
        if one.documentation.description != other.documentation.description {
            self.described(Item::Resource, self.new.module(new).to_owned(), pointers);
        }
        let picked_by = |instance: &Option<PathTemplate>| {
            let argument = instance.as_ref()?.last_argument()?;
            Some((argument.description.clone(), argument.pointer.clone()))
        };
        let arguments = (
            picked_by(&one.scopes.first().instance),
            picked_by(&other.scopes.first().instance),
        );
        if let (Some((before, old_pointer)), Some((after, new_pointer))) = arguments
            && before != after
        {
            let handle = self.new.handle(new, true);
            self.described(Item::Type, handle, (&old_pointer, &new_pointer));
        }
    }

    fn of_request(&mut self, old: OperationId, new: OperationId) {
        let (one, other) = (self.old.operation(old), self.new.operation(new));
        let pointers = (&one.routes.first().pointer, &other.routes.first().pointer);
        let said = |operation: &Operation| {
            let Documentation {
                description, page, ..
            } = &operation.documentation;
            (description.clone(), page.clone())
        };
        if said(one) != said(other) {
            self.described(Item::Operation, self.new.method(new), pointers);
        }
        let parameters = visible(&self.old, old);
        let parameters = by_wire(&parameters, |before| &before.parameter.wire);
        for parameter in visible(&self.new, new) {
            let before = parameters.get(parameter.parameter.wire.as_str());
            let Some(before) = before else { continue };
            if before.parameter.description != parameter.parameter.description {
                let path = parameter.path(&self.new, new);
                let pointers = (&before.parameter.pointer, &parameter.parameter.pointer);
                self.described(parameter.item(), path, pointers);
            }
        }
    }

    fn of_model(&mut self, old: ModelId, new: ModelId) {
        let (one, other) = (self.old.api.model(old), self.new.api.model(new));
        let path = self.new.model(new);
        if one.description != other.description {
            let pointers = (&one.pointers[0], &other.pointers[0]);
            self.described(Item::Struct, path.clone(), pointers);
        }
        let fields = by_wire(&one.fields, |field| &field.wire);
        for (field, name) in other.fields.iter().zip(&self.new.names.model(new).fields) {
            let before = fields.get(field.wire.as_str());
            let Some(before) = before else { continue };
            if before.description != field.description {
                let pointers = (&before.pointer, &field.pointer);
                self.described(Item::Field, format!("{path}::{name}"), pointers);
            }
        }
    }

    fn of_enumeration(&mut self, old: EnumerationId, new: EnumerationId) {
        let (one, other) =
            (self.old.api.enumeration(old), self.new.api.enumeration(new));
        let path = self.new.enumeration(new);
        let pointers = (&one.pointers[0], &other.pointers[0]);
        if one.description != other.description {
            self.described(Item::Enum, path.clone(), pointers);
        }
        let names = &self.new.names.enumeration(new).variants;
        let variants = by_wire(&one.variants, |variant| &variant.wire);
        for (variant, name) in other.variants.iter().zip(names) {
            let before = variants.get(variant.wire.as_str());
            if before.is_some_and(|before| before.description != variant.description) {
                self.described(Item::Variant, format!("{path}::{name}"), pointers);
            }
        }
    }
}

/// The first member of each name on the wire.
fn by_wire<Member>(
    members: &[Member],
    wire: impl Fn(&Member) -> &String,
) -> HashMap<&str, &Member> {
    let members = members.iter().rev();
    members.map(|member| (wire(member).as_str(), member)).collect()
}
