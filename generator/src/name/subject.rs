//! What is given a name: where it stands in the document, and how the document can give it another.

use crate::diagnostics::{Diagnostic, Pointer};

/// Something that is given a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pointer: &'a Pointer,
    /// The value of a set, which has no place of its own.
    value: Option<&'a str>,
    help: Option<&'static str>,
}

impl<'a> Subject<'a> {
    /// Creates a subject of a model, a set of values, a field, a parameter or a resource.
    pub(super) fn declared(pointer: &'a Pointer) -> Self {
        Self {
            pointer,
            value: None,
            help: Some("give it another by `x-name` in an overlay"),
        }
    }

    /// Creates a subject that is called by its operation.
    pub(super) fn operation(pointer: &'a Pointer) -> Self {
        Self {
            help: Some("give the operation another `operationId` by an overlay"),
            ..Self::declared(pointer)
        }
    }

    /// Creates a subject of a value of the set at that place.
    pub(super) fn value(set: &'a Pointer, value: &'a str) -> Self {
        Self {
            value: Some(value),
            help: Some("name the value by `x-enum-names` of the schema in an overlay"),
            ..Self::declared(set)
        }
    }

    /// Creates a subject of a kind of SID, which stands in many places.
    pub(super) fn sid(root: &'a Pointer) -> Self {
        Self {
            help: None,
            ..Self::declared(root)
        }
    }

    /// Creates a note on the name of the subject.
    pub(super) fn note(self, name: &str, is: &str) -> Diagnostic {
        let found = match self.value {
            Some(value) => format!("the name `{name}` of the value {value:?} {is}"),
            None => format!("the name `{name}` {is}"),
        };
        let note = Diagnostic::note(self.pointer.clone(), found);
        match self.help {
            Some(help) => note.help(help),
            None => note,
        }
    }
}
