//! Lowers schemas to types.

use std::borrow::Borrow;

use openapiv3::{
    ReferenceOr, Schema, SchemaKind, StringFormat, StringType, Type as SchemaType,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::Lowering;
use super::choice::Choice;
use super::naming::explicit_name;
use super::values::has_values;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Sensitivity, Type};

/// Maximum nesting of schemas: many times that of any Twilio document, and small enough for a stack of 2 MiB without
/// optimization.
pub(super) const MAX_DEPTH: usize = 150;

/// The name that the specification gives schemas.
pub(super) const SCHEMA: &str = "Schema Object";

/// A use of a schema.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum SchemaUse<'a> {
    Named(&'a str),
    Inline(&'a Schema),
}

impl<'a, S: Borrow<Schema>> From<&'a ReferenceOr<S>> for SchemaUse<'a> {
    fn from(schema: &'a ReferenceOr<S>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => SchemaUse::Named(
                reference.strip_prefix("#/components/schemas/").unwrap_or(reference),
            ),
            ReferenceOr::Item(schema) => SchemaUse::Inline(schema.borrow()),
        }
    }
}

/// Naming hint for an inline schema: its owner and its role there.
pub(super) struct Hint {
    pub(super) owner: String,
    pub(super) role: String,
}

/// A type with the other facts of its schema.
#[derive(Clone)]
pub(super) struct Lowered {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    pub(super) description: String,
    pub(super) sensitivity: Sensitivity,
    pub(super) explicit_name: Option<String>,
    pub(super) minimum: Option<i64>,
    pub(super) maximum: Option<i64>,
    pub(super) default: Option<String>,
    pub(super) example: Option<String>,
    pub(super) deprecated: bool,
}

impl Lowered {
    pub(super) fn plain(ty: Type) -> Self {
        Lowered {
            ty,
            nullable: false,
            description: String::new(),
            sensitivity: Sensitivity::Public,
            explicit_name: None,
            minimum: None,
            maximum: None,
            default: None,
            example: None,
            deprecated: false,
        }
    }
}

