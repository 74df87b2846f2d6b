//! Individual changes on disk, so that a test can stop after any of them.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// A change on disk. Each is atomic, except for the contents of a new file.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    CreateDirectory(&'a Path),
    /// Writes and syncs a new file, which must not exist, so that no symbolic link is followed. It gets the permissions and,
    /// if allowed, the owner of another file.
    CreateFile(&'a Path, &'a [u8], Option<&'a Metadata>),
    /// Creates a hard link.
    Link(&'a Path, &'a Path),
    Rename(&'a Path, &'a Path),
    RemoveFile(&'a Path),
    /// Removes an empty directory.
    RemoveDirectory(&'a Path),
    /// Syncs the entries of a directory.
    Sync(&'a Path),
}

/// Function that executes a step.
pub(super) type Execute<'a> = &'a dyn Fn(Step) -> io::Result<()>;

/// Executes a step on the file system.
pub(super) fn execute(step: Step) -> io::Result<()> {
    match step {
        Step::CreateDirectory(path) => fs::create_dir(path),
        Step::CreateFile(path, contents, model) => create_file(path, contents, model),
        Step::Link(from, to) => fs::hard_link(from, to),
        Step::Rename(from, to) => fs::rename(from, to),
        Step::RemoveFile(path) => fs::remove_file(path),
        Step::RemoveDirectory(path) => fs::remove_dir(path),
        // Other systems cannot open a directory.
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
            // Fails without the privilege to change the owner.
            let _ = fchown(&file, Some(model.uid()), Some(model.gid()));
        }
        file.set_permissions(model.permissions())?;
    }
    file.sync_all()
}

/// Creates a directory and its missing parents, and adds them to `created`, parents first.
pub(super) fn create_directories(
    execute: Execute,
    path: &Path,
    created: &mut Vec<PathBuf>,
) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        create_directories(execute, parent, created)?;
    }
    match execute(Step::CreateDirectory(path)) {
        // Created concurrently by another run.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => {
            Ok(())
        }
        outcome => outcome.map(|()| created.push(path.to_owned())),
    }
}

/// Removes created directories, children first. Directories that are no longer empty are kept.
pub(super) fn remove_created(execute: Execute, created: &[PathBuf]) {
    for path in created.iter().rev() {
        let _ = execute(Step::RemoveDirectory(path));
    }
}

/// Removes empty directories from `directory` up to `root`, which is kept.
pub(super) fn prune(execute: Execute, directory: &Path, root: &Path) -> io::Result<()> {
    for directory in directory.ancestors().take_while(|directory| *directory != root) {
        match fs::read_dir(directory).map(|mut entries| entries.next().is_none()) {
            Ok(true) => execute(Step::RemoveDirectory(directory))?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Ok(false) | Err(_) => break,
        }
    }
    Ok(())
}
