//! Reads what stands in the directory of the client crate.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::input::source::read_regular;

/// What is larger is not read: no generated file is.
const MAX_BYTES: usize = 64 * 1024 * 1024;

const FILE: &str = "a file";
const DIRECTORY: &str = "a directory";
const LINK: &str = "a link";

/// What stands where a file of the crate is to be.
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    /// Something that is not a regular file, or a directory of the path that is none.
    InTheWay {
        problem: Diagnostic,
        /// What the file holds that a link leads to.
        behind: Option<Vec<u8>>,
    },
}

/// Looks at the place of a file in a directory, without following links in it.
pub(super) fn look(directory: &Path, path: &str) -> Result<Found, Failure> {
    let mut place = directory.to_owned();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        place.push(name);
        let unreadable =
            |error: io::Error| problem(&place, "the file cannot be read", &error);
        let found = match place.symlink_metadata() {
            Ok(metadata) => kind(&metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Found::Nothing);
            }
            Err(error) => return Err(unreadable(error)),
        };
        let is_last = names.peek().is_none();
        let expected = if is_last { FILE } else { DIRECTORY };
        if found != expected {
            let behind = || read_regular(&place, MAX_BYTES).ok();
            return Ok(Found::InTheWay {
                problem: refusal(
                    &place,
                    &format!("{found} stands where the crate needs {expected}"),
                    &format!("{expected}, or nothing"),
                    &format!("move or remove the {}", &found[2..]),
                ),
                behind: (is_last && found == LINK).then(behind).flatten(),
            });
        }
        if is_last {
            return read_regular(&place, MAX_BYTES).map(Found::File).map_err(unreadable);
        }
    }
    Ok(Found::Nothing)
}

fn kind(metadata: &Metadata) -> &'static str {
    match metadata.file_type() {
        kind if kind.is_symlink() => LINK,
        kind if kind.is_dir() => DIRECTORY,
        kind if kind.is_file() => FILE,
        _ => "a FIFO, socket or device",
    }
}

/// What is wrong with a file or directory, what would be right, and what to do.
pub(super) fn refusal(
    path: &Path,
    found: &str,
    expected: &str,
    help: &str,
) -> Diagnostic {
    // A path with an empty end would be printed with a stray separator.
    let path: PathBuf = path.components().collect();
    Diagnostic::error(Pointer::root(), found)
        .in_file(path.display().to_string())
        .expected(expected)
        .help(help)
}

/// A problem with a file or directory, and what can be done about it.
pub(super) fn problem(path: &Path, what: &str, error: &io::Error) -> Failure {
    let diagnostic = Diagnostic::error(Pointer::root(), format!("{what}: {error}"))
        .in_file(path.display().to_string());
    match remedy(error.kind()) {
        Some(remedy) => diagnostic.help(remedy).into(),
        None => diagnostic.into(),
    }
}

fn remedy(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Some("make room and run the generator again")
        }
        ErrorKind::PermissionDenied => Some(
            "give yourself the right to write there, or name another directory by `--out`",
        ),
        ErrorKind::ReadOnlyFilesystem => Some(
            "name a directory elsewhere by `--out`; this file system cannot be written",
        ),
        ErrorKind::NotADirectory => {
            Some("a file stands where a directory is needed: move or remove it")
        }
        _ => None,
    }
}
