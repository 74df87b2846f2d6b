//! Replaces the whole folder of the crate in one step.
//!
//! The new crate is built in a folder of its own: new files are written, all others get a second name there, so that they
//! keep their contents, times and permissions and cost no space. Then the two folders are swapped, which the system does
//! in one step: at any time, the crate is the old one or the new one. What remains is the old crate under another
//! name, which is removed.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::file_system::{FileSystem, create_folders, identity};
use super::job::{Obstacle, changed_meanwhile};
use super::{Change, Plan, disk};

/// The new crate before the swap, and the old one after it.
const FOLDER: &str = "crate";

/// Replaces the folder at `place` by one with the changes made.
///
/// `workshop` is a folder beside it, where the old crate is left.
///
/// # Errors
///
/// [`Obstacle::NotHere`] if the folder cannot be rebuilt faithfully or swapped. Nothing has changed then.
pub(super) fn run(
    system: &dyn FileSystem,
    plan: &Plan,
    place: &Path,
    workshop: &Path,
) -> Result<(), Obstacle> {
    let copy = Copy {
        system,
        plan,
        changes: plan
            .changes
            .iter()
            .map(|change| (PathBuf::from(&change.path), change))
            .collect(),
        old: place,
        new: &workshop.join(FOLDER),
    };
    let exists = place.exists();
    copy.build(exists)?;
    if exists {
        system.exchange(copy.new, place).map_err(Obstacle::NotHere)?;
    } else {
        // Fails if a folder that holds something has come there meanwhile.
        system.rename(copy.new, place).map_err(Obstacle::NotHere)?;
    }
    // The swap has happened; that it cannot be made durable at once is no failure.
    for folder in [place.parent(), Some(workshop)].into_iter().flatten() {
        let _ = system.sync(folder);
    }
    if exists {
        rescue(&copy).map_err(|error| {
            let what =
                "a file that changed while the generator was running is kept here";
            Obstacle::Late(disk::problem(copy.new, what, &error))
        })?;
    }
    Ok(())
}

struct Copy<'a> {
    system: &'a dyn FileSystem,
    plan: &'a Plan,
    changes: BTreeMap<PathBuf, &'a Change>,
    old: &'a Path,
    new: &'a Path,
}

/// A folder of the old crate.
struct Folder {
    path: PathBuf,
    metadata: Metadata,
    was_empty: bool,
}

