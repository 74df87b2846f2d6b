//! Reads what stands in the folder of the client crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// What stands where a file of the crate is to be.
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    /// A symbolic link, and what the file that it leads to holds, if it does.
    Link(Option<Vec<u8>>),
    /// A folder, or something else that is no file; or a file where one of its folders should be.
    InTheWay {
        what: PathBuf,
        expected: &'static str,
    },
}

/// Looks at the place of a file in a folder, without following links in it.
pub(super) fn look(directory: &Path, path: &str) -> Result<Found, Diagnostics> {
    let mut place = directory.to_owned();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        place.push(name);
        let kind = match place.symlink_metadata() {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Found::Nothing);
            }
            Err(error) => {
                return Err(problem(&place, "the file cannot be read", &error));
            }
        };
        let is_last = names.peek().is_none();
        if is_last && kind.is_symlink() {
            return Ok(Found::Link(fs::read(&place).ok()));
        }
        if is_last && kind.is_file() {
            let contents = fs::read(&place)
                .map_err(|error| problem(&place, "the file cannot be read", &error))?;
            return Ok(Found::File(contents));
        }
        if is_last || !kind.is_dir() {
            let expected = if is_last { "a file" } else { "a folder" };
            return Ok(Found::InTheWay {
                what: place,
                expected,
            });
        }
    }
    Ok(Found::Nothing)
}

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
        let unreadable =
            |error: &io::Error| problem(&place, "the folder cannot be read", error);
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(unreadable(&error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&error))?;
            let kind = entry.file_type().map_err(|error| unreadable(&error))?;
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

/// A problem with a file or folder, and what can be done about it.
pub(super) fn problem(path: &Path, what: &str, error: &io::Error) -> Diagnostics {
    let diagnostic = Diagnostic::error(Pointer::root(), format!("{what}: {error}"))
        .in_file(path.display().to_string());
    match remedy(error.kind()) {
        Some(remedy) => diagnostic.help(remedy).into(),
        None => diagnostic.into(),
    }
}

fn remedy(kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        io::ErrorKind::StorageFull
        | io::ErrorKind::QuotaExceeded
        | io::ErrorKind::FileTooLarge => {
            Some("make room and run the generator again; the crate is as it was")
        }
        io::ErrorKind::PermissionDenied => Some(
            "give yourself the right to write there, or name another folder by `--out`",
        ),
        io::ErrorKind::ReadOnlyFilesystem => Some(
            "name a folder elsewhere by `--out`; this file system cannot be written",
        ),
        io::ErrorKind::NotADirectory => {
            Some("a file stands where a folder is needed: move or remove it")
        }
        _ => None,
    }
}
