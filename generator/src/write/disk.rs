//! Reads what stands in the folder of the client crate.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// What a file holds; nothing if there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Diagnostics> {
    match fs::read(path) {
        Ok(contents) => Ok(Some(contents)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(problem(path, "the file cannot be read", &error)),
    }
}

/// The paths of all files that could be ours, relative to the folder, written with `/`.
///
/// Not looked into: what Cargo builds, hidden folders, links, and folders of other packages.
pub(super) fn list(directory: &Path) -> Result<Vec<String>, Diagnostics> {
    let mut paths = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let place = directory.join(&folder);
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(problem(&place, "the folder cannot be read", &error));
            }
        };
        for entry in entries {
            let kind =
                entry.and_then(|entry| entry.file_type().map(|kind| (entry, kind)));
            let (entry, kind) = kind
                .map_err(|error| problem(&place, "the folder cannot be read", &error))?;
            // All paths of ours are UTF-8.
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                continue;
            };
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            let looked_into = !name.starts_with('.')
                && path != "target"
                && !entry.path().join("Cargo.toml").exists();
            if kind.is_file() {
                paths.push(path);
            } else if kind.is_dir() && looked_into {
                folders.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// A problem with a file or folder.
pub(super) fn problem(path: &Path, what: &str, error: &io::Error) -> Diagnostics {
    Diagnostic::error(Pointer::root(), format!("{what}: {error}"))
        .in_file(path.display().to_string())
        .into()
}
