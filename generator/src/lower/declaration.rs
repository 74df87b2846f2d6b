//! Enumerations and models, declared once and referred to by id.

use openapiv3::{ObjectType, Schema, StringType};

use super::Lowering;
use super::naming::words;
use super::schema::{Hint, SchemaUse, text};
use crate::ir::{Enumeration, EnumerationId, Field, Model, ModelId, Presence, Variant};
use crate::pointer::Pointer;

impl<'a> Lowering<'a> {
    pub(super) fn enumeration(
        &mut self,
        schema: &Schema,
        string: &StringType,
        pointer: &Pointer,
        hint: &Hint,
    ) -> EnumerationId {
        let descriptions = schema.schema_data.extensions.get("x-enum-descriptions");
        let variants = string.enumeration.iter().flatten().map(|wire| Variant {
            wire: wire.clone(),
            description: text(descriptions.and_then(|all| all.get(wire)))
                .unwrap_or_default(),
        });
        self.api.enumerations.push(Enumeration {
            pointers: vec![pointer.clone()],
            role: hint.role.clone(),
            explicit_name: text(schema.schema_data.extensions.get("x-name")),
            owner: None,
            variants: variants.collect(),
            description: schema.schema_data.description.clone().unwrap_or_default(),
        });
        EnumerationId(self.api.enumerations.len() - 1)
    }

    /// Gives a model its id before its fields are known, since they may lead back to it.
    pub(super) fn declare_model(
        &mut self,
        schema: &Schema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> ModelId {
        let name = if hint.owner.is_empty() {
            hint.role.clone()
        } else {
            format!("{}_{}", hint.owner, hint.role)
        };
        self.api.models.push(Model {
            pointers: vec![pointer.clone()],
            name,
            explicit_name: text(schema.schema_data.extensions.get("x-name")),
            owner: None,
            fields: Vec::new(),
            description: schema.schema_data.description.clone().unwrap_or_default(),
        });
        ModelId(self.api.models.len() - 1)
    }

    pub(super) fn define_model(
        &mut self,
        id: ModelId,
        object: &'a ObjectType,
        pointer: &Pointer,
    ) {
        let owner = self.api.models[id.0].name.clone();
        let pointer = pointer.join("properties");
        let mut fields = Vec::with_capacity(object.properties.len());
        for (wire, property) in &object.properties {
            let pointer = pointer.join(wire);
            let hint = Hint {
                owner: owner.clone(),
                role: words(wire),
            };
            let lowered = self.schema(SchemaUse::from(property), &pointer, &hint);
            fields.push(Field {
                pointer,
                wire: wire.clone(),
                explicit_name: lowered.explicit_name,
                ty: lowered.ty,
                presence: Presence::Optional,
                sensitivity: lowered.sensitivity,
                description: lowered.description,
            });
        }
        self.api.models[id.0].fields = fields;
    }
}
