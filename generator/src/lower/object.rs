//! Objects: models and maps.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ObjectType, ReferenceOr, Schema, SchemaKind,
    Type as SchemaType,
};

use super::Lowering;
use super::naming::words;
use super::properties::NoObject;
use super::schema::{Hint, Lowered, SchemaUse};
use crate::diagnostics::Pointer;
use crate::ir::{
    Access, Direction, Field, Model, ModelId, Presence, Sensitivity, Type, Undecided,
};

/// The members of a schema of an object.
#[derive(Clone, Copy)]
pub(super) struct Object<'a> {
    pub(super) properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
    required: &'a [String],
    additional: Option<&'a AdditionalProperties>,
}

impl<'a> Object<'a> {
    /// Returns the members of a schema if it is an object with properties.
    pub(super) fn with_properties(schema: &'a Schema) -> Option<Self> {
        let object = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => Self::from(object),
            SchemaKind::Any(any) => return Self::with_keywords(any),
            _ => return None,
        };
        (!object.properties.is_empty()).then_some(object)
    }

    /// Returns the members of a schema with further keywords if it is an object with properties.
    pub(super) fn with_keywords(any: &'a AnySchema) -> Option<Self> {
        let is_object = any.typ.as_deref().is_none_or(|name| name == "object")
            && any.all_of.is_empty()
            && any.one_of.is_empty()
            && any.any_of.is_empty()
            && any.not.is_none()
            && !any.properties.is_empty();
        is_object.then_some(Self {
            properties: &any.properties,
            required: &any.required,
            additional: any.additional_properties.as_ref(),
        })
    }
}

impl<'a> From<&'a ObjectType> for Object<'a> {
    fn from(object: &'a ObjectType) -> Self {
        Self {
            properties: &object.properties,
            required: &object.required,
            additional: object.additional_properties.as_ref(),
        }
    }
}

impl<'a> Lowering<'a> {
    /// Lowers an object to a model or, if it has no properties, to a map.
    pub(super) fn inline_object(
        &mut self,
        schema: &'a Schema,
        object: Object<'a>,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Type {
        if !object.properties.is_empty() {
            let id = self.declare_model(schema, pointer, hint);
            self.define_model(id, object, pointer);
            return Type::Model(id);
        }
        match object.additional {
            Some(AdditionalProperties::Schema(values)) => {
                let pointer = pointer.join("additionalProperties");
                let values = SchemaUse::from(values.as_ref());
                Type::Map(Box::new(self.part(values, &pointer, hint)))
            }
            _ => free_object(),
        }
    }

    /// Adds a model without fields, so that its fields can refer to it.
    pub(super) fn declare_model(
        &mut self,
        schema: &'a Schema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> ModelId {
        self.fake_schema(schema, pointer);
        let name = if hint.owner.is_empty() {
            hint.role.clone()
        } else {
            format!("{}_{}", hint.owner, hint.role)
        };
        self.api.models.push(Model {
            pointers: vec![pointer.clone()],
            name,
            explicit_name: None,
            owner: Undecided,
            direction: Direction::default(),
            union: None,
            fields: Vec::new(),
            deprecated: schema.schema_data.deprecated,
            description: schema.schema_data.description.clone().unwrap_or_default(),
        })
    }

    /// Sets the fields of a model: its properties.
    pub(super) fn define_model(
        &mut self,
        id: ModelId,
        object: Object<'a>,
        pointer: &Pointer,
    ) {
        let owner = self.api.models[id].name.clone();
        let required = self.required_properties(object, pointer);
        let mut fields = Vec::with_capacity(object.properties.len());
        for (wire, property) in object.properties {
            let pointer = pointer.join("properties").join(wire);
            let property = SchemaUse::from(property);
            let presence = if required.contains(wire.as_str()) {
                Presence::Always
            } else {
                Presence::Optional
            };
            fields.push(self.field_of_model(
                wire,
                property,
                pointer,
                (presence, &owner),
            ));
        }
        fields.extend(self.additional(object.additional, pointer, &owner));
        self.api.models[id].fields = fields;
    }

