//! Lowers schemas to types.

use std::borrow::Borrow;

use heck::ToUpperCamelCase;
use openapiv3::{
    AdditionalProperties, ObjectType, ReferenceOr, Schema, SchemaKind, StringFormat,
    StringType, Type as SchemaType, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::naming::{explicit_name, words};
use super::{Lowering, NamedSchema};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Sensitivity, Type};

/// Maximum nesting of schemas: many times that of any Twilio document, and small enough for a stack of 2 MiB without
/// optimization.
const MAX_DEPTH: usize = 150;

/// Maximum number of bytes of descriptions and values that uses of named schemas may repeat.
const MAX_REPEATED: usize = 64 * 1024 * 1024;

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

    fn too_deep(&mut self, pointer: &Pointer) {
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

    /// Lowers a named schema on its first use.
    fn named(&mut self, name: &'a str, used_at: &Pointer) -> Lowered {
        let name = self.resolve_alias(name);
        let nullable =
            self.component(name).is_some_and(|schema| schema.schema_data.nullable);
        let plain = |ty| Lowered {
            nullable,
            ..Lowered::plain(ty)
        };
        let lowered = match self.schemas.get(name) {
            Some(NamedSchema::Model(id)) => plain(Type::Model(*id)),
            Some(NamedSchema::Enumeration(id)) => plain(Type::Enumeration(*id)),
            Some(NamedSchema::Alias(lowered)) => lowered.clone(),
            Some(NamedSchema::InProgress) => {
                let found = "the array or map contains itself";
                return Lowered::plain(self.unsupported(found, used_at));
            }
            None => {
                let mut lowered = self.lower_named(name, used_at);
                lowered.nullable |= nullable;
                self.heights.insert(name, self.height);
                return lowered;
            }
        };
        // A schema that is still being lowered refers to itself and has no height yet.
        self.height = self.heights.get(name).copied().unwrap_or(0);
        if self.depth + self.height > MAX_DEPTH {
            self.too_deep(used_at);
        }
        self.count_repeated(&lowered, used_at);
        lowered
    }

    /// Counts the text that another use of a named schema may repeat in its documentation.
    fn count_repeated(&mut self, lowered: &Lowered, used_at: &Pointer) {
        let text = lowered.description.len()
            + lowered.default.as_ref().map_or(0, String::len)
            + lowered.example.as_ref().map_or(0, String::len)
            + match &lowered.ty {
                Type::Model(id) => self.api.models[*id].description.len(),
                Type::Enumeration(id) => self.set_sizes[*id],
                _ => 0,
            };
        self.count_text(text, used_at);
    }

    /// Counts repeated text, and reports too much of it.
    pub(super) fn count_text(&mut self, text: usize, used_at: &Pointer) {
        let before = self.repeated;
        self.repeated += text;
        if before <= MAX_REPEATED && self.repeated > MAX_REPEATED {
            let found = format!(
                "the uses of named schemas repeat more than {} MiB of text",
                MAX_REPEATED / (1024 * 1024)
            );
            self.diagnostics.push(
                Diagnostic::error(used_at.clone(), found)
                    .expected("shorter descriptions or enums, or fewer uses of them")
                    .help("shorten the description of the schema"),
            );
        }
    }

    fn lower_named(&mut self, name: &'a str, used_at: &Pointer) -> Lowered {
        let pointer = Pointer::root().join("components").join("schemas").join(name);
        let Some(schema) = self.component(name) else {
            self.unresolved(used_at);
            return Lowered::plain(Type::Json);
        };
        let (owner, role) = name.split_once("_enum_").unwrap_or(("", name));
        let role = role.rsplit('.').next().unwrap_or(role);
        let hint = Hint {
            owner: words(owner),
            role: words(role),
        };
        let explicit_name = explicit_name(&schema.schema_data.extensions);
        let explicit_name = self.check_length(explicit_name, &pointer.join("x-name"));
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string))
                if !string.enumeration.is_empty() =>
            {
                let id = self.enumeration(schema, string, &pointer, &hint);
                // An enumeration without an owner keeps the name of its schema.
                self.api.enumerations[id].explicit_name = explicit_name.or_else(|| {
                    hint.owner.is_empty().then(|| hint.role.to_upper_camel_case())
                });
                self.schemas.insert(name, NamedSchema::Enumeration(id));
                Lowered::plain(Type::Enumeration(id))
            }
            SchemaKind::Type(SchemaType::Object(object))
                if !object.properties.is_empty() =>
            {
                let id = self.declare_model(schema, &pointer, &hint);
                self.api.models[id].explicit_name = explicit_name;
                self.schemas.insert(name, NamedSchema::Model(id));
                self.define_model(id, object, &pointer);
                Lowered::plain(Type::Model(id))
            }
            _ => {
                self.schemas.insert(name, NamedSchema::InProgress);
                let lowered = self.inline(schema, &pointer, &hint);
                self.schemas.insert(name, NamedSchema::Alias(lowered.clone()));
                lowered
            }
        }
    }

    fn inline(&mut self, schema: &'a Schema, pointer: &Pointer, hint: &Hint) -> Lowered {
        let mut lowered = Lowered::plain(Type::Json);
        lowered.ty = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string))
                if !string.enumeration.is_empty() =>
            {
                Type::Enumeration(self.enumeration(schema, string, pointer, hint))
            }
            SchemaKind::Type(SchemaType::String(string)) => {
                let ty = self.string(string, hint);
                lowered.minimum = self.minimum_of_duration(&ty, schema, pointer);
                ty
            }
            SchemaKind::Type(SchemaType::Boolean(_)) => Type::Boolean,
            SchemaKind::Type(SchemaType::Number(number)) => {
                self.check_values(number.enumeration.len(), pointer);
                Type::Number
            }
            SchemaKind::Type(SchemaType::Integer(integer)) => {
                self.check_values(integer.enumeration.len(), pointer);
                lowered.minimum = integer.minimum;
                lowered.maximum = integer.maximum;
                Type::Integer
            }
            SchemaKind::Type(SchemaType::Array(array)) => {
                let element = array.items.as_ref().map(SchemaUse::from);
                self.array(element, pointer, hint)
            }
            SchemaKind::Type(SchemaType::Object(object)) => {
                self.inline_object(schema, object, pointer, hint)
            }
            SchemaKind::AllOf { all_of } => {
                let whole = self.all_of(all_of, pointer, hint);
                lowered.nullable = whole.nullable;
                whole.ty
            }
            SchemaKind::Any(any) => {
                let whole = self.any(any, pointer, hint);
                lowered.nullable = whole.nullable;
                whole.ty
            }
            SchemaKind::OneOf { .. } => {
                self.unsupported("`oneOf` is not supported", pointer)
            }
            SchemaKind::AnyOf { .. } => {
                self.unsupported("`anyOf` is not supported", pointer)
            }
            SchemaKind::Not { .. } => {
                self.unsupported("`not` is not supported", pointer)
            }
        };
        let data = &schema.schema_data;
        lowered.nullable |= data.nullable;
        lowered.description = data.description.clone().unwrap_or_default();
        let explicit_name = explicit_name(&data.extensions);
        lowered.explicit_name =
            self.check_length(explicit_name, &pointer.join("x-name"));
        lowered.default = data.default.as_ref().map(|default| match default {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        lowered.example =
            data.extensions.get("x-example").and_then(super::example::text);
        if data
            .extensions
            .get("x-twilio")
            .is_some_and(|vendor| vendor.get("pii").is_some())
        {
            lowered.sensitivity = Sensitivity::Personal;
        }
        lowered
    }

    /// Reports `enum` with values other than strings, which is ignored.
    pub(super) fn check_values(&mut self, count: usize, pointer: &Pointer) {
        if count > 0 {
            self.diagnostics.push(
                Diagnostic::warning(
                    pointer.join("enum"),
                    "`enum` with values other than strings is not supported",
                )
                .expected("`type: string` and an `enum` of strings")
                .help("remove `enum`; it is ignored"),
            );
        }
    }

    fn string(&mut self, string: &StringType, hint: &Hint) -> Type {
        if let Some(sid) = self.sid(string.pattern.as_deref(), &hint.role) {
            return Type::Sid(sid);
        }
        match &string.format {
            VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Type::Timestamp,
            VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Type::Date,
            VariantOrUnknownOrEmpty::Unknown(format) => match format.as_str() {
                "uri" => Type::Uri,
                "duration" => Type::Duration,
                "json" => Type::JsonText,
                _ => Type::String,
            },
            _ => Type::String,
        }
    }

    pub(super) fn array(
        &mut self,
        element: Option<SchemaUse<'a>>,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Type {
        let pointer = pointer.join("items");
        let element = match element {
            Some(element) => self.schema(element, &pointer, hint).ty,
            None => self.unsupported("`items` is missing", &pointer),
        };
        Type::Array(Box::new(element))
    }

    fn inline_object(
        &mut self,
        schema: &'a Schema,
        object: &'a ObjectType,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Type {
        if !object.properties.is_empty() {
            let id = self.declare_model(schema, pointer, hint);
            self.define_model(id, object, pointer);
            return Type::Model(id);
        }
        match &object.additional_properties {
            Some(AdditionalProperties::Schema(values)) => {
                let pointer = pointer.join("additionalProperties");
                Type::Map(Box::new(
                    self.schema(SchemaUse::from(values.as_ref()), &pointer, hint).ty,
                ))
            }
            _ => self.unsupported("the object has no properties", pointer),
        }
    }
}
