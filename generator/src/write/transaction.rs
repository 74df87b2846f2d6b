//! Makes all changes of a plan, or none.
//!
//! The new files are written into a folder beside the crate's, on the same file system. Then each is moved into place, so
//! that a file is the old one or the new one at any time; what stood there is kept aside in the same folder, and put back
//! if a later move fails.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Change, Plan, disk};
use crate::diagnostic::Diagnostics;

/// Makes the changes.
pub(super) fn run(plan: &Plan) -> Result<(), Diagnostics> {
    if plan.changes.is_empty() {
        return Ok(());
    }
    let mut transaction = Transaction::begin(plan)?;
    for change in &plan.changes {
        if let Err(error) = transaction.make(change) {
            let problem = disk::problem(
                &plan.directory.join(&change.path),
                "the file cannot be changed",
                &error,
            );
            return Err(transaction.roll_back(problem));
        }
    }
    transaction.finish(&plan.changes);
    Ok(())
}

struct Transaction {
    directory: PathBuf,
    /// Holds in `new` the new files that are not in place yet, and in `old` what they replace.
    aside: tempfile::TempDir,
    /// What was done, in order.
    steps: Vec<Step>,
}

enum Step {
    MadeFolder(PathBuf),
    Replaced { place: PathBuf, old: PathBuf },
    Added(PathBuf),
}

impl Transaction {
    /// Writes the new files aside; the crate's folder is not touched.
    fn begin(plan: &Plan) -> Result<Self, Diagnostics> {
        let directory = std::path::absolute(&plan.directory).map_err(|error| {
            disk::problem(&plan.directory, "the folder has no path", &error)
        })?;
        let parent = directory.parent().unwrap_or(&directory);
        let aside = fs::create_dir_all(parent)
            .and_then(|()| {
                tempfile::Builder::new().prefix(".generating-").tempdir_in(parent)
            })
            .map_err(|error| {
                disk::problem(parent, "no file can be written beside the crate", &error)
            })?;
        for change in &plan.changes {
            if let Some(new) = &change.new {
                let place = aside.path().join("new").join(&change.path);
                write(&place, new).map_err(|error| {
                    disk::problem(&place, "the file cannot be written", &error)
                })?;
            }
        }
        Ok(Self {
            directory,
            aside,
            steps: Vec::new(),
        })
    }

    fn make(&mut self, change: &Change) -> io::Result<()> {
        let place = self.directory.join(&change.path);
        let new = self.aside.path().join("new").join(&change.path);
        if change.old.is_none() {
            self.make_folders(folder_of(&place))?;
            if place.try_exists()? {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(new, &place)?;
            self.steps.push(Step::Added(place));
            return Ok(());
        }
        let old = self.aside.path().join("old").join(&change.path);
        fs::create_dir_all(folder_of(&old))?;
        // Not every file system has links.
        fs::hard_link(&place, &old).or_else(|_| fs::copy(&place, &old).map(drop))?;
        match change.new {
            Some(_) => fs::rename(new, &place)?,
            None => fs::remove_file(&place)?,
        }
        self.steps.push(Step::Replaced { place, old });
        Ok(())
    }

    fn make_folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|folder| !folder.exists())
            .map(Path::to_owned)
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder)?;
            self.steps.push(Step::MadeFolder(folder));
        }
        Ok(())
    }

    /// Undoes every step; what cannot be undone is left aside, and said.
    fn roll_back(self, problem: Diagnostics) -> Diagnostics {
        let failed = self.steps.iter().rev().try_for_each(|step| match step {
            Step::MadeFolder(folder) => fs::remove_dir(folder),
            Step::Replaced { place, old } => fs::rename(old, place),
            Step::Added(place) => fs::remove_file(place),
        });
        match failed {
            Ok(()) => problem,
            Err(error) => {
                let aside = self.aside.keep();
                let what = "the old files could not be put back and are kept here";
                problem.into_iter().chain(disk::problem(&aside, what, &error)).collect()
            }
        }
    }

    /// Removes the folders that lost their last file.
    fn finish(self, changes: &[Change]) {
        for change in changes.iter().filter(|change| change.new.is_none()) {
            for folder in Path::new(&change.path)
                .ancestors()
                .skip(1)
                .filter(|folder| *folder != Path::new(""))
            {
                // One that still holds something stays.
                if fs::remove_dir(self.directory.join(folder)).is_err() {
                    break;
                }
            }
        }
    }
}

fn write(place: &Path, contents: &str) -> io::Result<()> {
    fs::create_dir_all(folder_of(place))?;
    fs::write(place, contents)
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}
