//! Writes the files of the client crate atomically, without overwriting files that the generator does not own.
//!
//! The generator owns a file if the manifest `.generated-files` lists it, and the file still starts with the generator's
//! header or, for files without a header such as licenses, has the listed hash. [`plan()`] compares the files with the disk
//! without changing anything; [`write()`] applies the changes, in the same way on every system:
//!
//! 1. All text exists before the first byte is written, so that invalid input never leaves a partial crate.
//! 2. Runs in the same directory wait for each other by locking the directory itself, which leaves no lock file behind.
//!    (Windows and some network file systems do not support this; concurrent runs are not synchronized there.)
//! 3. The new files are written to `.generating` inside the directory, on the same file system, and the old ones are
//!    backed up there: a full disk is detected before anything has changed. The directory itself is not replaced, and files
//!    that the generator does not own are never moved, linked or copied.
//! 4. A journal in `.generating` lists the files owned before and after the change. It contains no instructions, so a forged
//!    journal can do no more than a forged manifest.
//! 5. Each new file is renamed over the old one, unless that has been modified in the meantime. After an error the old
//!    files are renamed back.
//! 6. The run is complete when the journal is removed.
//!
//! A run that is killed between steps 4 and 6 leaves a mixture of old and new files. As long as its journal exists,
//! [`plan()`] fails; the next run owns all files of the mixture, whatever its document, and completes the change.

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
use step::Execute;
use transaction::Transaction;

pub use plan::{Change, Plan, plan};

/// Writes the files to the directory, removes other owned files, and returns the changes.
///
/// A file that already has the right contents is not touched and is owned from then on. A run without changes touches
/// nothing. Symbolic links in the path of the directory are followed.
///
/// # Errors
///
/// Returns an error if a file is in the way or an operation fails. The directory is restored to its previous state. If that
/// fails too, the message says so and the next run completes the change.
pub fn write(files: &OutputFiles, directory: &Path) -> Result<Plan, Failure> {
    run(&step::execute, files, directory)
}

fn run(
    execute: Execute,
    files: &OutputFiles,
    directory: &Path,
) -> Result<Plan, Failure> {
    let root = directory::resolve(directory)?;
    let (_lock, created) = directory::enter(execute, &root)?;
    let written = change(execute, files, directory, &root);
    if written.is_err() {
        step::remove_created(execute, &created);
    }
    written
}

/// Applies the changes while holding the lock.
fn change(
    execute: Execute,
    files: &OutputFiles,
    directory: &Path,
    root: &Path,
) -> Result<Plan, Failure> {
    let listed =
        [manifest::NAME, staging::JOURNAL].map(|path| Manifest::read(directory, path));
    let [written, interrupted] = listed;
    let owned = written?.and(interrupted?);
    let plan = plan::compare(files, directory, &owned)?;
    let staging = Staging::of(execute, root);
    if plan.changes.is_empty() && !staging.exists() {
        return Ok(plan);
    }
    Transaction {
        execute,
        root,
        plan: &plan,
        removed: owned.paths().filter(|path| !files.contains(path)).collect(),
        journal: owned.clone().and(Manifest::of(files)).text(),
        staging,
        created: Vec::new(),
    }
    .run()?;
    Ok(plan)
}

#[cfg(test)]
mod tests;
