//! The folder in which a run prepares what it writes, and that shows other runs that it does.
//!
//! Its name starts with a dot and it holds a `.gitignore` that covers all of it, so neither Cargo nor Git takes it for
//! something else. It is locked while it is used, and gone afterwards. One that nobody holds was left by a run that was
//! killed: the next run takes it over and clears it.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use fs4::FileExt;

use super::file_system::{FileSystem, identity, remove_all, remove_if_empty};

/// Keeps all that is in the folder out of Git, and shows whose folder it is.
const GIT_IGNORE: &str =
    "# The generator's own, while it runs. Safe to delete when it does not.\n*\n";
const GIT_IGNORE_NAME: &str = ".gitignore";
const LOCK_NAME: &str = "lock";
/// How many runs in a row may finish just when this one wants to begin.
const ATTEMPTS: usize = 100;

/// A folder to work in, locked.
pub(super) struct Workshop<'a> {
    system: &'a dyn FileSystem,
    folder: PathBuf,
    lock: File,
}

/// The workshop beside a folder: on the same file system, unless the folder is a mount point.
pub(super) fn beside(place: &Path) -> Option<PathBuf> {
    let mut name = OsString::from(".");
    name.push(place.file_name()?);
    name.push(".generating");
    Some(place.with_file_name(name))
}

/// The workshop within a folder, which is always on its file system.
pub(super) fn inside(place: &Path) -> PathBuf {
    place.join(".generating")
}

impl<'a> Workshop<'a> {
    /// Makes a workshop, or takes over one that was left; waits for another run that uses it.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::AlreadyExists`] if what stands there is not a workshop.
    pub(super) fn open(
        system: &'a dyn FileSystem,
        folder: PathBuf,
    ) -> io::Result<Workshop<'a>> {
        for _ in 0..ATTEMPTS {
            match enter(system, &folder) {
                // Another run has just finished and removed it; but where there is no folder to make it in, trying
                // again does not help.
                Err(error)
                    if error.kind() == io::ErrorKind::NotFound
                        && folder.parent().is_some_and(Path::is_dir) => {}
                outcome => {
                    let lock = outcome?;
                    return Self {
                        system,
                        folder,
                        lock,
                    }
                    .marked();
                }
            }
        }
        Err(io::ErrorKind::NotFound.into())
    }

    /// Says in the folder whose it is.
    fn marked(self) -> io::Result<Self> {
        let ignore = self.folder.join(GIT_IGNORE_NAME);
        if is_marked(&self.folder) {
            return Ok(self);
        }
        let outcome = remove_all(self.system, &ignore)
            .and_then(|()| self.system.create_file(&ignore, GIT_IGNORE.as_bytes()));
        match outcome {
            Ok(()) => Ok(self),
            Err(error) => {
                let _ = self.close();
                Err(error)
            }
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes all but what shows whose folder it is.
    pub(super) fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !is_own(&entry.file_name()) {
                remove_all(self.system, &entry.path())?;
            }
        }
        Ok(())
    }

    /// Removes the workshop. What shows whose it is goes last, and the lock last of all.
    pub(super) fn close(self) -> io::Result<()> {
        self.clear()?;
        remove_all(self.system, &self.folder.join(GIT_IGNORE_NAME))?;
        self.system.remove_file(&self.folder.join(LOCK_NAME))?;
        drop(self.lock);
        // It stays if another run has made itself at home.
        remove_if_empty(self.system, &self.folder)
    }
}

/// Whether a workshop is there, or what is left of one whose making or removing was cut short.
pub(super) fn is_there(folder: &Path) -> bool {
    folder.is_dir() && is_workshop(folder).unwrap_or(true)
}

/// Makes what is missing and locks it; [`io::ErrorKind::NotFound`] if it was removed meanwhile.
fn enter(system: &dyn FileSystem, folder: &Path) -> io::Result<File> {
    create_unless_there(system.create_folder(folder))?;
    if !is_workshop(folder)? {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let lock = folder.join(LOCK_NAME);
    if let Err(error) = create_unless_there(system.create_file(&lock, b"")) {
        // Nobody else is in it if this succeeds.
        let _ = system.remove_folder(folder);
        return Err(error);
    }
    let file = File::options().write(true).open(&lock)?;
    // Where there are no locks, two runs at once are not kept apart.
    let _ = FileExt::lock(&file);
    if is_same_file(&file, &lock)? {
        Ok(file)
    } else {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn is_workshop(folder: &Path) -> io::Result<bool> {
    if !folder.symlink_metadata()?.is_dir() {
        return Ok(false);
    }
    if is_marked(folder) {
        return Ok(true);
    }
    for entry in fs::read_dir(folder)? {
        if !is_own(&entry?.file_name()) {
            // Another run may have made it after the first look.
            return Ok(is_marked(folder));
        }
    }
    Ok(true)
}

fn is_marked(folder: &Path) -> bool {
    fs::read(folder.join(GIT_IGNORE_NAME))
        .is_ok_and(|text| text == GIT_IGNORE.as_bytes())
}

fn is_own(name: &OsStr) -> bool {
    name == GIT_IGNORE_NAME || name == LOCK_NAME
}

fn create_unless_there(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        outcome => outcome,
    }
}

/// Whether the path still names the open file; where the system does not say, an open file keeps its name.
fn is_same_file(file: &File, path: &Path) -> io::Result<bool> {
    Ok(identity(&file.metadata()?) == identity(&fs::metadata(path)?))
}
