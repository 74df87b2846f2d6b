//! Reads files that a user names: never more than a text may hold, and where a regular file belongs, nothing else.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

use super::limits::MAX_BYTES;

/// Reads a file, or what comes through a FIFO, such as the output of a command.
///
/// # Errors
///
/// If it cannot be read, or holds more than [`MAX_BYTES`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    read_all(File::open(path)?, MAX_BYTES)
}

/// Reads a regular file of UTF-8; links to one are followed.
///
/// # Errors
///
/// If it cannot be read, is not one, or holds more than [`MAX_BYTES`].
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = read_regular(path, MAX_BYTES)?;
    String::from_utf8(bytes)
        .map_err(|_| Error::new(ErrorKind::InvalidData, "it is not UTF-8"))
}

/// Reads a regular file; links to one are followed. A FIFO or a device is not even opened.
///
/// # Errors
///
/// If it cannot be read, is not one, or holds more than `most` bytes.
pub(crate) fn read_regular(path: &Path, most: usize) -> Result<Vec<u8>> {
    if !path.metadata()?.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "it is not a regular file"));
    }
    read_all(open_without_waiting(path)?, most)
}

fn read_all(file: File, most: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        let found = format!("it holds more than {} MiB", most / (1024 * 1024));
        return Err(Error::new(ErrorKind::InvalidData, found));
    }
    Ok(bytes)
}

/// A FIFO may have taken the place of the file since it was looked at.
#[cfg(unix)]
fn open_without_waiting(path: &Path) -> Result<File> {
    use rustix::fs::{Mode, OFlags, open};

    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> Result<File> {
    File::open(path)
}
