//! Changes of documentation.

use std::collections::HashMap;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::parameters::visible;
use super::side::OperationId;
use crate::diagnostics::Pointer;
use crate::ir::{
    Documentation, EnumerationId, ModelId, Operation, PathTemplate, ResourceId,
};

impl Comparison<'_> {
    pub(super) fn documentation(&mut self) {
        for (old, new) in self.primary_resources() {
            self.of_resource(old, new);
        }
        let same = |old, new| self.old.request(old) == self.new.request(new);
        for (old, new) in self.pairs.operations.primary_pairs(same) {
            self.of_request(old, new);
        }
        let same = |old, new| self.old.model(old) == self.new.model(new);
        for (old, new) in self.pairs.models.primary_pairs(same) {
            self.of_model(old, new);
        }
        let same = |old, new| self.old.enumeration(old) == self.new.enumeration(new);
        for (old, new) in self.pairs.enumerations.primary_pairs(same) {
            self.of_enumeration(old, new);
        }
    }

    fn add(
        &mut self,
        item: Item,
        path: impl Into<String>,
        pointers: (&Pointer, &Pointer),
    ) {
        self.changes.push(
            Change::new(ChangeKind::Documentation, Impact::Documentation, item, path)
                .at_old(pointers.0)
                .at_new(pointers.1),
        );
    }

    fn of_resource(&mut self, old: ResourceId, new: ResourceId) {
        let (one, other) = (self.old.api.resource(old), self.new.api.resource(new));
        let pointers = (&one.scopes.first().pointer, &other.scopes.first().pointer);
        if one.documentation.description != other.documentation.description {
            self.add(Item::Resource, self.new.module(new).to_owned(), pointers);
        }
        let instance_argument = |instance: &Option<PathTemplate>| {
            let argument = instance.as_ref()?.last_argument()?;
            Some((argument.description.clone(), argument.pointer.clone()))
        };
        let arguments = (
            instance_argument(&one.scopes.first().instance),
            instance_argument(&other.scopes.first().instance),
        );
        if let (Some((before, old_pointer)), Some((after, new_pointer))) = arguments
            && before != after
        {
            let handle = self.new.handle(new, true);
            self.add(Item::Type, handle, (&old_pointer, &new_pointer));
        }
    }

    fn of_request(&mut self, old: OperationId, new: OperationId) {
        let (one, other) = (self.old.operation(old), self.new.operation(new));
        let pointers = (&one.routes.first().pointer, &other.routes.first().pointer);
        let documentation = |operation: &Operation| {
            let Documentation {
                description, page, ..
            } = &operation.documentation;
            (description.clone(), page.clone())
        };
        if documentation(one) != documentation(other) {
            self.add(Item::Operation, self.new.method(new), pointers);
        }
        let parameters = visible(&self.old, old);
        let parameters = by_wire(&parameters, |before| &before.parameter.wire);
        for parameter in visible(&self.new, new) {
            let before = parameters.get(parameter.parameter.wire.as_str());
            let Some(before) = before else { continue };
            if before.parameter.description != parameter.parameter.description {
                let path = parameter.path(&self.new, new);
                let pointers = (&before.parameter.pointer, &parameter.parameter.pointer);
                self.add(parameter.item(), path, pointers);
            }
        }
    }

    fn of_model(&mut self, old: ModelId, new: ModelId) {
        let (one, other) = (self.old.api.model(old), self.new.api.model(new));
        let path = self.new.model(new);
        if one.description != other.description {
            let pointers = (&one.pointers[0], &other.pointers[0]);
            self.add(Item::Struct, path.clone(), pointers);
        }
        let fields = by_wire(&one.fields, |field| &field.wire);
        for (field, name) in other.fields.iter().zip(&self.new.names.model(new).fields) {
            let before = fields.get(field.wire.as_str());
            let Some(before) = before else { continue };
            if before.description != field.description {
                let pointers = (&before.pointer, &field.pointer);
                self.add(Item::Field, format!("{path}::{name}"), pointers);
            }
        }
    }

    fn of_enumeration(&mut self, old: EnumerationId, new: EnumerationId) {
        let (one, other) =
            (self.old.api.enumeration(old), self.new.api.enumeration(new));
        let path = self.new.enumeration(new);
        let pointers = (&one.pointers[0], &other.pointers[0]);
        if one.description != other.description {
            self.add(Item::Enum, path.clone(), pointers);
        }
        let names = &self.new.names.enumeration(new).variants;
        let variants = by_wire(&one.variants, |variant| &variant.wire);
        for (variant, name) in other.variants.iter().zip(names) {
            let before = variants.get(variant.wire.as_str());
            let Some(before) = before else { continue };
            if before.description != variant.description {
                let pointers = (&before.pointer, &variant.pointer);
                self.add(Item::Variant, format!("{path}::{name}"), pointers);
            }
        }
    }
}

/// Maps each name on the wire to the first member with it.
fn by_wire<Member>(
    members: &[Member],
    wire: impl Fn(&Member) -> &String,
) -> HashMap<&str, &Member> {
    let members = members.iter().rev();
    members.map(|member| (wire(member).as_str(), member)).collect()
}
