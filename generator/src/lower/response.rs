//! The bodies of responses.

use openapiv3::{
    MediaType, ReferenceOr, Response as Source, SchemaKind, StringFormat,
    Type as SchemaType, VariantOrUnknownOrEmpty,
};

use super::Lowering;
use super::media_type::{JSON, is_text, json_entry, ranges};
use super::naming::words;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ResponseBody, Type};

impl<'a> Lowering<'a> {
    /// Lowers the body of a response: JSON if there is any, or else text or bytes.
    pub(super) fn response_body(
        &mut self,
        response: &'a Source,
        pointer: &Pointer,
        operation_id: &str,
    ) -> ResponseBody {
        let pointer = pointer.join("content");
        if let Some((key, media)) = json_entry(&response.content) {
            self.note_others(response, key, &pointer);
            let body = self.json(media, &pointer.join(key), operation_id);
            return ResponseBody::Value(body);
        }
        if response.content.is_empty() {
            return ResponseBody::Empty;
        }
        let mut is_text = true;
        for (key, media) in &response.content {
            is_text &= self::is_text(key) && !self.is_binary(media);
            if !self.is_string(media) {
                let consequence = "the body is returned as received";
                let pointer = || pointer.join(key).join("schema");
                self.ignored.add(("schema", "Media Type Object"), consequence, pointer);
            }
        }
        let accepted = ranges(response.content.keys());
        if is_text {
            ResponseBody::Text(accepted)
        } else {
            ResponseBody::Bytes(accepted)
        }
    }

    fn json(
        &mut self,
        media: &'a MediaType,
        pointer: &Pointer,
        operation_id: &str,
    ) -> Type {
        let Some(schema) = &media.schema else {
            self.diagnostics.push(
                Diagnostic::warning(pointer.clone(), "the JSON response has no schema")
                    .expected("a schema")
                    .help("declare the schema in the document or in an overlay; callers get a JSON value otherwise"),
            );
            return Type::Json;
        };
        let hint = Hint {
            owner: words(operation_id),
            role: "response".to_owned(),
        };
        self.part(SchemaUse::from(schema), &pointer.join("schema"), &hint)
    }

    /// Notes the media types that the crate does not request.
    fn note_others(&mut self, response: &Source, chosen: &str, pointer: &Pointer) {
        for key in response.content.keys().filter(|key| *key != chosen) {
            let found = format!(
                "the media type `{key}` is ignored: the request is for `{JSON}`"
            );
            self.diagnostics
                .push(Diagnostic::note(pointer.join(key), found).about_name());
        }
    }

    /// Returns `true` if a body has no schema, or one of a string.
    fn is_string(&mut self, media: &'a MediaType) -> bool {
        media.schema.is_none() || self.string_format(media).is_some()
    }

    /// Returns `true` if a body is a string with `format: binary`.
    fn is_binary(&mut self, media: &'a MediaType) -> bool {
        let binary = VariantOrUnknownOrEmpty::Item(StringFormat::Binary);
        self.string_format(media) == Some(&binary)
    }

    fn string_format(
        &mut self,
        media: &'a MediaType,
    ) -> Option<&'a VariantOrUnknownOrEmpty<StringFormat>> {
        let schema: &ReferenceOr<_> = media.schema.as_ref()?;
        match &self.schema_of(SchemaUse::from(schema))?.schema_kind {
            SchemaKind::Type(SchemaType::String(string)) => Some(&string.format),
            _ => None,
        }
    }
}
