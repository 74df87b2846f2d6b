//! The codes of errors, which `x-error-codes` of the document declares.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::ErrorCode;

/// The extension of the document that holds them.
const EXTENSION: &str = "x-error-codes";

/// Documentation of an error code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: u32,
    description: String,
    #[serde(default)]
    cause: String,
    #[serde(default)]
    remedy: String,
    url: Option<String>,
}

impl Lowering<'_> {
    /// Reads the codes of errors, in the order of the document.
    pub(super) fn error_codes(&mut self) {
        let Some(declared) = self.openapi.extensions.get(EXTENSION) else {
            return;
        };
        let pointer = Pointer::root().join(EXTENSION);
        let Value::Object(entries) = declared else {
            self.malformed_error_code(pointer, "the error codes are not an object");
            return;
        };
        let mut names: HashMap<u32, &str> = HashMap::new();
        for (name, value) in entries {
            let pointer = pointer.join(name);
            let entry = match Entry::deserialize(value) {
                Ok(entry) => entry,
                Err(error) => {
                    let found = format!("the error code `{name}` is malformed: {error}");
                    self.malformed_error_code(pointer, found);
                    continue;
                }
            };
            if let Some(other) = names.insert(entry.code, name) {
                let found = format!(
                    "duplicate error code {}, already used by `{other}`",
                    entry.code
                );
                self.malformed_error_code(pointer.join("code"), found);
                continue;
            }
            let Some(name) = self.check_length(Some(name), &pointer) else {
                continue;
            };
            self.api.error_codes.push(ErrorCode {
                pointer,
                name: name.to_owned(),
                code: entry.code,
                description: entry.description,
                cause: entry.cause,
                remedy: entry.remedy,
                page: entry.url,
            });
        }
    }

    fn malformed_error_code(&mut self, pointer: Pointer, found: impl Into<String>) {
        self.diagnostics.push(
            Diagnostic::error(pointer, found.into())
                .expected(
                    "names of objects with a unique `code`, a `description`, and optionally a `cause`, a \
                     `remedy` and a `url`",
                )
                .help("correct it in the document or in an overlay"),
        );
    }
}
