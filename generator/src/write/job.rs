//! One run of writing: claims the folder, clears what a killed run left, and changes the folder the best way there is.

use std::io;
use std::path::Path;

use super::file_system::{FileSystem, create_folders};
use super::workshop::{self, Workshop};
use super::{OutputFiles, Plan, Written, disk, exchange, journal, place, plan};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// Why a way to write does not lead to its end.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// This way is not possible here, but another may be. Nothing has changed.
    NotHere(io::Error),
    /// No way is. Nothing has changed.
    Problem(Diagnostics),
    /// Something has changed, and what is in the workshop is still needed.
    Late(Diagnostics),
}

impl From<Diagnostics> for Obstacle {
    fn from(problems: Diagnostics) -> Self {
        Self::Problem(problems)
    }
}

/// Makes the folder hold these files of ours.
pub(super) fn run(
    system: &dyn FileSystem,
    files: &OutputFiles,
    directory: &Path,
) -> Result<Written, Diagnostics> {
    let place = place::resolve(directory)?;
    let beside = workshop::beside(&place);
    let inside = workshop::inside(&place);
    let is_claimed = || {
        beside.as_deref().is_some_and(workshop::is_there) || workshop::is_there(&inside)
    };
    if !is_claimed() {
        let identity = place::identity(&place);
        match plan(files, directory) {
            Ok(plan) if plan.changes.is_empty() => return Ok(Written::from(plan)),
            // Else another run may have replaced the folder under this one's eyes.
            Err(problems) if place::identity(&place) == identity && !is_claimed() => {
                return Err(problems);
            }
            Ok(_) | Err(_) => {}
        }
    }
    let job = Job {
        system,
        files,
        directory,
        place: &place,
    };
    // From here on no other run writes there, and a plan stays true.
    match beside.map(|folder| job.open_beside(&folder)).transpose()?.flatten() {
        Some(workshop) => job.within(workshop, |workshop| job.replace(workshop)),
        None => job.within(job.open_inside()?, |workshop| job.change(workshop)),
    }
}

/// Fails because a file is no longer what the plan was made for.
pub(super) fn changed_meanwhile(path: &Path) -> Obstacle {
    Obstacle::Problem(
        Diagnostic::error(
            Pointer::root(),
            "the file was changed while the generator was running",
        )
        .in_file(path.display().to_string())
        .help("see what changed it, then run the generator again")
        .into(),
    )
}

/// Files, and where they belong.
struct Job<'a> {
    system: &'a dyn FileSystem,
    files: &'a OutputFiles,
    /// The folder as the caller names it.
    directory: &'a Path,
    /// The same folder by its absolute path.
    place: &'a Path,
}

impl<'a> Job<'a> {
    /// Claims the workshop beside the folder; nothing if there can be none.
    fn open_beside(&self, folder: &Path) -> Result<Option<Workshop<'a>>, Diagnostics> {
        let parent = folder.parent().unwrap_or(folder);
        create_folders(self.system, parent).map_err(|error| {
            disk::problem(parent, "the folder cannot be made", &error)
        })?;
        match Workshop::open(self.system, folder.to_owned()) {
            Ok(workshop) => Ok(Some(workshop)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(unusable(folder, &error))
            }
            Err(_) => Ok(None),
        }
    }

    fn open_inside(&self) -> Result<Workshop<'a>, Diagnostics> {
        let folder = workshop::inside(self.place);
        create_folders(self.system, self.place)
            .and_then(|()| Workshop::open(self.system, folder.clone()))
            .map_err(|error| unusable(&folder, &error))
    }

    /// Works in a workshop, and removes it if it is not needed any more.
    fn within<T>(
        &self,
        workshop: Workshop,
        work: impl FnOnce(&Workshop) -> Result<T, Obstacle>,
    ) -> Result<T, Diagnostics> {
        let outcome = work(&workshop);
        if let Err(Obstacle::Late(problems)) = outcome {
            return Err(problems);
        }
        // What cannot be removed now is removed by the next run.
        let _ = workshop.close();
        outcome.map_err(|obstacle| match obstacle {
            Obstacle::Problem(problems) | Obstacle::Late(problems) => problems,
            Obstacle::NotHere(error) => unusable(self.place, &error),
        })
    }

    /// Replaces the folder as a whole, or makes the changes one by one if it cannot be replaced.
    fn replace(&self, workshop: &Workshop) -> Result<Written, Obstacle> {
        clear(workshop)?;
        if workshop::is_there(&workshop::inside(self.place)) {
            self.within(self.open_inside()?, |inside| self.undo(inside))?;
        }
        let plan = self.plan()?;
        if plan.changes.is_empty() {
            return Ok(Written::from(plan));
        }
        let notes = self.note_for_shells().into_iter().collect();
        match exchange::run(self.system, &plan, self.place, workshop.folder()) {
            Ok(()) => Ok(Written { plan, notes }),
            Err(Obstacle::NotHere(_)) => {
                clear(workshop)?;
                self.within(self.open_inside()?, |inside| {
                    clear(inside)?;
                    journal::run(self.system, &plan, self.place, inside.folder())
                })?;
                Ok(Written::from(plan))
            }
            Err(obstacle) => Err(obstacle),
        }
    }

    /// Makes the changes one by one.
    fn change(&self, inside: &Workshop) -> Result<Written, Obstacle> {
        self.undo(inside)?;
        clear(inside)?;
        let plan = self.plan()?;
        journal::run(self.system, &plan, self.place, inside.folder())?;
        Ok(Written::from(plan))
    }

    /// Undoes what a killed run did. Until that succeeds, what it kept is needed.
    fn undo(&self, inside: &Workshop) -> Result<(), Obstacle> {
        journal::undo(self.system, self.place, inside.folder()).map_err(Obstacle::Late)
    }

    fn plan(&self) -> Result<Plan, Diagnostics> {
        let plan = plan(self.files, self.directory)?;
        place::check_writable(&plan, self.place)?;
        Ok(plan)
    }

    /// Who started the generator within the folder stands in the old one afterwards.
    fn note_for_shells(&self) -> Option<Diagnostic> {
        let current = std::env::current_dir().ok()?;
        current.starts_with(self.place).then(|| {
            Diagnostic::note(Pointer::root(), "the current folder has been replaced")
                .in_file(self.directory.display().to_string())
                .help("run `cd .` to enter the new one")
        })
    }
}

impl From<Plan> for Written {
    fn from(plan: Plan) -> Self {
        Self {
            plan,
            notes: Diagnostics::default(),
        }
    }
}

fn clear(workshop: &Workshop) -> Result<(), Diagnostics> {
    workshop.clear().map_err(|error| unusable(workshop.folder(), &error))
}

fn unusable(folder: &Path, error: &io::Error) -> Diagnostics {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let found = "the generator needs this name for a folder of its own";
        return Diagnostic::error(Pointer::root(), found)
            .in_file(folder.display().to_string())
            .expected("nothing")
            .help("move or remove what stands there")
            .into();
    }
    disk::problem(folder, "the crate cannot be changed", error)
}
