//! Responses to events.

use openapiv3::{MediaType, Operation as Source, ReferenceOr, StatusCode};

use super::known::Known;
use crate::diagnostics::Pointer;
use crate::ir::{ModelId, Reply};
use crate::lower::Lowering;
use crate::lower::media_type::{self, JSON};
use crate::lower::naming::{explicit_name, words};
use crate::lower::schema::SchemaUse;

impl<'a> Lowering<'a> {
    /// Returns what the response to an event decides.
    pub(super) fn reply(
        &mut self,
        kind: &str,
        source: &'a Source,
        pointer: &Pointer,
        known: &mut Known<'a>,
    ) -> Option<Reply> {
        let pointer = pointer.join("responses");
        let (mut model, mut can_reject) = (None, false);
        for (status, response) in &source.responses.responses {
            match status {
                StatusCode::Code(400..600) | StatusCode::Range(4 | 5) => {
                    can_reject = true;
                }
                StatusCode::Code(200..300) | StatusCode::Range(2) => {
                    let pointer = pointer.join(&status.to_string());
                    let ReferenceOr::Item(response) = response else {
                        self.unresolved(&pointer);
                        continue;
                    };
                    let content = &response.content;
                    if let Some((key, media)) = media_type::json_entry(content) {
                        let pointer = pointer.join("content").join(key);
                        model = model
                            .or_else(|| self.reply_model(kind, media, &pointer, known));
                    } else if !content.is_empty() {
                        self.note_callback(
                            &pointer.join("content"),
                            "the content type of the response to a callback is not supported",
                            format!("`{JSON}`"),
                        );
                    }
                }
                _ => {}
            }
        }
        (model.is_some() || can_reject).then_some(Reply { model, can_reject })
    }

    fn reply_model(
        &mut self,
        kind: &str,
        media: &'a MediaType,
        pointer: &Pointer,
        known: &mut Known<'a>,
    ) -> Option<ModelId> {
        let schema = SchemaUse::from(media.schema.as_ref()?);
        let pointer = pointer.join("schema");
        let SchemaUse::Named(name) = schema else {
            let name = words(&format!("{kind}_reply"));
            return self.reply_of(schema, name, &pointer);
        };
        let name = self.resolve_alias(name);
        if let Some(model) = known.replies.get(name) {
            return Some(*model);
        }
        let role = name.rsplit('.').next().unwrap_or(name);
        let model = self.reply_of(schema, words(role), &pointer)?;
        let component = self.component(name)?;
        let explicit_name = explicit_name(&component.schema_data.extensions);
        let root = Pointer::root().join("components").join("schemas");
        self.api.models[model].explicit_name =
            self.check_length(explicit_name, &root.join(name).join("x-name"));
        known.replies.insert(name, model);
        Some(model)
    }

    fn reply_of(
        &mut self,
        schema: SchemaUse<'a>,
        name: String,
        pointer: &Pointer,
    ) -> Option<ModelId> {
        match self.own_model(schema, name, pointer) {
            Ok(model) => Some(model),
            Err(reason) => {
                self.note_callback(
                    &reason.pointer,
                    format!("the response to a callback {}", reason.found),
                    "an object whose properties the response may change",
                );
                None
            }
        }
    }
}
