//! A single change.

use serde::{Serialize, Serializer};

use crate::diagnostics::Pointer;
use crate::ir::Type;
use crate::text::markdown::Markdown;
use crate::text::phrase::Phrase;

/// A difference between two APIs that affects callers of the crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its effect on callers.
    pub impact: Impact,
    /// The kind of the change.
    pub kind: ChangeKind,
    /// The kind of the changed item.
    pub item: Item,
    /// The Rust path without the crate: the new one, or the old one of a removed item.
    pub path: String,
    /// The `operationId`s of the affected operations; empty if there are many.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// The pointer in the old document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_pointer: Option<Pointer>,
    /// The pointer in the new document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_pointer: Option<Pointer>,
    /// The old name, type or limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The new name, type or limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Details in words, without a full stop. Serialized as Markdown.
    #[serde(serialize_with = "as_markdown")]
    pub note: Phrase,
}

/// The effect of a change on callers, in order of severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// Code may no longer compile, or sends its requests and credentials to another server.
    Breaking,
    /// Code still compiles, but the crate behaves differently.
    Behavior,
    /// Code still compiles, and new code can do more.
    Additive,
    /// Only documentation changes.
    Documentation,
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The item was removed.
    Removed,
    /// The Rust name changed.
    Renamed,
    /// The item is accessed by different calls.
    Moved,
    /// Types shared by several scopes or enums became separate types.
    Split,
    /// Separate types became one.
    Merged,
    /// The Rust type changed.
    Retyped,
    /// A setter became an argument.
    NowRequired,
    /// An argument became a setter.
    NowOptional,
    /// The item may be null.
    NowNullable,
    /// The item may no longer be null.
    NoLongerNullable,
    /// The order of the arguments of a method changed.
    Reordered,
    /// The item was added.
    Added,
    /// The wire format changed, but the Rust API did not.
    Wire,
    /// The `operationId`, which errors and telemetry contain, changed.
    OperationId,
    /// The item became deprecated.
    Deprecated,
    /// The item is no longer deprecated.
    NoLongerDeprecated,
    /// A default or a limit changed.
    Limit,
    /// `Debug` starts or stops redacting the item.
    Redaction,
    /// The documentation changed.
    Documentation,
}

/// A kind of item in the public API of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// The client, or the crate as a whole.
    Client,
    /// The module of a document.
    Module,
    /// The module of a resource.
    Resource,
    /// A method that returns a handle.
    Accessor,
    /// A method that starts a request.
    Operation,
    /// A required parameter: an argument of the method that starts the request.
    Argument,
    /// An optional parameter: a method of the request.
    Setter,
    /// A handle or a request.
    Type,
    /// A struct that a response is deserialized into.
    Struct,
    /// A field of a struct.
    Field,
    /// An enum.
    Enum,
    /// A variant of an enum.
    Variant,
    /// A kind of SID.
    Sid,
    /// An event.
    Event,
    /// The method of an event that creates the reply to it.
    Reply,
    /// A code of errors.
    ErrorCode,
}

impl Change {
    /// Creates a change without details.
    pub(super) fn new(
        kind: ChangeKind,
        impact: Impact,
        item: Item,
        path: impl Into<String>,
    ) -> Self {
        Self {
            impact,
            kind,
            item,
            path: path.into(),
            operations: Vec::new(),
            old_pointer: None,
            new_pointer: None,
            old: None,
            new: None,
            note: Phrase::new(),
        }
    }

    /// Sets the details.
    pub(super) fn note(mut self, note: impl Into<Phrase>) -> Self {
        self.note = note.into();
        self
    }

    /// Sets the old and the new value.
    pub(super) fn replaced(
        mut self,
        old: impl Into<String>,
        new: impl Into<String>,
    ) -> Self {
        self.old = Some(old.into());
        self.new = Some(new.into());
        self
    }

    /// Sets the pointer in the old document.
    pub(super) fn at_old(mut self, pointer: &Pointer) -> Self {
        self.old_pointer = Some(pointer.clone());
        self
    }

    /// Sets the pointer in the new document.
    pub(super) fn at_new(mut self, pointer: &Pointer) -> Self {
        self.new_pointer = Some(pointer.clone());
        self
    }

    /// Sets the affected operations.
    pub(super) fn in_operations<'o>(
        mut self,
        ids: impl IntoIterator<Item = &'o String>,
    ) -> Self {
        self.operations = ids.into_iter().cloned().collect();
        self
    }
}

impl Impact {
    /// Returns the word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Behavior => "behavior",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
        }
    }
}

impl ChangeKind {
    /// Returns the word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Retyped => "type changed",
            Self::NowRequired => "now required",
            Self::NowOptional => "now optional",
            Self::NowNullable => "now nullable",
            Self::NoLongerNullable => "no longer nullable",
            Self::Reordered => "reordered",
            Self::Added => "added",
            Self::Wire => "wire format changed",
            Self::OperationId => "operationId changed",
            Self::Deprecated => "deprecated",
            Self::NoLongerDeprecated => "no longer deprecated",
            Self::Limit => "limit changed",
            Self::Redaction => "redaction changed",
            Self::Documentation => "documentation changed",
        }
    }
}

impl Item {
    /// Returns the word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Module => "module",
            Self::Resource => "resource",
            Self::Accessor => "accessor",
            Self::Operation => "operation",
            Self::Argument => "argument",
            Self::Setter => "setter",
            Self::Type => "type",
            Self::Struct => "struct",
            Self::Field => "field",
            Self::Enum => "enum",
            Self::Variant => "value",
            Self::Sid => "SID",
            Self::Event => "event",
            Self::Reply => "reply",
            Self::ErrorCode => "error code",
        }
    }
}

fn as_markdown<S: Serializer>(note: &Phrase, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&Markdown::new().phrase(note))
}

/// Builds a note of the form "new instead of old".
pub(super) fn instead(
    words: &'static str,
    new: impl std::fmt::Display,
    old: impl std::fmt::Display,
) -> Phrase {
    Phrase::from(words).code(new).words(" instead of ").code(old)
}

/// Builds a note about a type that was replaced by another one, which may have taken over its name.
pub(super) fn other_type(words: &'static str, new: &str, old: &str) -> Phrase {
    if new == old {
        Phrase::new().code(new).words(" is now the name of another type")
    } else {
        instead(words, new, old)
    }
}

/// Returns `true` if callers notice that a type was replaced: the Rust types differ, or at least what they declare.
pub(super) fn is_noticeable(ty: &Type, before: &str, after: &str) -> bool {
    before != after || !ty.innermost().is_plain()
}

/// Sorts changes by impact and path and removes duplicates.
pub(in crate::changes) fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by(|one, other| {
        let key = |change: &Change| (change.impact, change.path.clone(), change.item);
        (key(one), one.kind, &one.note, &one.operations).cmp(&(
            key(other),
            other.kind,
            &other.note,
            &other.operations,
        ))
    });
    changes.dedup();
    changes
}
