//! Lists the files of directories.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns all files below a directory, sorted.
///
/// # Panics
///
/// If the directory cannot be read.
#[must_use]
pub fn below(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    visit(directory, &mut found);
    found.sort();
    found
}

fn visit(directory: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(directory)
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    for entry in entries {
        let path = entry
            .unwrap_or_else(|error| panic!("{}: {error}", directory.display()))
            .path();
        if path.is_dir() {
            visit(&path, found);
        } else {
            found.push(path);
        }
    }
}
