//! Makes the changes one by one, where the folder of the crate cannot be replaced in one step.
//!
//! That is so where it is a mount point, stands in a folder that cannot be written, or on a file system without links or
//! swaps. Everything happens within the folder, in a workshop of its own: first the new files are written there and
//! the old ones get a second name there, then the journal says what is going to happen, and then it happens. What ends
//! the change is that the journal is removed. Until then the old crate can be put back, and is: at once after a
//! failure, and by the next run if this one was killed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::file_system::{
    FileSystem, create_folders, prune, remove_all, remove_if_empty,
};
use super::job::{Obstacle, changed_meanwhile};
use super::path::flaw;
use super::{Change, Plan, disk, manifest};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::hash::sha256;
use crate::pointer::Pointer;

const NAME: &str = "journal";
const UNFINISHED: &str = "journal.new";
const NEW: &str = "new";
const OLD: &str = "old";
/// What stands for the hash of a file that goes away.
const NO_FILE: &str = "-";
/// What stands for the hash of a folder that is made.
const FOLDER: &str = "folder";

/// Whether a workshop holds the journal of a run that was killed.
pub(super) fn is_in(workshop: &Path) -> bool {
    workshop.join(NAME).exists()
}

/// Makes the changes to the folder at `place`, or none of them.
pub(super) fn run(
    system: &dyn FileSystem,
    plan: &Plan,
    place: &Path,
    workshop: &Path,
) -> Result<(), Obstacle> {
    let run = Run {
        system,
        place,
        workshop,
    };
    for change in &plan.changes {
        let path = plan.directory.join(&change.path);
        if disk::read(&place.join(&change.path))?
            .map(|now| String::from_utf8_lossy(&now).into_owned())
            != change.old
        {
            return Err(changed_meanwhile(&path));
        }
        run.prepare(change).map_err(|error| {
            disk::problem(&path, "the file cannot be written", &error)
        })?;
    }
    run.write_journal(plan).map_err(|error| {
        disk::problem(&plan.directory, "the crate cannot be changed", &error)
    })?;
    let ended = run.apply(plan).and_then(|()| {
        system.remove_file(&workshop.join(NAME)).map_err(|error| ("", error))
    });
    if let Err((path, error)) = ended {
        let path = plan.directory.join(path);
        let problem = disk::problem(&path, "the crate cannot be changed", &error);
        return Err(match undo(system, place, workshop) {
            Ok(()) => Obstacle::Problem(problem),
            Err(others) => Obstacle::Late(problem.into_iter().chain(others).collect()),
        });
    }
    // It has happened; that it cannot be made durable at once is no failure.
    let _ = system.sync(workshop);
    Ok(())
}

struct Run<'a> {
    system: &'a dyn FileSystem,
    place: &'a Path,
    workshop: &'a Path,
}

