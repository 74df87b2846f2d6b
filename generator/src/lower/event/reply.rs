//! Responses to events.

use indexmap::map::Entry;
use openapiv3::{MediaType, Operation as Source, ReferenceOr, StatusCode};

use super::known::Known;
use crate::diagnostics::Pointer;
use crate::ir::{ModelId, Reply};
use crate::lower::Lowering;
use crate::lower::naming::{explicit_name, words};
use crate::lower::schema::SchemaUse;

const JSON: &str = "application/json";

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
                    if let Some(media) = content.get(JSON) {
                        let pointer = pointer.join("content").join(JSON);
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
        let SchemaUse::Named(name) = schema else {
            return self.own_model(schema, words(&format!("{kind}_reply")), pointer);
        };
        let name = self.resolve_alias(name);
        let known = match known.replies.entry(name) {
            Entry::Occupied(known) => return Some(*known.get()),
            Entry::Vacant(vacant) => vacant,
        };
        let role = name.rsplit('.').next().unwrap_or(name);
        let model = self.own_model(schema, words(role), pointer)?;
        let component = self.component(name)?;
        let explicit_name = explicit_name(&component.schema_data.extensions);
        let root = Pointer::root().join("components").join("schemas");
        self.api.models[model].explicit_name =
            self.check_length(explicit_name, &root.join(name).join("x-name"));
        Some(*known.insert(model))
    }
}
