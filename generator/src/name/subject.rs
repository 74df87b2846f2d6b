//! Named items, for diagnostics about their names.

use crate::diagnostics::{Diagnostic, Pointer};

/// An item that is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pointer: &'a Pointer,
    /// The value of an enum, which has no pointer of its own.
    value: Option<&'a str>,
    help: Option<&'static str>,
}

impl<'a> Subject<'a> {
    /// Creates a subject for a model, an enum, a field, a parameter or a resource.
    pub(super) fn declared(pointer: &'a Pointer) -> Self {
        Self {
            pointer,
            value: None,
            help: Some("set `x-name` in an overlay to choose another name"),
        }
    }

    /// Creates a subject that is named after its operation.
    pub(super) fn operation(pointer: &'a Pointer) -> Self {
        Self {
            help: Some("set another `operationId` in an overlay"),
            ..Self::declared(pointer)
        }
    }

    /// Creates a subject for an argument of a path, which callers pass by position.
    pub(super) fn argument(pointer: &'a Pointer) -> Self {
        Self {
            help: None,
            ..Self::declared(pointer)
        }
    }

    /// Creates a subject for a value of an enum.
    pub(super) fn value(set: &'a Pointer, value: &'a str) -> Self {
        Self {
            value: Some(value),
            help: Some("set `x-enum-names` of the schema in an overlay"),
            ..Self::declared(set)
        }
    }

    /// Creates a subject for a kind of SID, which has many pointers.
    pub(super) fn sid(root: &'a Pointer) -> Self {
        Self {
            help: None,
            ..Self::declared(root)
        }
    }

    /// Creates a note on the name of the subject.
    pub(super) fn note(self, name: &str, fault: &str) -> Diagnostic {
        let found = match self.value {
            Some(value) => format!("the name `{name}` of the value {value:?} {fault}"),
            None => format!("the name `{name}` {fault}"),
        };
        let note = Diagnostic::note(self.pointer.clone(), found);
        match self.help {
            Some(help) => note.help(help),
            None => note,
        }
    }
}
