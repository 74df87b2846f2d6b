//! The directory of the client crate: resolves its path, creates it, and locks it.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fs4::FileExt;
use same_file::Handle;

use super::disk;
use super::step::{Execute, create_directories, remove_created};
use crate::diagnostics::Failure;

/// Returns the absolute path of a directory, which need not exist. Symbolic links are followed.
pub(super) fn resolve(directory: &Path) -> Result<PathBuf, Failure> {
    let problem = |error| {
        disk::io_error(directory, "failed to resolve the path of the directory", &error)
    };
    match directory.canonicalize() {
        Ok(path) if path.is_dir() => Ok(path),
        Ok(_) => Err(disk::error(
            directory,
            "the output path is not a directory",
            "a directory, or a path that does not exist",
            "move or remove the file, or choose another directory with `--out`",
        )
        .into()),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(problem(error)),
        Err(_) if directory.is_symlink() => Err(disk::error(
            directory,
            "the output path is a dangling symbolic link",
            "a link to a directory",
            "create the target of the link, or remove the link",
        )
        .into()),
        Err(_) => std::path::absolute(directory).map_err(problem),
    }
}

/// Creates the directory if it is missing and locks it as [`lock`] does. Also returns the created directories.
pub(super) fn enter(
    execute: Execute,
    path: &Path,
) -> Result<(Option<File>, Vec<PathBuf>), Failure> {
    let mut created = Vec::new();
    loop {
        if let Err(error) = create_directories(execute, path, &mut created) {
            remove_created(execute, &created);
            return Err(disk::io_error(path, "failed to create the directory", &error));
        }
        let lock = lock(path);
        // A failed run may have removed the directory that it had created: lock its replacement.
        if lock.as_ref().is_none_or(|lock| is_same(lock, path)) {
            return Ok((lock, created));
        }
    }
}

/// Locks the directory against other runs until the returned file is dropped. Blocks while another run holds the lock.
///
/// Returns `None` if the directory does not exist or the system cannot lock it.
pub(super) fn lock(path: &Path) -> Option<File> {
    // Opening a FIFO would block.
    let directory = path.is_dir().then(|| File::open(path).ok()).flatten()?;
    FileExt::lock(&directory).ok()?;
    Some(directory)
}

fn is_same(open: &File, path: &Path) -> bool {
    let open = open.try_clone().and_then(Handle::from_file);
    open.is_ok_and(|open| Handle::from_path(path).is_ok_and(|found| open == found))
}
