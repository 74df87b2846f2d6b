//! Reports of schemas that cannot be lowered.

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Type;

impl Lowering<'_> {
    /// Warns about an unsupported schema, which becomes a JSON value.
    pub(super) fn unsupported(&mut self, found: &str, pointer: &Pointer) -> Type {
        self.diagnostics.push(
            Diagnostic::warning(pointer.clone(), found)
                .expected("a scalar, an array, an object with properties, or `allOf` with one schema")
                .help("declare a type in an overlay; callers get a JSON value otherwise"),
        );
        Type::Json
    }

    /// Reports a reference whose target is missing.
    pub(super) fn unresolved(&mut self, pointer: &Pointer) {
        self.diagnostics.push(
            Diagnostic::error(pointer.clone(), "the reference cannot be resolved")
                .expected("a reference to a component of this document")
                .help("correct the `$ref`"),
        );
    }

    /// Notes a part of a callback that the crate does not have.
    pub(super) fn note_callback(
        &mut self,
        pointer: &Pointer,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.diagnostics.push(
            Diagnostic::note(pointer.clone(), found)
                .expected(expected)
                .help("correct it in the document or in an overlay; the crate has no event for it otherwise"),
        );
    }
}
