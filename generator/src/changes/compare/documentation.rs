//! Changes of documentation.

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::side::OperationId;
use crate::diagnostics::Pointer;
use crate::ir::{
    Documentation, EnumerationId, HandleKind, ModelId, Operation, ResourceId,
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
        for (old, new) in self.common_events() {
            let one = (&old.documentation.description, &old.documentation.page);
            let other = (&new.documentation.description, &new.documentation.page);
            if one != other {
                let path = self.new.model(new.model);
                self.add(Item::Event, path, (&old.pointer, &new.pointer));
            }
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
        for handle in [HandleKind::Collection, HandleKind::Instance] {
            let arguments = (
                self.old.own_arguments(old, handle),
                self.new.own_arguments(new, handle),
            );
            let (Some(before), Some(after)) = arguments else {
                continue;
            };
            let is_instance = handle == HandleKind::Instance;
            for (before, after) in before.into_iter().zip(after) {
                if before.description != after.description {
                    let path = self.new.handle(new, is_instance);
                    self.add(Item::Type, path, (&before.pointer, &after.pointer));
                }
            }
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
        let changed: Vec<_> = self
            .common_parameters(old, new)
            .into_iter()
            .filter(|(before, after)| {
                before.parameter.description != after.parameter.description
            })
            .map(|(before, after)| {
                let pointers =
                    (before.parameter.pointer.clone(), after.parameter.pointer.clone());
                (after.item(), after.path(&self.new, new), pointers)
            })
            .collect();
        for (item, path, (old_pointer, new_pointer)) in changed {
            self.add(item, path, (&old_pointer, &new_pointer));
        }
    }

    fn of_model(&mut self, old: ModelId, new: ModelId) {
        let (one, other) = (self.old.api.model(old), self.new.api.model(new));
        let path = self.new.model(new);
        if one.description != other.description {
            let pointers = (&one.pointers[0], &other.pointers[0]);
            self.add(Item::Struct, path.clone(), pointers);
        }
        let names = &self.new.names.model(new).fields;
        for (before, after) in self.aligned_fields(old, new).pairs {
            let (before, field) = (&one.fields[before], &other.fields[after]);
            if before.description != field.description {
                let pointers = (&before.pointer, &field.pointer);
                self.add(Item::Field, format!("{path}::{}", names[after]), pointers);
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
        for (before, after) in self.aligned_variants(old, new).pairs {
            let (before, variant) = (&one.variants[before], &other.variants[after]);
            if before.description != variant.description {
                let pointers = (&before.pointer, &variant.pointer);
                self.add(Item::Variant, format!("{path}::{}", names[after]), pointers);
            }
        }
    }
}
