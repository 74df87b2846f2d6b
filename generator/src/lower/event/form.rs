//! Forms of events.

use std::collections::HashSet;

use openapiv3::{MediaType, Operation as Source, QueryStyle, ReferenceOr};

use super::known::{Discriminator, Known};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Field, ModelId, Type};
use crate::lower::Lowering;
use crate::lower::media_type::{self, FORM};
use crate::lower::naming::words;
use crate::lower::schema::SchemaUse;

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
        let form = media_type::entry(content, FORM);
        let used = form.map(|(key, _)| key);
        let others: Vec<&str> = content
            .keys()
            .map(String::as_str)
            .filter(|key| Some(*key) != used)
            .collect();
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
        form.map(|(key, form)| (form, pointer.join(key)))
    }

    /// Adds the model of an event's parameters, which is its own even if others use the same schema.
    pub(super) fn parameters_of(
        &mut self,
        kind: &str,
        media: &'a MediaType,
        pointer: &Pointer,
    ) -> Option<ModelId> {
        let pointer = pointer.join("schema");
        let (pointer, found) = match media.schema.as_ref() {
            Some(schema) => {
                let model =
                    self.own_model(SchemaUse::from(schema), words(kind), &pointer);
                match model {
                    Ok(model) => return Some(model),
                    Err(reason) => (reason.pointer, reason.found),
                }
            }
            None => (pointer, "has no schema".to_owned()),
        };
        self.note_callback(
            &pointer,
            format!("the form of the callback {found}"),
            "an object whose properties are the parameters",
        );
        None
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
            let is_value = element.is_plain() && **element != Type::Json;
            if is_value && !element.is_text() {
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
            let is_form =
                encoding.style.as_ref().is_none_or(|style| *style == QueryStyle::Form);
            let is_separated = is_form && !encoding.explode;
            if is_separated && lists.contains(name) {
                separated.push(name.clone());
            } else if !is_form {
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
