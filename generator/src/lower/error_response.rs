//! The bodies of responses that are errors.

use openapiv3::{Operation as Source, ReferenceOr, StatusCode};

use super::Lowering;
use super::media_type::json_entry;
use super::naming::words;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::Pointer;
use crate::ir::{ErrorResponse, Type};

impl<'a> Lowering<'a> {
    /// Lowers the responses with a status from 300 whose bodies are JSON objects with declared properties.
    pub(super) fn error_responses(
        &mut self,
        source: &'a Source,
        pointer: &Pointer,
        operation_id: &str,
    ) -> Vec<ErrorResponse> {
        let pointer = pointer.join("responses");
        let mut errors = Vec::new();
        for (status, response) in &source.responses.responses {
            let ReferenceOr::Item(response) = response else {
                continue;
            };
            let Some((key, media)) = json_entry(&response.content) else {
                continue;
            };
            let is_error =
                matches!(status, StatusCode::Code(300..) | StatusCode::Range(3..));
            let Some(schema) = media.schema.as_ref().filter(|_| is_error) else {
                continue;
            };
            let status = status.to_string();
            let pointer = pointer.join(&status).join("content").join(key).join("schema");
            let hint = Hint {
                owner: words(operation_id),
                role: "response_error".to_owned(),
            };
            let known = self.untyped.len();
            let ty = self.part(SchemaUse::from(schema), &pointer, &hint);
            if matches!(ty, Type::Model(_)) {
                errors.push(ErrorResponse { status, ty });
            } else {
                self.ignore_untyped(known, &pointer);
            }
        }
        errors
    }
}