    /// Adds a model for a schema that is used in another way than the models of responses: all of its fields are optional.
    pub(super) fn own_model(
        &mut self,
        schema: SchemaUse<'a>,
        name: String,
        pointer: &Pointer,
    ) -> Result<ModelId, NoObject> {
        let properties = self.properties(schema, pointer.clone())?;
        let Some(source) = self.schema_of(schema) else {
            return Err(NoObject {
                pointer: pointer.clone(),
                found: "is not an object".to_owned(),
            });
        };
        let hint = Hint {
            owner: String::new(),
            role: name,
        };
        let model = self.declare_model(source, pointer, &hint);
        let fields = properties.iter().map(|property| {
            let pointer = property.pointer.clone();
            let presence = (Presence::Optional, hint.role.as_str());
            let field =
                self.field_of_model(property.name, property.schema, pointer, presence);
            Field {
                access: Access::default(),
                ..field
            }
        });
        self.api.models[model].fields = fields.collect();
        Ok(model)
    }

    /// Returns the names in `required`, and reports those that are not properties.
    fn required_properties(
        &mut self,
        object: Object<'a>,
        pointer: &Pointer,
    ) -> HashSet<&'a str> {
        let pointer = pointer.join("required");
        for (index, name) in object.required.iter().enumerate() {
            if !object.properties.contains_key(name) {
                self.unknown_property("required", name, pointer.index(index));
            }
        }
        object.required.iter().map(String::as_str).collect()
    }

    /// Lowers a property. One that may be null is optional, even if it is required.
    pub(super) fn field_of_model(
        &mut self,
        wire: &str,
        property: SchemaUse<'a>,
        pointer: Pointer,
        (presence, owner): (Presence, &str),
    ) -> Field {
        let hint = Hint {
            owner: owner.to_owned(),
            role: words(wire),
        };
        let lowered = self.schema(property, &pointer, &hint);
        self.fake_field(property, &pointer);
        let access = self.access_of_field(property, &pointer);
        if matches!(property, SchemaUse::Inline(_)) {
            self.unused_facts.extend(unused_facts(&lowered, &pointer));
        }
        let default = self.fitting_default(&lowered);
        Field {
            pointer,
            wire: wire.to_owned(),
            explicit_name: lowered.explicit_name,
            ty: lowered.ty,
            required: presence == Presence::Always,
            presence: if lowered.nullable && presence == Presence::Always {
                Presence::Optional
            } else {
                presence
            },
            nullable: lowered.nullable,
            access,
            minimum: lowered.minimum,
            maximum: lowered.maximum,
            default,
            sensitivity: lowered.sensitivity,
            example: lowered.example,
            deprecated: lowered.deprecated,
            description: lowered.description,
        }
    }

    /// Returns the field for properties that the schema does not name, if it declares them.
    pub(super) fn additional(
        &mut self,
        additional: Option<&'a AdditionalProperties>,
        pointer: &Pointer,
        owner: &str,
    ) -> Option<Field> {
        const MEMBER: &str = "additionalProperties";
        let pointer = pointer.join(MEMBER);
        let mut field = match additional? {
            AdditionalProperties::Any(false) => return None,
            AdditionalProperties::Any(true) => Field {
                pointer,
                wire: MEMBER.to_owned(),
                explicit_name: None,
                ty: Type::Json,
                presence: Presence::Additional,
                required: false,
                nullable: false,
                access: Access::default(),
                minimum: None,
                maximum: None,
                default: None,
                sensitivity: Sensitivity::Public,
                example: None,
                deprecated: false,
                description: String::new(),
            },
            AdditionalProperties::Schema(values) => {
                let values = SchemaUse::from(values.as_ref());
                self.field_of_model(
                    MEMBER,
                    values,
                    pointer,
                    (Presence::Additional, owner),
                )
            }
        };
        field.ty = Type::Map(Box::new(field.ty));
        Some(field)
    }
}

/// Returns the type of an object whose properties the document leaves open.
pub(super) fn free_object() -> Type {
    Type::Map(Box::new(Type::Json))
}

/// Returns the members of a schema that only have a meaning for values in requests, with the pointer of the field.
fn unused_facts(
    lowered: &Lowered,
    pointer: &Pointer,
) -> impl Iterator<Item = (Pointer, &'static str)> {
    let is_integer = matches!(lowered.ty, Type::Integer | Type::UnsignedInteger);
    let facts = [
        ("minimum", is_integer && lowered.minimum.is_some()),
        ("maximum", is_integer && lowered.maximum.is_some()),
        ("default", lowered.default.is_some()),
    ];
    let facts = facts.into_iter().filter(|(_, is_set)| *is_set);
    facts.map(|(member, _)| (pointer.clone(), member))
}
