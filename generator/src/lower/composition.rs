//! Schemas that are put together from others.

use openapiv3::{AnySchema, ReferenceOr, Schema};

use super::Lowering;
use super::schema::{Hint, Lowered, SchemaUse};
use crate::diagnostics::Pointer;
use crate::ir::Type;

impl<'a> Lowering<'a> {
    /// One schema with siblings: the schema gives the type, the siblings say more about this use of it.
    pub(super) fn all_of(
        &mut self,
        all_of: &'a [ReferenceOr<Schema>],
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        let pointer = pointer.join("allOf");
        Lowered::plain(match all_of {
            [one] => {
                return self.schema(SchemaUse::from(one), &pointer.join("0"), hint);
            }
            [] => self.inexpressible("`allOf` of no schema", &pointer),
            _ => self.inexpressible("`allOf` of several schemas", &pointer),
        })
    }

    /// What `openapiv3` cannot sort into a kind: a mixture, or a schema that says nothing.
    pub(super) fn any(
        &mut self,
        any: &'a AnySchema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        self.check_values(any.enumeration.len(), pointer);
        let choices = [("oneOf", &any.one_of), ("anyOf", &any.any_of)];
        if let Some((name, _)) = choices.iter().find(|(_, schemas)| !schemas.is_empty())
        {
            let found = format!("a schema by `{name}` and more");
            return Lowered::plain(self.inexpressible(&found, &pointer.join(name)));
        }
        Lowered::plain(match (any.typ.as_deref(), any.format.as_deref()) {
            _ if !any.all_of.is_empty() => {
                let whole = self.all_of(&any.all_of, pointer, hint);
                if any.typ.as_deref().is_none_or(|name| is_called(&whole.ty, name)) {
                    return whole;
                }
                self.inexpressible(
                    "a `type` beside `allOf` of another type",
                    &pointer.join("type"),
                )
            }
            (Some("object"), Some("uri-map")) => Type::Map(Box::new(Type::Uri)),
            (Some("string"), _) => Type::String,
            (Some("boolean"), _) => Type::Boolean,
            (Some("integer"), _) => Type::Integer,
            (Some("number"), _) => Type::Number,
            (Some("array"), _) => {
                self.array(any.items.as_ref().map(SchemaUse::from), pointer, hint)
            }
            (Some(other), _) => self.inexpressible(&format!("type `{other}`"), pointer),
            (None, _) => self.inexpressible("a value without a type", pointer),
        })
    }
}

/// Whether a type is one of those that the document calls by this name; anything may be any JSON.
fn is_called(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Boolean => name == "boolean",
        Type::Integer => name == "integer" || name == "number",
        Type::Number => name == "number",
        Type::Array(_) => name == "array",
        Type::Map(_) | Type::Model(_) => name == "object",
        Type::Json => true,
        _ => name == "string",
    }
}
