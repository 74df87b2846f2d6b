//! The files of the client crate before they are on disk.

use std::collections::BTreeMap;

/// The files of the client crate: paths relative to its directory, written with `/`, and what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputFiles(BTreeMap<String, String>);

impl OutputFiles {
    /// Adds a file; one of the same path is replaced.
    pub fn insert(&mut self, path: impl Into<String>, contents: impl Into<String>) {
        self.0.insert(path.into(), contents.into());
    }

    /// Whether there is a file of this path.
    pub fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// All of them, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, contents)| (path.as_str(), contents.as_str()))
    }
}
