//! What changes something on disk, a step at a time: so that a test can stop after any of them.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// A step of writing; each happens as a whole or not at all, but for the contents of a new file.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    CreateDirectory(&'a Path),
    /// Writes a file that must not exist yet, so that nothing is written through a link, with the permissions and, where
    /// that is allowed, the owner of another one; it survives a power cut.
    CreateFile(&'a Path, &'a [u8], Option<&'a Metadata>),
    /// Makes a second name for a file.
    Link(&'a Path, &'a Path),
    Rename(&'a Path, &'a Path),
    RemoveFile(&'a Path),
    /// Removes a directory that holds nothing.
    RemoveDirectory(&'a Path),
    /// Waits until the entries of a directory would survive a power cut.
    Sync(&'a Path),
}

/// What takes a step.
pub(super) type Take<'a> = &'a dyn Fn(Step) -> io::Result<()>;

/// Takes a step on the real disk.
pub(super) fn take(step: Step) -> io::Result<()> {
    match step {
        Step::CreateDirectory(path) => fs::create_dir(path),
        Step::CreateFile(path, contents, model) => create_file(path, contents, model),
        Step::Link(from, to) => fs::hard_link(from, to),
        Step::Rename(from, to) => fs::rename(from, to),
        Step::RemoveFile(path) => fs::remove_file(path),
        Step::RemoveDirectory(path) => fs::remove_dir(path),
        // Elsewhere a directory cannot be opened.
        Step::Sync(path) if cfg!(unix) => File::open(path)?.sync_all(),
        Step::Sync(_) => Ok(()),
    }
}

fn create_file(
    path: &Path,
    contents: &[u8],
    model: Option<&Metadata>,
) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(contents)?;
    if let Some(model) = model {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, fchown};
            // Whoever may not give files away keeps them.
            let _ = fchown(&file, Some(model.uid()), Some(model.gid()));
        }
        file.set_permissions(model.permissions())?;
    }
    file.sync_all()
}

/// Creates a directory and those it stands in, where they are missing; adds those to `created`, outer ones first.
pub(super) fn create_directories(
    take: Take,
    path: &Path,
    created: &mut Vec<PathBuf>,
) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        create_directories(take, parent, created)?;
    }
    match take(Step::CreateDirectory(path)) {
        // Another run was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => {
            Ok(())
        }
        outcome => outcome.map(|()| created.push(path.to_owned())),
    }
}

/// Removes directories that were created, inner ones first. One that something has come into stays.
pub(super) fn remove_created(take: Take, created: &[PathBuf]) {
    for path in created.iter().rev() {
        let _ = take(Step::RemoveDirectory(path));
    }
}

/// Removes the directories that have lost their last file, from `directory` up to `root`, which stays.
pub(super) fn prune(take: Take, directory: &Path, root: &Path) -> io::Result<()> {
    for directory in directory.ancestors().take_while(|directory| *directory != root) {
        match fs::read_dir(directory).map(|mut entries| entries.next().is_none()) {
            Ok(true) => take(Step::RemoveDirectory(directory))?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Ok(false) | Err(_) => break,
        }
    }
    Ok(())
}
