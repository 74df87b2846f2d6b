//! Folders as lists of files.

use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder, sorted.
///
/// # Panics
///
/// If the folder cannot be read.
#[must_use]
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    visit(folder, &mut found);
    found.sort();
    found
}

fn visit(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path =
            entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
        if path.is_dir() {
            visit(&path, found);
        } else {
            found.push(path);
        }
    }
}