impl Run<'_> {
    /// Writes the new file aside, and keeps the old one.
    fn prepare(&self, change: &Change) -> io::Result<()> {
        let now = self.place.join(&change.path);
        let (old, new) = (
            self.workshop.join(OLD).join(&change.path),
            self.workshop.join(NEW).join(&change.path),
        );
        if change.old.is_some() {
            create_folders(self.system, folder_of(&old))?;
            // Not every file system has links.
            if self.system.link(&now, &old).is_err() {
                self.system.create_file(&old, &fs::read(&now)?)?;
                self.copy_access(&old, &now)?;
                self.system.sync(&old)?;
            }
            self.system.sync(folder_of(&old))?;
        }
        if let Some(contents) = &change.new {
            create_folders(self.system, folder_of(&new))?;
            self.system.create_file(&new, contents.as_bytes())?;
            if change.old.is_some() {
                self.copy_access(&new, &now)?;
            }
            self.system.sync(&new)?;
        }
        Ok(())
    }

    /// As far as it is allowed: the owner may be someone else.
    fn copy_access(&self, path: &Path, model: &Path) -> io::Result<()> {
        match self.system.copy_access(path, &fs::metadata(model)?) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            outcome => outcome,
        }
    }

    fn write_journal(&self, plan: &Plan) -> io::Result<()> {
        let line = |change: &Change| {
            let hash = change.new.as_deref().map(|new| sha256(new.as_bytes()));
            format!("{}  {}\n", hash.as_deref().unwrap_or(NO_FILE), change.path)
        };
        let folder = |path: &Path| format!("{FOLDER}  {}\n", path.display());
        let text: String = plan
            .changes
            .iter()
            .map(line)
            .chain(self.missing_folders(plan).into_iter().map(folder))
            .collect();
        let unfinished = self.workshop.join(UNFINISHED);
        self.system.create_file(&unfinished, text.as_bytes())?;
        self.system.sync(&unfinished)?;
        self.system.rename(&unfinished, &self.workshop.join(NAME))?;
        self.system.sync(self.workshop)
    }

    /// The folders that are to be made, outer ones first.
    fn missing_folders<'a>(&self, plan: &'a Plan) -> BTreeSet<&'a Path> {
        plan.changes
            .iter()
            .filter(|change| change.new.is_some())
            .flat_map(|change| Path::new(&change.path).ancestors().skip(1))
            .filter(|folder| !self.place.join(folder).exists())
            .collect()
    }

    /// Makes the changes; says which failed.
    fn apply<'a>(&self, plan: &'a Plan) -> Result<(), (&'a str, io::Error)> {
        let (kept, removed): (Vec<_>, Vec<_>) =
            plan.changes.iter().partition(|change| change.new.is_some());
        let remove = |change: &Change| {
            let place = self.place.join(&change.path);
            self.system.remove_file(&place)?;
            prune(self.system, folder_of(&place), self.place)
        };
        let write = |change: &Change| {
            let place = self.place.join(&change.path);
            create_folders(self.system, folder_of(&place))?;
            self.system.rename(&self.workshop.join(NEW).join(&change.path), &place)?;
            self.system.sync(folder_of(&place))
        };
        for change in removed {
            remove(change).map_err(|error| (change.path.as_str(), error))?;
        }
        for change in kept {
            write(change).map_err(|error| (change.path.as_str(), error))?;
        }
        Ok(())
    }
}

/// Puts back what a run that did not end has changed; nothing if there is no journal.
///
/// It can be interrupted and repeated. Only what holds what that run wrote is replaced, so that nothing is lost that
/// someone has written since.
pub(super) fn undo(
    system: &dyn FileSystem,
    place: &Path,
    workshop: &Path,
) -> Result<(), Diagnostics> {
    let journal = workshop.join(NAME);
    let Some(text) = disk::read(&journal)? else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut entries = Vec::new();
    for line in text.lines() {
        let entry = line
            .split_once("  ")
            .filter(|(_, path)| *path == manifest::NAME || flaw(path).is_none());
        entries.push(entry.ok_or_else(|| damaged(&journal, line))?);
    }
    // The reverse of how it was done: inner folders come before outer ones, and what was removed comes last.
    entries.reverse();
    entries.sort_by_key(|(hash, _)| (*hash == NO_FILE, *hash == FOLDER));
    for (hash, path) in entries {
        put_back(system, place, workshop, hash, path).map_err(|error| {
            let what = "the file of the old crate cannot be put back yet";
            disk::problem(&place.join(path), what, &error)
        })?;
    }
    system.sync(place).and_then(|()| remove_all(system, &journal)).map_err(|error| {
        disk::problem(&journal, "the journal cannot be removed", &error)
    })
}

/// A journal that this generator did not write: it may name any place.
fn damaged(journal: &Path, line: &str) -> Diagnostics {
    let found = format!("the journal of an interrupted run is damaged: `{line}`");
    Diagnostic::error(Pointer::root(), found)
        .in_file(journal.display().to_string())
        .expected("a hash, two spaces, and the path of a file in the crate")
        .help(
            "remove the directory of the journal, and restore the crate from version control",
        )
        .into()
}

fn put_back(
    system: &dyn FileSystem,
    place: &Path,
    workshop: &Path,
    hash: &str,
    path: &str,
) -> io::Result<()> {
    let (now, old) = (place.join(path), workshop.join(OLD).join(path));
    if hash == FOLDER {
        return remove_if_empty(system, &now);
    }
    let found = match fs::read(&now) {
        Ok(contents) => sha256(&contents),
        Err(error) if error.kind() == io::ErrorKind::NotFound => NO_FILE.to_owned(),
        Err(error) => return Err(error),
    };
    if found != hash {
        return Ok(());
    }
    if old.exists() {
        create_folders(system, folder_of(&now))?;
        system.rename(&old, &now)?;
        system.sync(folder_of(&now))
    } else if hash == NO_FILE {
        Ok(())
    } else {
        system.remove_file(&now)
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}
