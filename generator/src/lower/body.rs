//! Request bodies.

use openapiv3::{Operation as Source, ReferenceOr, RequestBody};

use super::Lowering;
use super::media_type::{self, FORM, JSON};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{BodyEncoding, Parameter};

impl<'a> Lowering<'a> {
    /// Adds the fields of a form, or the members of a JSON object, to the parameters. Returns the encoding of the body, or
    /// `None` if there is none.
    pub(super) fn body(
        &mut self,
        source: &'a Source,
        (method, operation_id): (&str, &str),
        pointer: &Pointer,
        parameters: &mut Vec<Parameter>,
    ) -> Option<BodyEncoding> {
        let pointer = pointer.join("requestBody");
        let ReferenceOr::Item(body) = source.request_body.as_ref()? else {
            self.unresolved(&pointer);
            return None;
        };
        if !matches!(method, "post" | "put" | "patch") {
            self.ignore_body(method, pointer);
            return None;
        }
        let pointer = pointer.join("content");
        if let Some((key, media)) = media_type::entry(&body.content, FORM) {
            self.note_other_media_types(body, (key, "a form"), &pointer);
            parameters.extend(self.form_fields(media, &pointer.join(key)));
            return Some(BodyEncoding::Form);
        }
        if let Some((key, media)) = media_type::json_entry(&body.content) {
            let media_type = media_type::sent_as(key);
            let sent_as = format!("`{media_type}`");
            self.note_other_media_types(body, (key, &sent_as), &pointer);
            let place = (pointer.join(key), operation_id);
            parameters.extend(self.json_parameters(media, body.required, place));
            return Some(BodyEncoding::Json(media_type.to_owned()));
        }
        self.unsupported_body(body, pointer);
        None
    }

    /// Warns about the body of a method for which HTTP does not define one, which OpenAPI ignores.
    fn ignore_body(&mut self, method: &str, pointer: Pointer) {
        self.diagnostics.push(
            Diagnostic::warning(
                pointer,
                format!("the request body of the method `{method}` is not sent"),
            )
            .expected("a request body only with post, put and patch")
            .help("move the fields to the query, or remove `requestBody`"),
        );
    }

    fn unsupported_body(&mut self, body: &RequestBody, pointer: Pointer) {
        let found: Vec<&str> = body.content.keys().map(String::as_str).collect();
        let found = match found.as_slice() {
            [] => "the request body has no content type".to_owned(),
            [one] => format!("the content type `{one}` is not supported"),
            several => {
                format!("the content types `{}` are not supported", several.join("`, `"))
            }
        };
        self.diagnostics.push(
            Diagnostic::error(pointer, found)
                .expected(format!("`{FORM}` or `{JSON}`"))
                .help("remove the operation in an overlay to generate the rest"),
        );
    }

    /// Notes the descriptions of the body that are not used, since there is another one.
    fn note_other_media_types(
        &mut self,
        body: &RequestBody,
        (used, sent_as): (&str, &str),
        pointer: &Pointer,
    ) {
        for other in body.content.keys().filter(|key| *key != used) {
            self.diagnostics.push(
                Diagnostic::note(
                    pointer.join(other),
                    format!("the request body is sent as {sent_as}, not as `{other}`"),
                )
                .expected(format!("only `{used}`"))
                .help("remove the other content type"),
            );
        }
    }
}
