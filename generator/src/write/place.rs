//! The folder of the client crate itself: where it really is, and whether it may be written.

use std::io;
use std::path::{Path, PathBuf};

use super::{Plan, disk, file_system};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// The absolute path of a folder, links followed; it need not exist.
pub(super) fn resolve(directory: &Path) -> Result<PathBuf, Diagnostics> {
    match directory.canonicalize() {
        Ok(place) if place.is_dir() => Ok(place),
        Ok(_) => Err(refusal(
            directory,
            "a file stands where the folder of the crate is to be",
        )
        .expected("a folder, or nothing")
        .help("move or remove the file, or name another folder by `--out`")
        .into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => absent(directory),
        Err(error) => {
            Err(disk::problem(directory, "the folder cannot be found", &error))
        }
    }
}

/// What tells the folder from another one that takes its place; nothing where there is none.
pub(super) fn identity(place: &Path) -> Option<(u64, u64)> {
    place.metadata().ok().as_ref().map(file_system::identity)
}

/// The place of a folder that is yet to be made.
fn absent(directory: &Path) -> Result<PathBuf, Diagnostics> {
    if directory.is_symlink() {
        return Err(refusal(
            directory,
            "the link to the folder of the crate leads nowhere",
        )
        .expected("a link to a folder")
        .help("make the folder that the link names, or remove the link")
        .into());
    }
    std::path::absolute(directory)
        .map_err(|error| disk::problem(directory, "the folder has no path", &error))
}

/// Refuses to write where someone has taken the right to write away, even from who could write nevertheless.
pub(super) fn check_writable(plan: &Plan, place: &Path) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    for change in &plan.changes {
        let mut folders = Path::new(&change.path).ancestors().skip(1);
        let metadata = |folder| Some((folder, place.join(folder).metadata().ok()?));
        if let Some((folder, metadata)) = folders.find_map(metadata)
            && metadata.permissions().readonly()
        {
            problems.push(
                refusal(&plan.directory.join(folder), "the folder is read-only")
                    .expected("a folder that can be written")
                    .help("make it writable, or name another folder by `--out`"),
            );
        }
    }
    problems.into_result().map(drop)
}

fn refusal(path: &Path, found: &str) -> Diagnostic {
    // A path with an empty end would be printed with a stray separator.
    let path: PathBuf = path.components().collect();
    Diagnostic::error(Pointer::root(), found).in_file(path.display().to_string())
}
