//! Compares the files of the client crate with what stands on disk.

use std::path::{Path, PathBuf};

use super::disk::{self, Found};
use super::manifest::{self, Manifest};
use super::path::flaw;
use super::{OutputFiles, directory, staging};
use crate::diagnostics::{Diagnostic, Diagnostics, Failure};

/// What is to happen to the files in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The directory of the client crate, as the caller names it.
    pub directory: PathBuf,
    /// What has to change, by path.
    pub changes: Vec<Change>,
    /// How many files are as they should be.
    pub unchanged: usize,
}

/// What is to happen to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file's path, relative to the directory.
    pub path: String,
    /// What it holds now; nothing if it is missing.
    pub old: Option<Vec<u8>>,
    /// What it is to hold; nothing if it is stale.
    pub new: Option<String>,
}

impl Plan {
    /// How many files are to be written.
    pub fn written(&self) -> usize {
        self.changes.len() - self.removed()
    }

    /// How many files are to be removed.
    pub fn removed(&self) -> usize {
        self.changes.iter().filter(|change| change.new.is_none()).count()
    }
}

/// Says what has to change so that the directory holds exactly these files of ours, and no others of ours.
///
/// Waits for a run that is changing the directory.
///
/// # Errors
///
/// If a file that is not ours is in the way of one of them, or an earlier run was interrupted while it changed the
/// directory.
pub fn plan(files: &OutputFiles, directory: &Path) -> Result<Plan, Failure> {
    let _lock = directory::lock(directory);
    match disk::look(directory, staging::JOURNAL)? {
        Found::Nothing => {}
        Found::File(_) => return Err(interrupted(directory).into()),
        Found::InTheWay { problem, .. } => return Err(problem.into()),
    }
    compare(files, directory, &Manifest::read(directory, manifest::NAME)?)
}

/// The same where it is known what could be ours.
pub(super) fn compare(
    files: &OutputFiles,
    directory: &Path,
    owned: &Manifest,
) -> Result<Plan, Failure> {
    let misplaced: Diagnostics =
        files.iter().filter_map(|(path, _)| misplaced(path)).collect();
    let mut problems = misplaced.into_result()?;
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
        // What someone has put in the place of a stale file stays.
        if let Found::File(old) = disk::look(directory, path)?
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

/// What has to happen to one file; nothing if it is as it should be.
fn change(
    directory: &Path,
    owned: &Manifest,
    path: &str,
    new: &str,
) -> Result<Option<Change>, Failure> {
    let old = match disk::look(directory, path)? {
        Found::Nothing => None,
        // A link to the right contents serves as well.
        Found::File(old)
        | Found::InTheWay {
            behind: Some(old), ..
        } if old == new.as_bytes() => {
            return Ok(None);
        }
        Found::File(old) if owned.owns(path, &old) => Some(old),
        Found::File(_) => return Err(foreign(&directory.join(path)).into()),
        Found::InTheWay { problem, .. } => return Err(problem.into()),
    };
    Ok(Some(Change {
        path: path.to_owned(),
        old,
        new: Some(new.to_owned()),
    }))
}

/// Reports a path that might lead out of the directory.
fn misplaced(path: &str) -> Option<Diagnostic> {
    Some(disk::refusal(
        Path::new(path),
        &format!("the path `{path}` of a generated file {}", flaw(path)?),
        "a relative path of plain names with `/` between them",
        "this is a defect of the generator; please report it with the document",
    ))
}

fn foreign(path: &Path) -> Diagnostic {
    disk::refusal(
        path,
        "a generated file would overwrite one that the generator did not write",
        "no file, or one that `.generated-files` lists and that still opens with the \
         generator's header or, where it never had one, holds what the generator wrote",
        "move or remove the file",
    )
}

fn interrupted(directory: &Path) -> Diagnostic {
    disk::refusal(
        directory,
        "an earlier run was interrupted while it changed the crate",
        "a crate that one run has written",
        "run `generator`: it completes the change",
    )
}
