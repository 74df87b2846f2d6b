//! Compares the files of the client crate with those on disk.

use std::path::{Path, PathBuf};

use super::disk::{self, Found};
use super::manifest::{self, Manifest};
use super::path::invalid_reason;
use super::{OutputFiles, directory, staging};
use crate::diagnostics::{Diagnostic, Diagnostics, Failure};

/// The changes to the files in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The directory of the client crate, as given by the caller.
    pub directory: PathBuf,
    /// The changes, sorted by path.
    pub changes: Vec<Change>,
    /// The number of files that are up to date.
    pub unchanged: usize,
}

/// The change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path of the file, relative to the directory.
    pub path: String,
    /// The current contents, or `None` if the file is missing.
    pub old: Option<Vec<u8>>,
    /// The new contents, or `None` if the file is stale.
    pub new: Option<String>,
}

impl Plan {
    /// Returns the number of files to write.
    pub fn written(&self) -> usize {
        self.changes.len() - self.removed()
    }

    /// Returns the number of files to remove.
    pub fn removed(&self) -> usize {
        self.changes.iter().filter(|change| change.new.is_none()).count()
    }
}

/// Determines the changes after which the directory contains exactly these files and no other owned ones.
///
/// Blocks while another run is changing the directory.
///
/// # Errors
///
/// Returns an error if a file that the generator does not own is in the way, or an earlier run was interrupted while it
/// changed the directory.
pub fn plan(files: &OutputFiles, directory: &Path) -> Result<Plan, Failure> {
    let _lock = directory::lock(directory);
    match disk::read(directory, staging::JOURNAL)? {
        Found::Nothing => {}
        Found::File(_) => return Err(interrupted(directory).into()),
        Found::Obstructed { problem, .. } => return Err(problem.into()),
    }
    compare(files, directory, &Manifest::read(directory, manifest::NAME)?)
}

/// Determines the changes, given the files that may be owned.
pub(super) fn compare(
    files: &OutputFiles,
    directory: &Path,
    owned: &Manifest,
) -> Result<Plan, Failure> {
    let invalid: Diagnostics =
        files.iter().filter_map(|(path, _)| invalid_path(path)).collect();
    let mut problems = invalid.into_result()?;
    let mut files = files.clone();
    files.insert(manifest::NAME, Manifest::of(&files).text());
    let mut plan = Plan {
        directory: directory.to_owned(),
        changes: Vec::new(),
        unchanged: 0,
    };
    for (path, new) in files.iter() {
        match change(directory, owned, path, new) {
            Ok(Some(change)) => plan.changes.push(change),
            Ok(None) => plan.unchanged += 1,
            Err(found) => problems.extend(found),
        }
    }
    for path in owned.paths().filter(|path| !files.contains(path)) {
        // A file that has replaced a stale one is kept.
        if let Found::File(old) = disk::read(directory, path)?
            && owned.owns(path, &old)
        {
            plan.changes.push(Change {
                path: path.to_owned(),
                old: Some(old),
                new: None,
            });
        }
    }
    plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
    problems.into_result().map(|_| plan)
}

/// Returns the change to a file, or `None` if it is up to date.
fn change(
    directory: &Path,
    owned: &Manifest,
    path: &str,
    new: &str,
) -> Result<Option<Change>, Failure> {
    let old = match disk::read(directory, path)? {
        Found::Nothing => None,
        // A symbolic link to a file with the right contents is accepted.
        Found::File(old)
        | Found::Obstructed {
            link_contents: Some(old),
            ..
        } if old == new.as_bytes() => {
            return Ok(None);
        }
        Found::File(old) if owned.owns(path, &old) => Some(old),
        Found::File(_) => return Err(not_owned(&directory.join(path)).into()),
        Found::Obstructed { problem, .. } => return Err(problem.into()),
    };
    Ok(Some(Change {
        path: path.to_owned(),
        old,
        new: Some(new.to_owned()),
    }))
}

/// Reports an invalid path of a generated file.
fn invalid_path(path: &str) -> Option<Diagnostic> {
    Some(disk::error(
        Path::new(path),
        &format!("the path `{path}` of a generated file {}", invalid_reason(path)?),
        "a relative path of plain names separated by `/`",
        "report this bug in the generator, and attach the document",
    ))
}

fn not_owned(path: &Path) -> Diagnostic {
    disk::error(
        path,
        "the file was not written by the generator and will not be overwritten",
        "no file, or one that `.generated-files` lists and that still starts with the \
         generator's header or, if it never had one, is unmodified",
        "move or remove the file",
    )
}

fn interrupted(directory: &Path) -> Diagnostic {
    disk::error(
        directory,
        "an earlier run was interrupted while it changed the crate",
        "a crate written by a single run",
        "run `generator` to complete the change",
    )
}
