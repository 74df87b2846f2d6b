//! Puts the files of the client crate on disk: all of them or none, and never over a file that is not ours.
//!
//! A file is ours if the manifest `.generated-files` lists it and it still opens with the generator's header or, where it
//! never had one, such as a licence, holds what was written. [`plan()`] compares the files with the disk and changes
//! nothing; [`write()`] makes the changes, in one way on every system:
//!
//! 1. All text exists before the first byte is written, so that bad input never leaves half a crate.
//! 2. Runs in one directory wait for each other, by a lock on the directory itself: it leaves nothing behind. (Windows and
//!    some network file systems have no such lock; runs at the same time are not kept apart there.)
//! 3. In `.generating` in the directory, which is on its file system, the new files are written and the old ones kept: a
//!    full disk is found out here, where nothing has changed. The directory stays the one that shells and editors are in,
//!    and what is not ours is never moved, linked or copied.
//! 4. A journal in `.generating` lists what is ours from now on: what was, and what is to come. It has no instructions, so
//!    that the most that a forged one can do is what a forged manifest can.
//! 5. File by file, the new one is renamed over the old one, unless someone has changed that meanwhile. After an error the
//!    old ones are renamed back.
//! 6. The run is complete when the journal is gone.
//!
//! A run that is killed between 4 and 6 leaves old files beside new ones. While its journal is there, [`plan()`] refuses
//! to compare; the next run takes the mixture for its own, whatever its document, and so completes it.

mod directory;
mod disk;
pub mod drift;
mod manifest;
mod path;
mod plan;
mod staging;
mod step;
mod transaction;

use std::path::Path;

use crate::diagnostics::Failure;
use crate::emit::OutputFiles;
use manifest::Manifest;
use staging::Staging;
use step::Take;
use transaction::Transaction;

pub use plan::{Change, Plan, plan};

/// Makes the directory hold exactly these files of ours, and no others of ours; returns what has changed.
///
/// A file that already holds what would be written is left alone and is ours from then on, whoever wrote it. A run that
/// changes nothing touches nothing. Links in the path of the directory are followed.
///
/// # Errors
///
/// If something is in the way or fails. The directory is as it was then; if it could not be put back, the message says so,
/// and the next run completes it.
pub fn write(files: &OutputFiles, directory: &Path) -> Result<Plan, Failure> {
    run(&step::take, files, directory)
}

fn run(take: Take, files: &OutputFiles, directory: &Path) -> Result<Plan, Failure> {
    let place = directory::resolve(directory)?;
    let (_lock, created) = directory::enter(take, &place)?;
    let written = change(take, files, directory, &place);
    if written.is_err() {
        step::remove_created(take, &created);
    }
    written
}

/// Makes the changes; no other run does meanwhile.
fn change(
    take: Take,
    files: &OutputFiles,
    directory: &Path,
    place: &Path,
) -> Result<Plan, Failure> {
    let listed =
        [manifest::NAME, staging::JOURNAL].map(|path| Manifest::read(directory, path));
    let [written, interrupted] = listed;
    let owned = written?.and(interrupted?);
    let plan = plan::compare(files, directory, &owned)?;
    let staging = Staging::of(take, place);
    if plan.changes.is_empty() && !staging.is_there() {
        return Ok(plan);
    }
    Transaction {
        take,
        place,
        plan: &plan,
        gone: owned.paths().filter(|path| !files.contains(path)).collect(),
        journal: owned.clone().and(Manifest::of(files)).text(),
        staging,
        created: Vec::new(),
    }
    .run()?;
    Ok(plan)
}

#[cfg(test)]
mod tests;
