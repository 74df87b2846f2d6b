//! The lock file, `spec/names.lock`: the names that releases of the crate have published.
//!
//! It has a table for each item of the document, by its identity there, with the names that the item has in Rust. Stages
//! before `name` do not use it.

mod read;
mod write;

use std::collections::BTreeMap;

use semver::{Comparator, Op, Version, VersionReq};

use crate::diagnostics::{Diagnostics, Pointer};
use crate::input::source::SourceText;

/// The published names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The first version of the crate with these names.
    pub version: Option<Version>,
    /// The items that have a table, by kind and identity.
    pub items: BTreeMap<Kind, BTreeMap<String, Entry>>,
    /// The types of SIDs, by prefix.
    pub sids: BTreeMap<String, String>,
    /// The constants of error codes, by number.
    pub error_codes: BTreeMap<String, String>,
}

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An enum, with its variants.
    Enumeration,
    /// A model, with its fields.
    Model,
    /// An operation, with its parameters.
    Operation,
    /// A resource.
    Resource,
}

/// The names of an item. Keywords are not escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Further identities of the item: those of its twins.
    pub also: Vec<String>,
    /// Its names, by role.
    pub names: BTreeMap<&'static str, String>,
    /// The names of its members, by their identities.
    pub members: BTreeMap<String, String>,
    /// The identities of the required parameters of an operation, in the order of its arguments; the names of the fields that
    /// the constructor of a model takes.
    pub arguments: Vec<String>,
}

/// A lock file, and the crate that it is used for.
#[derive(Debug, Default)]
pub struct LockFile {
    /// The contents; empty if there is no such file.
    pub lock: Lock,
    /// The version of the crate that is generated.
    pub version: Option<Version>,
    /// `true` if it is noted that all names are those of another document.
    pub is_of_document: bool,
    text: Option<SourceText>,
}

/// The form of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `snake_case`.
    Snake,
    /// `UpperCamelCase`.
    Type,
    /// `SHOUTY_SNAKE_CASE`.
    Constant,
    /// `snake_case`, or `UpperCamelCase` of a variant of a union.
    Field,
    /// A module and a type in it.
    Path,
}

/// A role of a name, and its form.
type Role = (&'static str, Form);

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] =
        [Self::Enumeration, Self::Model, Self::Operation, Self::Resource];

    /// Returns the name of the table.
    fn table(self) -> &'static str {
        match self {
            Self::Enumeration => "enum",
            Self::Model => "model",
            Self::Operation => "operation",
            Self::Resource => "resource",
        }
    }

    /// Returns the word for an item in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enumeration => "enum",
            Self::Model => "struct",
            Self::Operation => "operation",
            Self::Resource => "resource",
        }
    }

    fn roles(self) -> &'static [Role] {
        match self {
            Self::Enumeration | Self::Model => &[("type", Form::Path)],
            Self::Operation => &[("builder", Form::Path), ("method", Form::Snake)],
            Self::Resource => &[
                ("title", Form::Type),
                ("module", Form::Snake),
                ("collection", Form::Type),
                ("instance", Form::Type),
                ("accessor", Form::Snake),
                ("instance-accessor", Form::Snake),
            ],
        }
    }

    /// Returns the table of the members, and the form of their names.
    fn members(self) -> Option<Role> {
        match self {
            Self::Enumeration => Some(("variants", Form::Type)),
            Self::Model => Some(("fields", Form::Field)),
            Self::Operation => Some(("parameters", Form::Snake)),
            Self::Resource => None,
        }
    }

    /// Returns the pointer to the table of an item in the lock file.
    pub fn pointer(self, identity: &str) -> Pointer {
        Pointer::root().join(self.table()).join(identity)
    }

    /// Returns the pointer to a member of an item in the lock file.
    pub fn member_pointer(self, identity: &str, member: &str) -> Pointer {
        let table = self.members().map_or("", |(table, _)| table);
        self.pointer(identity).join(table).join(member)
    }
}

impl Lock {
    /// Returns the items of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&str, &Entry)> {
        let items = self.items.get(&kind).into_iter().flatten();
        items.map(|(identity, entry)| (identity.as_str(), entry))
    }

    /// Creates a lock without names.
    pub const fn empty() -> Self {
        Self {
            version: None,
            items: BTreeMap::new(),
            sids: BTreeMap::new(),
            error_codes: BTreeMap::new(),
        }
    }

    /// Returns the entry of an item with its identity.
    pub fn find(&self, kind: Kind, identity: &str) -> Option<(&str, &Entry)> {
        let found = self.items.get(&kind)?.get_key_value(identity);
        found.map(|(identity, entry)| (identity.as_str(), entry))
    }
}

impl Entry {
    /// Returns the name in a role.
    pub fn name(&self, role: &str) -> Option<&str> {
        self.names.get(role).map(String::as_str)
    }

    /// Returns the module and the name of a type in a role.
    pub fn path(&self, role: &str) -> Option<(&str, &str)> {
        self.name(role)?.split_once("::")
    }
}

impl LockFile {
    /// Wraps names that are not in a file.
    pub fn in_memory(lock: Lock, version: Option<Version>) -> Self {
        Self {
            lock,
            version,
            is_of_document: true,
            text: None,
        }
    }

    /// Returns `true` if the crate's version allows names to change: if Cargo does not consider it compatible with the
    /// version that published them.
    pub fn allows_changes(&self) -> bool {
        let (Some(published), Some(version)) = (&self.lock.version, &self.version)
        else {
            return false;
        };
        let compatible = VersionReq {
            comparators: vec![Comparator {
                op: Op::Caret,
                major: published.major,
                minor: Some(published.minor),
                patch: Some(published.patch),
                pre: published.pre.clone(),
            }],
        };
        version > published && !compatible.matches(version)
    }

    /// Sets the file and the location of diagnostics about the lock file.
    pub fn located(&self, problems: Diagnostics) -> Diagnostics {
        match &self.text {
            Some(text) => text.located(problems),
            None => problems,
        }
    }
}
