//! Schemas that no type stands for, which are reported.

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Type;

impl Lowering<'_> {
    pub(super) fn inexpressible(&mut self, found: &str, pointer: &Pointer) -> Type {
        self.diagnostics.push(
            Diagnostic::warning(pointer.clone(), found)
                .expected("a scalar, a list, an object with properties, or `allOf` with one schema")
                .help("callers get a JSON value; describe it by an overlay to give them a type"),
        );
        Type::Json
    }

    pub(super) fn unresolved(&mut self, pointer: &Pointer) {
        self.diagnostics.push(
            Diagnostic::error(
                pointer.clone(),
                "a reference to something that is not there",
            )
            .expected("a reference to a component of this document")
            .help("correct the `$ref`"),
        );
    }
}