impl Copy<'_> {
    /// Builds the new crate and makes it durable.
    fn build(&self, exists: bool) -> Result<(), Obstacle> {
        let mut folders = Vec::new();
        let mut replaced = BTreeMap::new();
        if exists {
            let root = fs::metadata(self.old).map_err(Obstacle::NotHere)?;
            self.link_folder(Path::new(""), root, &mut folders, &mut replaced)?;
        } else {
            self.system.create_folder(self.new).map_err(Obstacle::NotHere)?;
        }
        self.write_files(&replaced)?;
        for folder in folders.iter().rev() {
            self.finish_folder(folder).map_err(Obstacle::NotHere)?;
        }
        self.sync_new_folders(&folders).map_err(Obstacle::NotHere)
    }

    /// Gives all files of a folder a second name in the new crate, but for those that change.
    fn link_folder(
        &self,
        path: &Path,
        metadata: Metadata,
        folders: &mut Vec<Folder>,
        replaced: &mut BTreeMap<PathBuf, Metadata>,
    ) -> Result<(), Obstacle> {
        let index = folders.len();
        let device = metadata.dev();
        folders.push(Folder {
            path: path.to_owned(),
            metadata,
            was_empty: true,
        });
        self.system.create_folder(&self.new.join(path)).map_err(Obstacle::NotHere)?;
        for entry in fs::read_dir(self.old.join(path)).map_err(Obstacle::NotHere)? {
            let entry = entry.map_err(Obstacle::NotHere)?;
            let path = path.join(entry.file_name());
            folders[index].was_empty = false;
            // What Cargo builds meanwhile comes and goes.
            let Some(metadata) = unless_gone(entry.metadata())? else {
                continue;
            };
            if metadata.dev() != device {
                return Err(Obstacle::NotHere(io::ErrorKind::CrossesDevices.into()));
            }
            if metadata.is_dir() {
                self.link_folder(&path, metadata, folders, replaced)?;
            } else if let Some(change) = self.changes.get(&path) {
                self.check_unchanged(change)?;
                replaced.insert(path, metadata);
            } else {
                unless_gone(
                    self.system.link(&self.old.join(&path), &self.new.join(&path)),
                )?;
            }
        }
        Ok(())
    }

    /// Fails if the file is no longer what the plan was made for.
    fn check_unchanged(&self, change: &Change) -> Result<(), Obstacle> {
        let now = disk::read(&self.old.join(&change.path))?;
        if now.map(|now| String::from_utf8_lossy(&now).into_owned()) == change.old {
            return Ok(());
        }
        Err(changed_meanwhile(&self.plan.directory.join(&change.path)))
    }

    fn write_files(
        &self,
        replaced: &BTreeMap<PathBuf, Metadata>,
    ) -> Result<(), Obstacle> {
        let problem = |path: &str, error: &io::Error| {
            disk::problem(
                &self.plan.directory.join(path),
                "the file cannot be written",
                error,
            )
        };
        let files = || {
            let new = |change: &&Change| change.new.is_some();
            self.plan.changes.iter().filter(new)
        };
        for change in files() {
            let place = self.new.join(&change.path);
            let contents = change.new.as_deref().unwrap_or_default();
            create_folders(self.system, place.parent().unwrap_or(self.new))
                .and_then(|()| self.system.create_file(&place, contents.as_bytes()))
                .map_err(|error| problem(&change.path, &error))?;
            if let Some(old) = replaced.get(Path::new(&change.path)) {
                self.system.copy_access(&place, old).map_err(Obstacle::NotHere)?;
            }
        }
        // All at once, so that the system can write them together.
        for change in files() {
            self.system
                .sync(&self.new.join(&change.path))
                .map_err(|error| problem(&change.path, &error))?;
        }
        Ok(())
    }

    /// Removes a folder that lost its last file, and makes another look like the old one.
    fn finish_folder(&self, folder: &Folder) -> io::Result<()> {
        let place = self.new.join(&folder.path);
        let is_root = folder.path == Path::new("");
        let is_empty = fs::read_dir(&place)?.next().is_none();
        if is_empty && !folder.was_empty && !is_root {
            return self.system.remove_folder(&place);
        }
        self.system.sync(&place)?;
        let changes =
            self.changes.keys().any(|path| path.parent() == Some(folder.path.as_path()));
        if !changes {
            self.system.copy_time(&place, &folder.metadata)?;
        }
        self.system.copy_access(&place, &folder.metadata)
    }

    /// Makes the folders durable that the old crate did not have.
    fn sync_new_folders(&self, folders: &[Folder]) -> io::Result<()> {
        let is_old = |path: &Path| folders.iter().any(|folder| folder.path == path);
        let mut synced = Vec::new();
        for path in self.changes.keys().filter(|path| self.changes[*path].new.is_some())
        {
            for folder in path.ancestors().skip(1) {
                if is_old(folder) || synced.contains(&folder) {
                    break;
                }
                self.system.sync(&self.new.join(folder))?;
                synced.push(folder);
            }
        }
        Ok(())
    }
}

/// Moves back what someone else wrote into the old crate between its copying and the swap.
fn rescue(copy: &Copy) -> io::Result<()> {
    let (old, place) = (copy.new, copy.old);
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(old.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            let metadata = entry.metadata()?;
            let change = copy.changes.get(&path);
            if metadata.is_dir() {
                folders.push(path);
            } else if change.is_some_and(|change| change.old.is_none()) {
                return Err(io::ErrorKind::AlreadyExists.into());
            } else if change.is_none() && !is_at(&metadata, &place.join(&path)) {
                create_folders(copy.system, &place.join(&folder))?;
                copy.system.rename(&entry.path(), &place.join(&path))?;
            }
        }
    }
    Ok(())
}

fn is_at(metadata: &Metadata, path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|other| identity(&other) == identity(metadata))
}

fn unless_gone<T>(outcome: io::Result<T>) -> Result<Option<T>, Obstacle> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Obstacle::NotHere(error)),
    }
}
