//! The list of generated files that carry no marker.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::{MARKER, OutputFiles, disk, is_marked};
use crate::diagnostic::Diagnostics;
use crate::hash::sha256;

/// The manifest's own file.
pub(super) const NAME: &str = ".generated-files";

/// What an earlier run listed: paths, and the hashes of what it wrote there.
pub(super) struct Manifest(BTreeMap<String, String>);

impl Manifest {
    /// Reads the manifest in a folder; without one, nothing is listed.
    pub(super) fn read(directory: &Path) -> Result<Self, Diagnostics> {
        let text = disk::read(&directory.join(NAME))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let entries = text.lines().filter_map(|line| line.split_once("  "));
        Ok(Self(
            entries.map(|(hash, path)| (path.to_owned(), hash.to_owned())).collect(),
        ))
    }

    /// Whether the generator wrote this file: it is marked, or listed and unchanged since.
    pub(super) fn owns(&self, path: &str, contents: &[u8]) -> bool {
        is_marked(contents)
            || self.0.get(path).is_some_and(|hash| *hash == sha256(contents))
    }
}

/// The manifest of a set of files; nothing if all of them are marked.
pub(super) fn of(files: &OutputFiles) -> Option<String> {
    let mut text = format!(
        "# {MARKER} by `generator`: its files that carry no such line, and their SHA-256\n"
    );
    let mut empty = true;
    for (path, contents) in
        files.iter().filter(|(_, contents)| !is_marked(contents.as_bytes()))
    {
        empty = false;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}  {path}", sha256(contents.as_bytes()));
    }
    (!empty).then_some(text)
}
