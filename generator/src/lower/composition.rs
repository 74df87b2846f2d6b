//! Schemas composed of other schemas.

use openapiv3::{AnySchema, ReferenceOr, Schema};

use super::Lowering;
use super::schema::{Hint, Lowered, SchemaUse};
use crate::diagnostics::Pointer;
use crate::ir::Type;

impl<'a> Lowering<'a> {
    /// Lowers `allOf`. Only a single schema is supported: it determines the type, and its siblings refine this use of it.
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
            [] => self.unsupported("`allOf` is empty", &pointer),
            _ => self
                .unsupported("`allOf` with several schemas is not supported", &pointer),
        })
    }

    /// Lowers a schema that `openapiv3` could not classify: a mixture of keywords, or a schema without a type.
    pub(super) fn any(
        &mut self,
        any: &'a AnySchema,
        pointer: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        self.check_values(&any.enumeration, pointer);
        let choices = [("oneOf", &any.one_of), ("anyOf", &any.any_of)];
        if let Some((name, _)) = choices.iter().find(|(_, schemas)| !schemas.is_empty())
        {
            let found = format!("`{name}` is not supported");
            return Lowered::plain(self.unsupported(&found, &pointer.join(name)));
        }
        Lowered::plain(match (any.typ.as_deref(), any.format.as_deref()) {
            _ if !any.all_of.is_empty() => {
                let whole = self.all_of(&any.all_of, pointer, hint);
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
            (Some("string"), _) => Type::String,
            (Some("boolean"), _) => Type::Boolean,
            (Some("integer"), _) => Type::Integer,
            (Some("number"), _) => Type::Number,
            (Some("array"), _) => {
                self.array(any.items.as_ref().map(SchemaUse::from), pointer, hint)
            }
            (Some(other), _) => {
                self.unsupported(&format!("type `{other}` is not supported"), pointer)
            }
            (None, _) => self.unsupported("`type` is missing", pointer),
        })
    }
}

/// Returns `true` if a type matches the `type` keyword of the document. `Json` matches any.
fn matches_keyword(ty: &Type, name: &str) -> bool {
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
