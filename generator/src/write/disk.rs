//! Reads the files in the directory of the client crate.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::input::source::read_regular;

/// Maximum size of a file in bytes. No generated file is larger.
const MAX_BYTES: usize = 64 * 1024 * 1024;

const FILE: &str = "a file";
const DIRECTORY: &str = "a directory";
const LINK: &str = "a symbolic link";

/// The file system entry at the path of a generated file.
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    /// Not a regular file, or a parent that is not a directory.
    Obstructed {
        problem: Diagnostic,
        /// The contents of the target, if it is a symbolic link to a file.
        link_contents: Option<Vec<u8>>,
    },
}

/// Reads the file at a path in a directory, without following symbolic links below the directory.
pub(super) fn read(directory: &Path, path: &str) -> Result<Found, Failure> {
    let mut full_path = directory.to_owned();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        full_path.push(name);
        let failed =
            |error: io::Error| io_error(&full_path, "failed to read the file", &error);
        let found = match full_path.symlink_metadata() {
            Ok(metadata) => kind(&metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Found::Nothing);
            }
            Err(error) => return Err(failed(error)),
        };
        let is_last = names.peek().is_none();
        let expected = if is_last { FILE } else { DIRECTORY };
        if found != expected {
            let link_contents = || read_regular(&full_path, MAX_BYTES).ok();
            return Ok(Found::Obstructed {
                problem: error(
                    &full_path,
                    &format!("the path is {found}, which is not replaced"),
                    &format!("{expected}, or a path that does not exist"),
                    &format!("move or remove the {}", &found[2..]),
                ),
                link_contents: (is_last && found == LINK).then(link_contents).flatten(),
            });
        }
        if is_last {
            return read_regular(&full_path, MAX_BYTES).map(Found::File).map_err(failed);
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

/// Creates an error about a file or directory.
pub(super) fn error(path: &Path, found: &str, expected: &str, help: &str) -> Diagnostic {
    // Drops a trailing separator.
    let path: PathBuf = path.components().collect();
    Diagnostic::error(Pointer::root(), found)
        .in_file(path.display().to_string())
        .expected(expected)
        .help(help)
}

/// Creates an error about a failed I/O operation, with help where possible.
pub(super) fn io_error(path: &Path, message: &str, error: &io::Error) -> Failure {
    let diagnostic = Diagnostic::error(Pointer::root(), format!("{message}: {error}"))
        .in_file(path.display().to_string());
    match io_help(error.kind()) {
        Some(io_help) => diagnostic.help(io_help).into(),
        None => diagnostic.into(),
    }
}

fn io_help(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Some("free some disk space, and run the generator again")
        }
        ErrorKind::PermissionDenied => {
            Some("grant yourself write access, or choose another directory with `--out`")
        }
        ErrorKind::ReadOnlyFilesystem => {
            Some("choose a directory on another file system with `--out`")
        }
        ErrorKind::NotADirectory => {
            Some("move or remove the file that is in the place of a directory")
        }
        _ => None,
    }
}
