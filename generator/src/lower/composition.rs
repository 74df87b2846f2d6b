//! Schemas composed of other schemas.

use openapiv3::{
    AnySchema, NumberType, ReferenceOr, Schema, StringType, VariantOrUnknownOrEmpty,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Lowering;
use super::merged_object::{is_annotation, substantial};
use super::object::{Object, free_object};
use super::schema::{Hint, Lowered, SchemaUse};
use super::values::has_values;
use crate::diagnostics::Pointer;
use crate::ir::Type;

impl<'a> Lowering<'a> {
    /// Lowers `allOf`: several objects are one, with the properties of all. Otherwise a single schema determines the type,
    /// and those that only describe it refine this use of it.
    pub(super) fn all_of(
        &mut self,
        all_of: &'a [ReferenceOr<Schema>],
        schema: &'a Schema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        if let Some(known) = self.composed.get(pointer) {
            return Lowered::plain(Type::Model(*known));
        }
        if let Some(properties) = self.composed_properties(schema, pointer) {
            let id = self.declare_model(schema, pointer, hint);
            self.composed.insert(pointer.clone(), id);
            return Lowered::plain(self.define_composed(id, &properties));
        }
        let pointer = pointer.join("allOf");
        let members: Vec<_> = substantial(all_of).collect();
        match (members.as_slice(), all_of) {
            ([(index, one)], _) => {
                let one = SchemaUse::from(*one);
                let mut lowered = self.schema(one, &pointer.index(*index), hint);
                for (index, member) in all_of.iter().enumerate() {
                    if let ReferenceOr::Item(member) = member
                        && is_annotation(member)
                    {
                        self.refine(&mut lowered, member, &pointer.index(index));
                    }
                }
                lowered
            }
            ([], []) => Lowered::plain(self.unsupported("`allOf` is empty", &pointer)),
            ([], _) => Lowered::plain(self.free("`type` is missing", &pointer)),
            _ => Lowered::plain(self.unsupported(
                "`allOf` has several schemas that are not objects",
                &pointer,
            )),
        }
    }

    /// Lowers a schema that `openapiv3` could not classify: a mixture of keywords, or a schema without a type.
    pub(super) fn any(
        &mut self,
        any: &'a AnySchema,
        schema: &'a Schema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        if let Some(string) = string_with_values(any) {
            let id = self.enumeration(schema, &string, pointer, hint);
            return Lowered::plain(Type::Enumeration(id));
        }
        self.check_values(&any.enumeration, pointer);
        Lowered::plain(match (any.typ.as_deref(), any.format.as_deref()) {
            _ if !any.all_of.is_empty() => {
                let whole = self.all_of(&any.all_of, schema, pointer, hint);
                if any.typ.as_deref().is_none_or(|name| matches_keyword(&whole.ty, name))
                {
                    return whole;
                }
                self.unsupported(
                    "`type` contradicts the type of `allOf`",
                    &pointer.join("type"),
                )
            }
            (Some("object"), Some("uri-map")) => Type::Map(Box::new(Type::Uri)),
            _ if let Some(object) = Object::with_keywords(any) => {
                self.inline_object(schema, object, pointer, hint)
            }
            (Some("string"), _) => self.string(&string(any), pointer, hint),
            (Some("boolean"), _) => Type::Boolean,
            (Some("integer"), _) => return self.integer(&any.into(), pointer),
            (Some("number"), _) => self.number(&number(any), pointer),
            (Some("array"), _) => {
                self.array(any.items.as_ref().map(SchemaUse::from), pointer, hint)
            }
            // All other types were refused.
            (Some(_), _) => free_object(),
            (None, _) if any.enumeration.is_empty() => {
                self.free("`type` is missing", pointer)
            }
            (None, _) => self.unsupported("`type` is missing", pointer),
        })
    }
}

/// Returns a schema of strings whose `enum` openapiv3 could not classify, if all of its values are strings or null.
fn string_with_values(any: &AnySchema) -> Option<StringType> {
    let is_string = any.typ.as_deref().is_none_or(|name| name == "string");
    let values = any.enumeration.iter().map(|value| match value {
        Value::String(value) => Some(Some(value.clone())),
        Value::Null => Some(None),
        _ => None,
    });
    let mut string = string(any);
    string.enumeration = values.collect::<Option<_>>()?;
    (is_string && has_values(&string)).then_some(string)
}

fn string(any: &AnySchema) -> StringType {
    StringType {
        format: format(any),
        pattern: any.pattern.clone(),
        ..StringType::default()
    }
}

fn number(any: &AnySchema) -> NumberType {
    NumberType {
        format: format(any),
        minimum: any.minimum,
        maximum: any.maximum,
        exclusive_minimum: any.exclusive_minimum == Some(true),
        exclusive_maximum: any.exclusive_maximum == Some(true),
        ..NumberType::default()
    }
}

/// Returns the format of a type, which any name is.
fn format<Format: DeserializeOwned>(any: &AnySchema) -> VariantOrUnknownOrEmpty<Format> {
    let format = any.format.clone().map(Value::from);
    let known = format.and_then(|format| serde_json::from_value(format).ok());
    known.unwrap_or(VariantOrUnknownOrEmpty::Empty)
}

/// Returns `true` if a type matches the `type` keyword of the document. `Json` matches any.
fn matches_keyword(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Boolean => name == "boolean",
        Type::Integer | Type::UnsignedInteger => name == "integer" || name == "number",
        Type::Number => name == "number",
        Type::Array(_) => name == "array",
        Type::Map(_) | Type::Model(_) => name == "object",
        Type::Json => true,
        _ => name == "string",
    }
}
