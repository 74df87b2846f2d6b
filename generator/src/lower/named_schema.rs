//! Lowers named schemas, each once, and counts what their uses repeat.

use heck::ToUpperCamelCase;
use openapiv3::{Schema, SchemaKind, Type as SchemaType};

use super::naming::{explicit_name, words};
use super::object::Object;
use super::schema::{Hint, Lowered, MAX_DEPTH};
use super::values::has_values;
use super::{Lowering, NamedSchema};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ModelId, Type};

/// Maximum number of bytes of descriptions and values that uses of named schemas may repeat.
const MAX_REPEATED: usize = 64 * 1024 * 1024;

impl<'a> Lowering<'a> {
    /// Lowers a named schema on its first use.
    pub(super) fn named(&mut self, name: &'a str, used_at: &Pointer) -> Lowered {
        let name = self.resolve_alias(name);
        let nullable =
            self.component(name).is_some_and(|schema| schema.schema_data.nullable);
        let plain = |ty| Lowered {
            nullable,
            ..Lowered::plain(ty)
        };
        let lowered = match self.schemas.get(name) {
            Some(NamedSchema::Model(id)) => plain(Type::Model(*id)),
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
                    .help("shorten the schema or its description"),
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
            SchemaKind::Type(SchemaType::String(string)) if has_values(string) => {
                let id = self.enumeration(schema, string, &pointer, &hint);
                let enumeration = &mut self.api.enumerations[id];
                enumeration.explicit_name = explicit_name;
                enumeration.schema_name =
                    hint.owner.is_empty().then(|| hint.role.to_upper_camel_case());
                let mut lowered = Lowered::plain(Type::Enumeration(id));
                self.refine(&mut lowered, schema, &pointer);
                let lowered = of_values(lowered);
                self.schemas.insert(name, NamedSchema::Alias(lowered.clone()));
                lowered
            }
            _ if let Some(object) = Object::with_properties(schema) => {
                let id =
                    self.declare_named((name, schema), &pointer, &hint, explicit_name);
                self.define_model(id, object, &pointer);
                Lowered::plain(Type::Model(id))
            }
            _ if let Some(id) = self.named_choice(schema, &pointer, |lowering| {
                let explicit_name = explicit_name.clone();
                lowering.declare_named((name, schema), &pointer, &hint, explicit_name)
            }) =>
            {
                Lowered::plain(Type::Model(id))
            }
            _ if let Some(properties) = self.composed_properties(schema, &pointer) => {
                let id =
                    self.declare_named((name, schema), &pointer, &hint, explicit_name);
                Lowered::plain(self.define_composed(id, &properties))
            }
            _ => {
                self.schemas.insert(name, NamedSchema::InProgress);
                let lowered = self.inline(schema, &pointer, &hint);
                self.schemas.insert(name, NamedSchema::Alias(lowered.clone()));
                lowered
            }
        }
    }

    /// Adds the model of a named schema, so that its fields can refer to it.
    fn declare_named(
        &mut self,
        (name, schema): (&'a str, &'a Schema),
        pointer: &Pointer,
        hint: &Hint,
        explicit_name: Option<String>,
    ) -> ModelId {
        let id = self.declare_model(schema, pointer, hint);
        self.api.models[id].explicit_name = explicit_name;
        self.schemas.insert(name, NamedSchema::Model(id));
        id
    }
}

/// Keeps the facts about the values of an enumeration: the name, the description and the deprecation are those of its type.
fn of_values(lowered: Lowered) -> Lowered {
    Lowered {
        explicit_name: None,
        description: String::new(),
        deprecated: false,
        ..lowered
    }
}
