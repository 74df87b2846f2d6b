//! Reads the lock file.

use std::collections::BTreeMap;
use std::io::ErrorKind;

use semver::Version;
use serde_json::{Map, Value};

use super::{Entry, Form, Kind, Lock, LockFile, Role};
use crate::diagnostics::{
    Diagnostic, Diagnostics, Failure, Pointer, Problems, Severity,
};
use crate::input::document::{LockSource, Source};
use crate::input::shape::Shape::{Is, List, Map as MapOf, Text};
use crate::input::shape::{self, Object, optional, required};
use crate::input::source::{Format, MAX_BYTES, SourceText, decode, read_regular};

const HELP: &str = "restore the file from version control; after a merge conflict, take either side and run the generator";

/// Maximum length of a name in characters.
const MAX_LENGTH: usize = 200;

static LOCK: Object = Object::new(
    "lock file",
    &[
        required("version", Text),
        optional("resource", MapOf(&Is(&RESOURCE))),
        optional("operation", MapOf(&Is(&OPERATION))),
        optional("model", MapOf(&Is(&MODEL))),
        optional("enum", MapOf(&Is(&ENUMERATION))),
        optional("sid", MapOf(&Text)),
        optional("error-code", MapOf(&Text)),
    ],
);

static RESOURCE: Object = Object::new(
    "table of a resource",
    &[
        optional("also", List(&Text)),
        required("title", Text),
        required("module", Text),
        optional("collection", Text),
        optional("instance", Text),
        required("accessor", Text),
        optional("instance-accessor", Text),
    ],
);

static OPERATION: Object = Object::new(
    "table of an operation",
    &[
        optional("also", List(&Text)),
        required("builder", Text),
        required("method", Text),
        optional("arguments", List(&Text)),
        optional("parameters", MapOf(&Text)),
    ],
);

static MODEL: Object = Object::new(
    "table of a struct",
    &[
        optional("also", List(&Text)),
        required("type", Text),
        optional("arguments", List(&Text)),
        optional("fields", MapOf(&Text)),
    ],
);

static ENUMERATION: Object = Object::new(
    "table of an enum",
    &[
        optional("also", List(&Text)),
        required("type", Text),
        optional("variants", MapOf(&Text)),
    ],
);

impl LockFile {
    /// Reads the lock file. One that does not exist contains no names.
    ///
    /// # Errors
    ///
    /// Returns an error if reading fails, or if a name is not a valid identifier.
    pub fn read(source: &LockSource) -> Result<Self, Failure> {
        let LockSource {
            file,
            version,
            is_of_document,
        } = source;
        let name = file.display_name();
        let version = Version::parse(version).ok();
        let bytes = match file {
            Source::File(path) => read_regular(path, MAX_BYTES),
            other => other.read(),
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Self {
                    version,
                    is_of_document: *is_of_document,
                    ..Self::default()
                });
            }
            Err(error) => {
                let found = format!("failed to read the lock file: {error}");
                let problem = Diagnostic::error(Pointer::root(), found);
                return Err(problem.in_file(name).into());
            }
        };
        let (text, value) = SourceText::read(&name, decode(&name, bytes)?, Format::Toml)
            .map_err(with_help)?;
        let mut problems = shape::check(&value, &LOCK, Severity::Error);
        let lock = lock(&value, &mut problems);
        text.located(problems).into_result().map_err(with_help)?;
        Ok(Self {
            lock,
            version,
            is_of_document: *is_of_document,
            text: Some(text),
        })
    }
}

fn with_help(failure: Failure) -> Failure {
    failure.each(|problem| {
        if problem.help.is_empty() {
            HELP.clone_into(&mut problem.help);
        }
    })
}

/// Reads the names, and reports those that are not valid.
fn lock(value: &Value, problems: &mut Diagnostics) -> Lock {
    let mut reader = Reader { problems };
    let root = Pointer::root();
    let items = Kind::ALL.map(|kind| {
        let tables = object(value.get(kind.table()));
        let entries = tables.map(|(identity, table)| {
            (identity.clone(), reader.entry(kind, identity, table))
        });
        (kind, entries.collect())
    });
    Lock {
        version: reader.version(value),
        items: items.into(),
        sids: reader.names(value.get("sid"), Form::Type, &root.join("sid")),
        error_codes: reader.names(
            value.get("error-code"),
            Form::Constant,
            &root.join("error-code"),
        ),
    }
}

struct Reader<'a> {
    problems: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn version(&mut self, value: &Value) -> Option<Version> {
        let text = value.get("version")?.as_str()?;
        let version = Version::parse(text);
        if let Err(error) = &version {
            let found = format!("invalid version `{text}`: {error}");
            self.problems.push(
                Diagnostic::error(Pointer::root().join("version"), found)
                    .expected("a semantic version such as `0.1.0`"),
            );
        }
        version.ok()
    }

    fn entry(&mut self, kind: Kind, identity: &str, table: &Value) -> Entry {
        let pointer = kind.pointer(identity);
        let mut names = BTreeMap::new();
        for &(role, form) in kind.roles() {
            if let Some(name) = table.get(role).and_then(Value::as_str) {
                self.check(name, form, || pointer.join(role));
                names.insert(role, name.to_owned());
            }
        }
        let members = kind.members().map(|(role, form): Role| {
            self.names(table.get(role), form, &pointer.join(role))
        });
        Entry {
            also: texts(table.get("also")),
            names,
            members: members.unwrap_or_default(),
            arguments: texts(table.get("arguments")),
        }
    }

    fn names(
        &mut self,
        value: Option<&Value>,
        form: Form,
        pointer: &Pointer,
    ) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        for (identity, name) in object(value) {
            let Some(name) = name.as_str() else { continue };
            self.check(name, form, || pointer.join(identity));
            names.insert(identity.clone(), name.to_owned());
        }
        names
    }

    fn check(&mut self, name: &str, form: Form, pointer: impl FnOnce() -> Pointer) {
        if !form.is_valid(name) {
            let found = format!("invalid name `{}`", name.escape_debug());
            self.problems
                .push(Diagnostic::error(pointer(), found).expected(form.expected()));
        }
    }
}

impl Form {
    fn is_valid(self, name: &str) -> bool {
        let starts = |first: fn(&char) -> bool| name.starts_with(|c| first(&c));
        let consists = |all: fn(&char) -> bool| name.chars().all(|c| all(&c));
        name.len() <= MAX_LENGTH
            && match self {
                Self::Snake => {
                    starts(|c| c.is_ascii_lowercase() || *c == '_')
                        && consists(|c| {
                            c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_'
                        })
                }
                Self::Type => {
                    starts(char::is_ascii_uppercase)
                        && consists(|c| c.is_ascii_alphanumeric() || *c == '_')
                }
                Self::Constant => {
                    starts(|c| c.is_ascii_uppercase() || *c == '_')
                        && consists(|c| {
                            c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_'
                        })
                }
                Self::Field => Self::Snake.is_valid(name) || Self::Type.is_valid(name),
                Self::Path => name.split_once("::").is_some_and(|(module, ty)| {
                    Self::Snake.is_valid(module) && Self::Type.is_valid(ty)
                }),
            }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Snake | Self::Field => "a Rust identifier such as `friendly_name`",
            Self::Type => "a Rust identifier such as `Message`",
            Self::Constant => "a Rust identifier such as `NOT_FOUND`",
            Self::Path => "a module and a type such as `messages::Message`",
        }
    }
}

fn object(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let elements = value.and_then(Value::as_array).into_iter().flatten();
    elements.filter_map(Value::as_str).map(str::to_owned).collect()
}
