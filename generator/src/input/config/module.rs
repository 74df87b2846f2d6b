//! Further documents of the client crate, each of which becomes a module behind a feature.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer};
use crate::input::shape::Shape::{List, Text};
use crate::input::shape::{Object, optional, required};

pub(super) static MODULE: Object = Object::new(
    "table of a module",
    &[
        required("document", Text),
        required("description", Text),
        optional("overlays", List(&Text)),
        optional("lock", Text),
    ],
);

/// A further document, whose API is in a module of the client crate. Its paths are relative to the directory of the
/// configuration file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Module {
    /// The OpenAPI document.
    pub document: PathBuf,
    /// What the API is, in a few words: "the Conversations API, version 2".
    pub description: String,
    /// The overlays, in the order they are applied.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// The lock file with the published names of this document.
    pub lock: Option<PathBuf>,
}

impl Module {
    /// Returns the paths of its files.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let paths = std::iter::once(&self.document).chain(&self.overlays);
        paths.chain(&self.lock).map(PathBuf::as_path)
    }

    /// Returns all paths.
    pub(super) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let Self {
            document,
            overlays,
            lock,
            ..
        } = self;
        std::iter::once(document).chain(overlays).chain(lock)
    }
}

/// Returns a diagnostic for each module whose name is not that of a module and a feature.
pub(super) fn misnamed(configuration: &Value) -> impl Iterator<Item = Diagnostic> {
    let modules = configuration.get("modules").and_then(Value::as_object);
    let names = modules.into_iter().flatten().map(|(name, _)| name);
    names.filter(|name| !is_module(name)).map(|name| {
        let pointer = Pointer::from("/modules").join(name);
        let found = format!("invalid module name `{}`", name.escape_debug());
        Diagnostic::error(pointer, found)
            .expected(
                "lower-case ASCII letters, digits and `_`, starting with a letter, and no keyword: `v2`",
            )
            .help("rename the table in the configuration")
    })
}

fn is_module(name: &str) -> bool {
    let is_allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(is_allowed)
        && !KEYWORDS.contains(&name)
}

/// The keywords of Rust, including reserved ones.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for",
    "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];
