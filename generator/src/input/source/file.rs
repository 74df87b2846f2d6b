//! Reads files given by the user, up to a maximum size, and rejects special files where a regular one is required.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

use super::limits::MAX_BYTES;

/// Reads a file, or a FIFO such as the output of a command.
///
/// # Errors
///
/// Returns an error if reading fails or the file is larger than [`MAX_BYTES`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    read_all(File::open(path)?, MAX_BYTES)
}

/// Reads a regular UTF-8 file. Symbolic links are followed.
///
/// # Errors
///
/// Returns an error if reading fails, the file is not a regular file, is not UTF-8, or is larger than [`MAX_BYTES`].
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = read_regular(path, MAX_BYTES)?;
    String::from_utf8(bytes)
        .map_err(|_| Error::new(ErrorKind::InvalidData, "not valid UTF-8"))
}

/// Reads a regular file. Symbolic links are followed. FIFOs and devices are not opened.
///
/// # Errors
///
/// Returns an error if reading fails, the file is not a regular file, or is larger than `limit` bytes.
pub(crate) fn read_regular(path: &Path, limit: usize) -> Result<Vec<u8>> {
    if !path.metadata()?.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "not a regular file"));
    }
    read_all(open_nonblocking(path)?, limit)
}

fn read_all(file: File, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        let found = format!("larger than {} MiB", limit / (1024 * 1024));
        return Err(Error::new(ErrorKind::InvalidData, found));
    }
    Ok(bytes)
}

/// Opens a file without blocking, since a FIFO may have replaced it after the check.
#[cfg(unix)]
fn open_nonblocking(path: &Path) -> Result<File> {
    use rustix::fs::{Mode, OFlags, open};

    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open_nonblocking(path: &Path) -> Result<File> {
    File::open(path)
}
