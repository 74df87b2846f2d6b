//! Puts the files of the client crate on disk: all of them or none, and never over a file that is not ours.
//!
//! A file is ours if the manifest `.generated-files` lists it and it still opens with the header of the generator or,
//! where it never had one, such as a licence, holds what was written. [`plan()`] compares the set with the disk and
//! changes nothing; [`write()`] makes the changes.
//!
//! Whenever the process is killed, the folder holds the old crate or the new one, because it is replaced in one step.
//! Where the system cannot do that (a mount point, a folder that must stay in its place, no second names for files), the
//! files change one by one under a journal, by which the next run puts the old crate back. Runs that write the same
//! folder wait for each other.

mod disk;
#[cfg(unix)]
mod exchange;
#[cfg(not(unix))]
#[path = "write/no_exchange.rs"]
mod exchange;
mod file_system;
mod job;
mod journal;
mod manifest;
mod path;
mod place;
mod plan;
mod workshop;

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Diagnostics;
use file_system::OnDisk;

pub use plan::{Change, Plan, plan};

/// The files of the client crate: paths relative to its folder, written with `/`, and what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputFiles(BTreeMap<String, String>);

impl OutputFiles {
    /// Adds a file; one of the same path is replaced.
    pub fn insert(&mut self, path: impl Into<String>, contents: impl Into<String>) {
        self.0.insert(path.into(), contents.into());
    }

    /// All of them, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, contents)| (path.as_str(), contents.as_str()))
    }
}

/// What writing did.
#[derive(Clone, Debug)]
pub struct Written {
    /// What has changed.
    pub plan: Plan,
    /// What is worth knowing besides.
    pub notes: Diagnostics,
}

/// Makes the folder hold exactly these files of ours, and no others of ours; files that are not ours stay.
///
/// A run that changes nothing touches nothing. Links in the path of the folder are followed.
///
/// # Errors
///
/// If something is in the way or fails. The folder is as it was then; if it could not be put back, the message says so,
/// and the next run does it.
pub fn write(files: &OutputFiles, directory: &Path) -> Result<Written, Diagnostics> {
    job::run(&OnDisk, files, directory)
}

#[cfg(test)]
mod tests;
