//! Reads what stands in the folder of the client crate.

use std::fs::{FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;
use crate::source::read_regular;

/// What is larger is not read: no generated file is.
const MAX_BYTES: usize = 64 * 1024 * 1024;

const FILE: &str = "a file";
const DIRECTORY: &str = "a directory";
const LINK: &str = "a link";

/// What stands where a file of the crate is to be.
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    /// A symbolic link, and what the file that it leads to holds, if it does.
    Link(Option<Vec<u8>>),
    /// A directory or something else that is not a regular file; or a file where one of its directories should be.
    InTheWay {
        place: PathBuf,
        found: &'static str,
        expected: &'static str,
    },
}

/// Looks at the place of a file in a folder, without following links in it.
pub(super) fn look(directory: &Path, path: &str) -> Result<Found, Diagnostics> {
    let mut place = directory.to_owned();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        place.push(name);
        let metadata = match place.symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Found::Nothing);
            }
            Err(error) => {
                return Err(problem(&place, "the file cannot be read", &error));
            }
        };
        let (found, is_last) = (kind(&metadata), names.peek().is_none());
        if is_last && found == LINK {
            return Ok(Found::Link(read_regular(&place, MAX_BYTES).ok()));
        }
        if is_last && found == FILE {
            let contents = read_regular(&place, MAX_BYTES)
                .map_err(|error| problem(&place, "the file cannot be read", &error))?;
            return Ok(Found::File(contents));
        }
        if is_last || found != DIRECTORY {
            let expected = if is_last { FILE } else { DIRECTORY };
            return Ok(Found::InTheWay {
                place,
                found,
                expected,
            });
        }
    }
    Ok(Found::Nothing)
}

/// What a file holds; nothing if there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Diagnostics> {
    match read_regular(path, MAX_BYTES) {
        Ok(contents) => Ok(Some(contents)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(problem(path, "the file cannot be read", &error)),
    }
}

/// What stands at a place, in words.
fn kind(metadata: &Metadata) -> &'static str {
    let kind = metadata.file_type();
    if kind.is_symlink() {
        LINK
    } else if kind.is_dir() {
        DIRECTORY
    } else if kind.is_file() && metadata.len() > MAX_BYTES as u64 {
        "a file of more than 64 MiB"
    } else if kind.is_file() {
        FILE
    } else {
        special_kind(kind)
    }
}

#[cfg(unix)]
fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;

    if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special_kind(_kind: FileType) -> &'static str {
    "a special file"
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