impl<'a> Lowering<'a> {
    /// Lowers a schema to a type.
    pub(super) fn schema(
        &mut self,
        schema: SchemaUse<'a>,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        if self.depth == MAX_DEPTH {
            self.too_deep(pointer);
            return Lowered::plain(Type::Json);
        }
        self.depth += 1;
        let siblings = std::mem::take(&mut self.height);
        let lowered = match schema {
            SchemaUse::Named(name) => self.named(name, pointer),
            SchemaUse::Inline(schema) => self.inline(schema, pointer, hint),
        };
        self.depth -= 1;
        self.height = siblings.max(self.height + 1);
        lowered
    }

    pub(super) fn too_deep(&mut self, pointer: &Pointer) {
        let found = format!("schema nesting exceeds {MAX_DEPTH} levels");
        self.diagnostics.push(
            Diagnostic::error(pointer.clone(), found)
                .expected("fewer nested schemas")
                .help("remove the property in the document or in an overlay"),
        );
    }

    /// Returns a named schema, following references.
    pub(super) fn component(&mut self, name: &'a str) -> Option<&'a Schema> {
        let name = self.resolve_alias(name);
        match self.openapi.components.as_ref()?.schemas.get(name)? {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { .. } => None,
        }
    }

    /// Returns the final target of a chain of references. Each is followed only once.
    pub(super) fn resolve_alias(&mut self, mut name: &'a str) -> &'a str {
        let Some(components) = &self.openapi.components else {
            return name;
        };
        let mut passed = Vec::new();
        // Only a cycle, which was already reported, is longer than the number of schemas.
        while passed.len() <= components.schemas.len() {
            if let Some(end) = self.aliases.get(name) {
                name = end;
                break;
            }
            let next = match components.schemas.get(name) {
                Some(ReferenceOr::Reference { reference }) => {
                    reference.strip_prefix("#/components/schemas/")
                }
                _ => None,
            };
            let Some(next) = next else { break };
            passed.push(name);
            name = next;
        }
        self.aliases.extend(passed.into_iter().map(|passed| (passed, name)));
        name
    }

    /// Lowers a schema in its place.
    pub(super) fn inline(
        &mut self,
        schema: &'a Schema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        let mut lowered = match &schema.schema_kind {
            _ if let Some(choice) = Choice::of(schema) => {
                self.choice(choice, schema, pointer, hint)
            }
            SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => {
                Lowered::plain(self.unsupported("the union is empty", pointer))
            }
            SchemaKind::AllOf { all_of } => self.all_of(all_of, schema, pointer, hint),
            SchemaKind::Any(any) => self.any(any, schema, pointer, hint),
            SchemaKind::Not { .. } => {
                Lowered::plain(self.unsupported("`not` is not supported", pointer))
            }
            SchemaKind::Type(ty) => self.typed(ty, schema, pointer, hint),
        };
        self.refine(&mut lowered, schema, pointer);
        lowered
    }

    /// Lowers a schema with a `type`.
    fn typed(
        &mut self,
        ty: &'a SchemaType,
        schema: &'a Schema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        let mut lowered = Lowered::plain(Type::Json);
        lowered.ty = match ty {
            SchemaType::String(string) if has_values(string) => {
                Type::Enumeration(self.enumeration(schema, string, pointer, hint))
            }
            SchemaType::String(string) => {
                self.check_values(&string.enumeration, pointer);
                let ty = self.string(string, pointer, hint);
                lowered.minimum = self.minimum_of_duration(&ty, schema, pointer);
                ty
            }
            SchemaType::Boolean(boolean) => {
                self.check_values(&boolean.enumeration, pointer);
                Type::Boolean
            }
            SchemaType::Number(number) => {
                self.check_values(&number.enumeration, pointer);
                self.number(number, pointer)
            }
            SchemaType::Integer(integer) => {
                self.check_values(&integer.enumeration, pointer);
                return self.integer(&integer.into(), pointer);
            }
            SchemaType::Array(array) => {
                let element = array.items.as_ref().map(SchemaUse::from);
                self.array(element, pointer, hint)
            }
            SchemaType::Object(object) => {
                self.inline_object(schema, object.into(), pointer, hint)
            }
        };
        lowered
    }

    /// Applies the members of a schema that do not depend on its type. They take precedence over those of the schema in its
    /// `allOf`.
    pub(super) fn refine(
        &mut self,
        lowered: &mut Lowered,
        schema: &Schema,
        pointer: &Pointer,
    ) {
        let data = &schema.schema_data;
        if data.discriminator.is_some() && Choice::of(schema).is_none() {
            let consequence = "it has no effect without `oneOf` or `anyOf`";
            let pointer = || pointer.join("discriminator");
            self.ignored.add(("discriminator", SCHEMA), consequence, pointer);
        }
        lowered.nullable |= data.nullable;
        lowered.deprecated |= data.deprecated;
        if let Some(description) = &data.description {
            lowered.description.clone_from(description);
        }
        let explicit_name = explicit_name(&data.extensions);
        let explicit_name = self.check_length(explicit_name, &pointer.join("x-name"));
        lowered.explicit_name = explicit_name.or_else(|| lowered.explicit_name.take());
        if let Some(default) = &data.default {
            lowered.default = Some(match default {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
        }
        let example = data.extensions.get("x-example").and_then(super::example::text);
        lowered.example = example.or_else(|| lowered.example.take());
        if data
            .extensions
            .get("x-twilio")
            .is_some_and(|vendor| vendor.get("pii").is_some())
        {
            lowered.sensitivity = Sensitivity::Personal;
        }
    }

    pub(super) fn string(
        &mut self,
        string: &StringType,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Type {
        if let Some(sid) = self.sid(string.pattern.as_deref(), &hint.role) {
            return Type::Sid(sid);
        }
        if string.pattern.is_some() {
            let consequence = "it is not that of a SID, and the API checks values";
            self.ignored
                .add(("pattern", SCHEMA), consequence, || pointer.join("pattern"));
        }
        match &string.format {
            VariantOrUnknownOrEmpty::Unknown(format) => match format.as_str() {
                "uri" => Type::Uri,
                "duration" => Type::Duration,
                "date-time-rfc-2822" => Type::Timestamp,
                "json" => Type::JsonText,
                other => self.plain_string(other, pointer),
            },
            VariantOrUnknownOrEmpty::Item(format) => match format {
                StringFormat::Password => self.plain_string("password", pointer),
                StringFormat::Byte => self.plain_string("byte", pointer),
                StringFormat::Binary => self.plain_string("binary", pointer),
                StringFormat::Date => Type::Date,
                StringFormat::DateTime => Type::Timestamp,
            },
            VariantOrUnknownOrEmpty::Empty => Type::String,
        }
    }

    /// Notes a format of strings without a type of its own.
    fn plain_string(&mut self, format: &str, pointer: &Pointer) -> Type {
        self.ignore_format(format, "the type is a string", pointer);
        Type::String
    }

    /// Lowers a schema that no field or parameter stands for: of an element, a value of a map, or a whole response.
    pub(super) fn part(
        &mut self,
        schema: SchemaUse<'a>,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Type {
        let lowered = self.schema(schema, pointer, hint);
        let has_type = matches!(lowered.ty, Type::Model(_) | Type::Enumeration(_));
        if lowered.deprecated && !has_type {
            let consequence = "no item of the crate stands for the schema alone";
            let pointer = || pointer.join("deprecated");
            self.ignored.add(("deprecated", SCHEMA), consequence, pointer);
        }
        lowered.ty
    }

    pub(super) fn array(
        &mut self,
        element: Option<SchemaUse<'a>>,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Type {
        let pointer = pointer.join("items");
        let element = match element {
            Some(element) => self.part(element, &pointer, hint),
            None => self.unsupported("`items` is missing", &pointer),
        };
        Type::Array(Box::new(element))
    }
}
