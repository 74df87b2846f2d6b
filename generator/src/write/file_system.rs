//! What changes something on disk, a step at a time: so that a test can stop after any of them.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// The steps that writing is made of; each happens as a whole or not at all, but for the contents of a new file.
pub(super) trait FileSystem {
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Writes a file that must not exist yet, so that what a link shares with another folder is never written to.
    fn create_file(&self, path: &Path, contents: &[u8]) -> io::Result<()>;
    /// Waits until a file's contents, or a folder's entries, would survive a power cut.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Gives a file or folder the owner and the permissions of another.
    fn copy_access(&self, path: &Path, model: &Metadata) -> io::Result<()>;
    /// Gives a folder the time of modification of another.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only a swap makes a folder anew"))]
    fn copy_time(&self, path: &Path, model: &Metadata) -> io::Result<()>;
    /// Makes a second name for a file; a symbolic link is not followed.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Swaps two folders in one step. Fails where the system cannot.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

/// The real one.
pub(super) struct OnDisk;

impl FileSystem for OnDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn create_file(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(contents)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        // Elsewhere a folder cannot be opened.
        if cfg!(unix) || !path.is_dir() {
            File::open(path)?.sync_all()?;
        }
        Ok(())
    }

    fn copy_access(&self, path: &Path, model: &Metadata) -> io::Result<()> {
        copy_owner(path, model)?;
        fs::set_permissions(path, model.permissions())
    }

    fn copy_time(&self, path: &Path, model: &Metadata) -> io::Result<()> {
        File::open(path)?.set_modified(model.modified()?)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        exchange(one, other)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

#[cfg(unix)]
fn copy_owner(path: &Path, model: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};

    let current = fs::metadata(path)?;
    if (current.uid(), current.gid()) == (model.uid(), model.gid()) {
        return Ok(());
    }
    chown(path, Some(model.uid()), Some(model.gid()))
}

#[cfg(not(unix))]
fn copy_owner(_path: &Path, _model: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// What tells a file or folder from any other that takes its place; all are alike where the system does not say it.
#[cfg(unix)]
pub(super) fn identity(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;

    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
pub(super) fn identity(_metadata: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// Creates a folder and those it stands in, where they are missing.
pub(super) fn create_folders(system: &dyn FileSystem, path: &Path) -> io::Result<()> {
    match system.create_folder(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => match path.parent() {
            Some(parent) => {
                create_folders(system, parent)?;
                system.create_folder(path)
            }
            None => Err(error),
        },
        outcome => outcome,
    }
}

/// Removes a file, or a folder with all that it holds; it may be gone.
pub(super) fn remove_all(system: &dyn FileSystem, path: &Path) -> io::Result<()> {
    let metadata = match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        metadata => metadata?,
    };
    if !metadata.is_dir() {
        return system.remove_file(path);
    }
    if metadata.permissions().readonly() {
        // What stands beside it has the permissions that are needed.
        if let Some(model) = path.parent().map(fs::metadata) {
            system.copy_access(path, &model?)?;
        }
    }
    for entry in fs::read_dir(path)? {
        remove_all(system, &entry?.path())?;
    }
    system.remove_folder(path)
}

/// Removes a folder that holds nothing; one into which someone has put something stays, and it may be gone.
pub(super) fn remove_if_empty(system: &dyn FileSystem, folder: &Path) -> io::Result<()> {
    match system.remove_folder(folder) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty
            ) =>
        {
            Ok(())
        }
        outcome => outcome,
    }
}

/// Removes the folders that lost their last file, from `folder` up to `root`, which stays.
pub(super) fn prune(
    system: &dyn FileSystem,
    folder: &Path,
    root: &Path,
) -> io::Result<()> {
    for folder in folder.ancestors().take_while(|folder| *folder != root) {
        match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            entries => {
                if entries?.next().is_some() {
                    break;
                }
                system.remove_folder(folder)?;
            }
        }
    }
    Ok(())
}
