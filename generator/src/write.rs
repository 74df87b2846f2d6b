//! Puts the files of the client crate on disk.

use std::collections::BTreeMap;

/// The files of the client crate: paths relative to its folder, written with `/`, and what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputFiles(BTreeMap<String, String>);

impl OutputFiles {
    /// Adds a file; one of the same path is replaced.
    pub fn insert(&mut self, path: impl Into<String>, contents: impl Into<String>) {
        self.0.insert(path.into(), contents.into());
    }

    /// All of them, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, contents)| (path.as_str(), contents.as_str()))
    }
}
