//! The directory of the client crate itself: where it really is, whether it may be written, and who writes to it now.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fs4::FileExt;
use same_file::Handle;

use super::disk;
use super::step::{Take, create_directories, remove_created};
use crate::diagnostics::Failure;

/// The absolute path of a directory, links followed; it need not exist.
pub(super) fn resolve(directory: &Path) -> Result<PathBuf, Failure> {
    let problem =
        |error| disk::problem(directory, "the directory cannot be found", &error);
    match directory.canonicalize() {
        Ok(place) if place.is_dir() => Ok(place),
        Ok(_) => Err(disk::refusal(
            directory,
            "a file stands where the directory of the crate is to be",
            "a directory, or nothing",
            "move or remove the file, or name another directory by `--out`",
        )
        .into()),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(problem(error)),
        Err(_) if directory.is_symlink() => Err(disk::refusal(
            directory,
            "the link to the directory of the crate leads nowhere",
            "a link to a directory",
            "make the directory that the link names, or remove the link",
        )
        .into()),
        Err(_) => std::path::absolute(directory).map_err(problem),
    }
}

/// Creates the directory where it is missing, and waits for other runs in it, as [`lock`] does; the second value is what
/// has been created.
pub(super) fn enter(
    take: Take,
    place: &Path,
) -> Result<(Option<File>, Vec<PathBuf>), Failure> {
    let mut created = Vec::new();
    loop {
        if let Err(error) = create_directories(take, place, &mut created) {
            remove_created(take, &created);
            return Err(disk::problem(place, "the directory cannot be created", &error));
        }
        let lock = lock(place);
        // A run that failed has removed the directory that it had created: there is a new one to wait for.
        if lock.as_ref().is_none_or(|lock| is_same(lock, place)) {
            return Ok((lock, created));
        }
    }
}

/// Waits until no other run changes the directory, and lets none until the file is dropped.
///
/// Nothing where the directory is missing, or the system cannot lock it.
pub(super) fn lock(place: &Path) -> Option<File> {
    // A FIFO in its place would be waited for.
    let directory = place.is_dir().then(|| File::open(place).ok()).flatten()?;
    FileExt::lock(&directory).ok()?;
    Some(directory)
}

fn is_same(open: &File, place: &Path) -> bool {
    let open = open.try_clone().and_then(Handle::from_file);
    open.is_ok_and(|open| Handle::from_path(place).is_ok_and(|found| open == found))
}
