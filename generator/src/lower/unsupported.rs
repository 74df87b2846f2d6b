//! Reports of schemas that cannot be lowered.

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Type;

/// A schema that becomes a JSON value.
pub(super) struct Untyped {
    pub(super) pointer: Pointer,
    pub(super) found: String,
    pub(super) expected: &'static str,
    pub(super) help: &'static str,
    /// `true` if the document does not give the schema a type.
    pub(super) is_free: bool,
}

impl Lowering<'_> {
    /// Warns about an unsupported schema, which becomes a JSON value.
    pub(super) fn unsupported(&mut self, found: &str, pointer: &Pointer) -> Type {
        self.json_value(found, pointer, false)
    }

    /// Notes a schema to which the document gives no type, so that it becomes a JSON value.
    pub(super) fn free(&mut self, found: &str, pointer: &Pointer) -> Type {
        self.json_value(found, pointer, true)
    }

    fn json_value(&mut self, found: &str, pointer: &Pointer, is_free: bool) -> Type {
        self.untyped.push(Untyped {
            pointer: pointer.clone(),
            found: found.to_owned(),
            expected: "a scalar, an array, an object with properties, or `allOf` with one schema",
            help: "declare a type in an overlay; callers get a JSON value otherwise",
            is_free,
        });
        Type::Json
    }

    /// Returns why the type of a parameter is not known, in place of the messages since `known` of them: there is no JSON
    /// value if the parameter is refused or sent as text.
    pub(super) fn take_untyped(&mut self, known: usize) -> Option<Untyped> {
        self.untyped.drain(known..).next()
    }

    /// Removes the warnings within a schema since `known` of them, since its type has no effect.
    pub(super) fn ignore_untyped(&mut self, known: usize, within: &Pointer) {
        let since = self.untyped.split_off(known);
        let others = since.into_iter().filter(|it| !it.pointer.is_within(within));
        self.untyped.extend(others);
    }

    /// Reports the schemas that became JSON values.
    pub(super) fn report_untyped(&mut self) {
        for untyped in std::mem::take(&mut self.untyped) {
            let severity = if untyped.is_free {
                Diagnostic::note
            } else {
                Diagnostic::warning
            };
            self.diagnostics.push(
                severity(untyped.pointer, untyped.found)
                    .expected(untyped.expected)
                    .help(untyped.help),
            );
        }
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
