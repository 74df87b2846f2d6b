//! The files of the client crate in memory.

use std::collections::BTreeMap;

/// The files of the client crate: paths relative to its directory, separated by `/`, and contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputFiles(BTreeMap<String, String>);

impl OutputFiles {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, contents: impl Into<String>) {
        self.0.insert(path.into(), contents.into());
    }

    /// Returns `true` if there is a file with this path.
    pub fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Returns all files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, contents)| (path.as_str(), contents.as_str()))
    }
}
