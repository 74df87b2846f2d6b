//! Forms of events.

use std::collections::HashSet;

use openapiv3::{MediaType, Operation as Source, QueryStyle, ReferenceOr};

use super::known::{Discriminator, Known};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Field, ModelId, Type};
use crate::lower::Lowering;
use crate::lower::naming::words;
use crate::lower::schema::SchemaUse;

/// The content type of events.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

impl<'a> Lowering<'a> {
    /// Returns the form of a request and its pointer.
    pub(super) fn form(
        &mut self,
        source: &'a Source,
        pointer: &Pointer,
    ) -> Option<(&'a MediaType, Pointer)> {
        let pointer = pointer.join("requestBody");
        let content = match &source.request_body {
            Some(ReferenceOr::Item(body)) => &body.content,
            Some(ReferenceOr::Reference { .. }) => {
                self.unresolved(&pointer);
                return None;
            }
            None => {
                self.note_callback(&pointer, "the callback has no body", "a form");
                return None;
            }
        };
        let pointer = pointer.join("content");
        let form = content.get(FORM);
        let others: Vec<&str> =
            content.keys().map(String::as_str).filter(|name| *name != FORM).collect();
        if !others.is_empty() {
            self.note_callback(
                &pointer,
                format!(
                    "the content type `{}` of a callback is not supported",
                    others.join("`, `")
                ),
                format!("`{FORM}`"),
            );
        }
        form.map(|form| (form, pointer.join(FORM)))
    }

    /// Adds the model of an event's parameters, which is its own even if others use the same schema.
    pub(super) fn parameters_of(
        &mut self,
        kind: &str,
        media: &'a MediaType,
        pointer: &Pointer,
    ) -> Option<ModelId> {
        let schema = media.schema.as_ref().map(SchemaUse::from);
        let model =
            schema.and_then(|schema| self.own_model(schema, words(kind), pointer));
        if model.is_none() {
            self.note_callback(
                &pointer.join("schema"),
                "the form of the callback is not an object",
                "an object whose properties are the parameters",
            );
        }
        model
    }

    /// Removes the parameter with the kind of the event, which the type of the event implies.
    pub(super) fn without_discriminator(
        &mut self,
        kind: &str,
        model: ModelId,
        pointer: &Pointer,
        known: &mut Known<'a>,
    ) -> Option<()> {
        let fields = &self.api.models[model].fields;
        if known.discriminator.is_none() {
            known.discriminator =
                fields.iter().find_map(|field| self.discriminator(field, kind));
        }
        let discriminator =
            known.discriminator.as_ref().filter(|known| known.values.contains(kind));
        let index = discriminator.and_then(|discriminator| {
            fields.iter().position(|field| field.wire == discriminator.wire)
        });
        if let Some(index) = index {
            self.api.models[model].fields.remove(index);
            return Some(());
        }
        let expected = match &known.discriminator {
            Some(known) => {
                format!("a parameter `{}` whose `enum` contains `{kind}`", known.wire)
            }
            None => format!("a parameter whose `enum` contains `{kind}`"),
        };
        let found = format!("no parameter tells the kind `{kind}` of the event");
        self.note_callback(&pointer.join("schema"), found, expected);
        None
    }

    /// Returns the discriminator that a parameter is, if one of its values is this kind.
    fn discriminator(&self, field: &Field, kind: &str) -> Option<Discriminator> {
        let Type::Enumeration(kinds) = field.ty else {
            return None;
        };
        let variants = self.api.enumerations[kinds].variants.iter();
        let values: HashSet<String> =
            variants.map(|variant| variant.wire.clone()).collect();
        values.contains(kind).then(|| Discriminator {
            wire: field.wire.clone(),
            kinds,
            values,
        })
    }

    /// Notes lists of values other than text, which are only read from JSON.
    pub(super) fn check_lists(&mut self, model: ModelId) {
        for field in &self.api.models[model].fields {
            let Type::Array(element) = &field.ty else {
                continue;
            };
            let is_number = matches!(
                **element,
                Type::Boolean
                    | Type::Integer
                    | Type::Number
                    | Type::Timestamp
                    | Type::Date
            );
            if is_number {
                self.diagnostics.push(
                    Diagnostic::note(
                        field.pointer.clone(),
                        format!(
                            "the list `{}` of an event is only read from JSON",
                            field.wire
                        ),
                    )
                    .expected("a list of strings, for repeated parameters")
                    .help("declare the elements as strings in the document or in an overlay; the values are in the field `other` otherwise"),
                );
            }
        }
    }

    /// Returns the lists whose values are separated by commas.
    pub(super) fn separated(
        &mut self,
        media: &MediaType,
        model: ModelId,
        pointer: &Pointer,
    ) -> Vec<String> {
        let pointer = pointer.join("encoding");
        let fields = self.api.models[model].fields.iter();
        let lists: HashSet<String> = fields
            .filter(|field| matches!(field.ty, Type::Array(_)))
            .map(|field| field.wire.clone())
            .collect();
        let mut separated = Vec::new();
        for (name, encoding) in &media.encoding {
            // `openapiv3` reads a missing `explode` as `false`, so only one beside `style` counts.
            let is_separated =
                encoding.style == Some(QueryStyle::Form) && !encoding.explode;
            let is_unusual = |style: &QueryStyle| *style != QueryStyle::Form;
            if is_separated && lists.contains(name) {
                separated.push(name.clone());
            } else if encoding.style.as_ref().is_some_and(is_unusual) {
                self.note_callback(
                    &pointer.join(name),
                    format!("the style of the parameter `{name}` is not supported"),
                    "style `form`",
                );
            }
        }
        separated
    }
}
