//! Objects composed of several schemas by `allOf`.

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind};

use super::Lowering;
use super::properties::Properties;
use super::schema::SchemaUse;
use crate::diagnostics::Pointer;
use crate::ir::{ModelId, Presence, Type};

/// Returns `true` if a schema may be one object made of several schemas: those of its `allOf`, and its own properties.
pub(super) fn is_composed(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => substantial(all_of).nth(1).is_some(),
        SchemaKind::Any(any) => {
            let is_own = !any.properties.is_empty() || !any.required.is_empty();
            substantial(&any.all_of).nth(usize::from(!is_own)).is_some()
        }
        _ => false,
    }
}

/// Returns the members of `allOf` that do more than describe the others, with their indices.
pub(super) fn substantial(
    all_of: &[ReferenceOr<Schema>],
) -> impl Iterator<Item = (usize, &ReferenceOr<Schema>)> {
    all_of.iter().enumerate().filter(|(_, member)| match member {
        ReferenceOr::Reference { .. } => true,
        ReferenceOr::Item(schema) => !is_annotation(schema),
    })
}

/// Returns `true` if a schema only has members such as `description` and `example`, which any value matches.
pub(super) fn is_annotation(schema: &Schema) -> bool {
    let nothing = AnySchema::default();
    matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == nothing)
}

impl<'a> Lowering<'a> {
    /// Returns the properties of an object composed of several schemas, unless one of them is no object.
    pub(super) fn composed_properties(
        &mut self,
        schema: &'a Schema,
        pointer: &Pointer,
    ) -> Option<Properties<'a>> {
        if !is_composed(schema) {
            return None;
        }
        let properties = self.properties(SchemaUse::Inline(schema), pointer.clone());
        properties.ok().filter(|properties| !properties.is_empty())
    }

    /// Sets the fields of a model to the properties of several schemas.
    pub(super) fn define_composed(
        &mut self,
        id: ModelId,
        properties: &Properties<'a>,
    ) -> Type {
        let owner = self.api.models[id].name.clone();
        let mut fields: Vec<_> = properties
            .iter()
            .map(|property| {
                let presence = if property.is_required {
                    Presence::Always
                } else {
                    Presence::Optional
                };
                let pointer = property.pointer.clone();
                let role = (presence, owner.as_str());
                self.field_of_model(property.name, property.schema, pointer, role)
            })
            .collect();
        if let Some((pointer, additional)) = &properties.additional {
            fields.extend(self.additional(Some(additional), pointer, &owner));
        }
        self.api.models[id].fields = fields;
        Type::Model(id)
    }
}
