//! One change.

use serde::{Serialize, Serializer};

use crate::diagnostics::Pointer;
use crate::text::markdown::Markdown;
use crate::text::phrase::Phrase;

/// One difference between two APIs, as a caller of the crate meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it means to a caller.
    pub impact: Impact,
    /// What happened.
    pub what: What,
    /// To what kind of thing.
    pub item: Item,
    /// The Rust path without the crate: the new one, or the old one of what is gone.
    pub path: String,
    /// The operations it is about, by `operationId`; none where many share it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// Where the old document declares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_pointer: Option<Pointer>,
    /// Where the new document declares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_pointer: Option<Pointer>,
    /// What stood there: a name, a type, a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// The change in words, without a full stop; markdown in JSON.
    #[serde(serialize_with = "as_markdown")]
    pub note: Phrase,
}

/// What a change means to callers, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// Code that compiled may not compile any more, or its requests and credentials go to another server.
    Breaking,
    /// All code compiles as before, but the crate does something else than before.
    Behaviour,
    /// All code compiles as before, and new code can do more.
    Additive,
    /// Only what is said of the crate changes.
    Documentation,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is gone.
    Removed,
    /// It has another Rust name.
    Renamed,
    /// It is reached by other calls.
    Moved,
    /// One set of types that served several scopes or sets of values is now several.
    Split,
    /// Several sets of types are now one.
    Merged,
    /// It has another Rust type.
    Retyped,
    /// It has become an argument.
    NowRequired,
    /// It has become a setter.
    NowOptional,
    /// It can be null.
    NowNullable,
    /// It cannot be null any more.
    NoLongerNullable,
    /// The arguments of a method stand in another order.
    Reordered,
    /// It is new.
    Added,
    /// It reads as before in Rust but is another thing on the wire.
    Sent,
    /// A default or a limit is another.
    Limit,
    /// `Debug` shows or hides it where it did not.
    Secrecy,
    /// It is described differently.
    Documentation,
}

/// A kind of thing that the crate offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// The client, or the crate as a whole.
    Client,
    /// A module with all that belongs to one resource.
    Resource,
    /// A method that leads to a handle.
    Accessor,
    /// A method that starts a request.
    Operation,
    /// A required parameter, an argument of the method that starts the request.
    Argument,
    /// An optional parameter, a method of the request.
    Setter,
    /// A handle or a request.
    Type,
    /// What an answer decodes to.
    Struct,
    /// A field of a struct.
    Field,
    /// A set of values.
    Enum,
    /// One of its values.
    Variant,
    /// A kind of SID.
    Sid,
    /// A code of errors.
    ErrorCode,
}

impl Change {
    /// A change that nothing more is known of yet.
    pub(super) fn new(
        what: What,
        impact: Impact,
        item: Item,
        path: impl Into<String>,
    ) -> Self {
        Self {
            impact,
            what,
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

    /// Says it in words.
    pub(super) fn note(mut self, note: impl Into<Phrase>) -> Self {
        self.note = note.into();
        self
    }

    /// Says what stood there and what stands there.
    pub(super) fn replaced(
        mut self,
        old: impl Into<String>,
        new: impl Into<String>,
    ) -> Self {
        self.old = Some(old.into());
        self.new = Some(new.into());
        self
    }

    /// Names the place in the old document.
    pub(super) fn at_old(mut self, pointer: &Pointer) -> Self {
        self.old_pointer = Some(pointer.clone());
        self
    }

    /// Names the place in the new document.
    pub(super) fn at_new(mut self, pointer: &Pointer) -> Self {
        self.new_pointer = Some(pointer.clone());
        self
    }

    /// Names the operations.
    pub(super) fn in_operations<'o>(
        mut self,
        ids: impl IntoIterator<Item = &'o String>,
    ) -> Self {
        self.operations = ids.into_iter().cloned().collect();
        self
    }
}

impl Impact {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Behaviour => "behaviour",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
        }
    }
}

impl What {
    /// The word that reports use.
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
            Self::Sent => "wire changed",
            Self::Limit => "limit changed",
            Self::Secrecy => "secrecy changed",
            Self::Documentation => "described anew",
        }
    }
}

impl Item {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
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
            Self::ErrorCode => "error code",
        }
    }
}

fn as_markdown<S: Serializer>(note: &Phrase, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&Markdown::new().phrase(note))
}

/// That one thing is in the place of another.
pub(super) fn instead(
    words: &'static str,
    new: impl std::fmt::Display,
    old: impl std::fmt::Display,
) -> Phrase {
    Phrase::from(words).code(new).words(" instead of ").code(old)
}

/// By impact and place, each once. What changes otherwise is not also told to be described anew.
pub(super) fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    let told: std::collections::BTreeSet<(String, Item)> = changes
        .iter()
        .filter(|change| change.what != What::Documentation)
        .map(|change| (change.path.clone(), change.item))
        .collect();
    changes.retain(|change| {
        change.what != What::Documentation
            || !told.contains(&(change.path.clone(), change.item))
    });
    changes.sort_by(|one, other| {
        let key = |change: &Change| (change.impact, change.path.clone(), change.item);
        (key(one), one.what, &one.note, &one.operations).cmp(&(
            key(other),
            other.what,
            &other.note,
            &other.operations,
        ))
    });
    changes.dedup();
    changes
}
