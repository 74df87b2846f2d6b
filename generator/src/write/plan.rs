//! Compares the files of the client crate with what stands on disk.

use std::path::{Path, PathBuf};

use super::disk::{self, Found};
use super::manifest::{self, Manifest};
use super::path::flaw;
use super::{OutputFiles, journal, workshop};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// What is to happen to the files in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The folder of the client crate.
    pub directory: PathBuf,
    /// What has to change, by path.
    pub changes: Vec<Change>,
    /// How many files are as they should be.
    pub unchanged: usize,
}

/// What is to happen to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file's path, relative to the folder.
    pub path: String,
    /// What it holds now; nothing if it is missing. What is no UTF-8 is replaced.
    pub old: Option<String>,
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

/// Says what has to change so that the folder holds exactly these files of ours, and no others of ours.
///
/// # Errors
///
/// If a file that is not ours stands in the way of one of them, or an earlier run was interrupted in the middle of
/// changing the folder.
pub fn plan(files: &OutputFiles, directory: &Path) -> Result<Plan, Diagnostics> {
    let misplaced: Diagnostics =
        files.iter().filter_map(|(path, _)| misplaced(path)).collect();
    let mut problems = misplaced.into_result()?;
    if journal::is_in(&workshop::inside(directory)) {
        return Err(interrupted(directory).into());
    }
    let manifest = Manifest::read(directory)?;
    let files = with_manifest(files);
    let mut plan = Plan {
        directory: directory.to_owned(),
        changes: Vec::new(),
        unchanged: 0,
    };
    for (path, new) in files.iter() {
        match change(directory, &manifest, path, new) {
            Ok(Some(change)) => plan.changes.push(change),
            Ok(None) => plan.unchanged += 1,
            Err(found) => problems.extend(found),
        }
    }
    plan.changes.extend(stale(&files, directory, &manifest)?);
    plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
    problems.into_result().map(|_| plan)
}

/// What has to happen to one file; nothing if it is as it should be.
fn change(
    directory: &Path,
    manifest: &Manifest,
    path: &str,
    new: &str,
) -> Result<Option<Change>, Diagnostics> {
    let place = directory.join(path);
    let old = match disk::look(directory, path)? {
        Found::Nothing => None,
        Found::File(old) => Some(old),
        // A link to the right contents serves as well.
        Found::Link(Some(old)) if old == new.as_bytes() => Some(old),
        Found::Link(_) => return Err(in_the_way(&place, "a link", "a file").into()),
        Found::InTheWay {
            place,
            found,
            expected,
        } => return Err(in_the_way(&place, found, expected).into()),
    };
    match old {
        Some(old) if old == new.as_bytes() => Ok(None),
        Some(old) if !manifest.owns(path, &old) => Err(foreign(&place).into()),
        old => Ok(Some(Change {
            path: path.to_owned(),
            old: old.map(|old| String::from_utf8_lossy(&old).into_owned()),
            new: Some(new.to_owned()),
        })),
    }
}

/// The files and their manifest.
fn with_manifest(files: &OutputFiles) -> OutputFiles {
    let mut files = files.clone();
    files.insert(manifest::NAME, manifest::of(&files));
    files
}

/// The files of ours that are no longer in the set.
fn stale(
    files: &OutputFiles,
    directory: &Path,
    manifest: &Manifest,
) -> Result<Vec<Change>, Diagnostics> {
    let mut stale = Vec::new();
    for path in manifest.paths().filter(|path| !files.0.contains_key(*path)) {
        // What someone has put in its place stays.
        if let Found::File(old) = disk::look(directory, path)?
            && manifest.owns(path, &old)
        {
            stale.push(Change {
                path: path.to_owned(),
                old: Some(String::from_utf8_lossy(&old).into_owned()),
                new: None,
            });
        }
    }
    Ok(stale)
}

/// Reports a path that might lead out of the directory.
fn misplaced(path: &str) -> Option<Diagnostic> {
    let flaw = flaw(path)?;
    let found = format!("the path `{path}` of a generated file {flaw}");
    Some(
        Diagnostic::error(Pointer::root(), found)
            .in_file(path)
            .expected("a relative path of plain names with `/` between them"),
    )
}

fn foreign(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Pointer::root(),
        "a generated file would overwrite one that the generator did not write",
    )
    .in_file(path.display().to_string())
    .expected(format!(
        "no file, or one that `{}` lists and that still opens with the generator's header or, \
         where it never had one, holds what the generator wrote",
        manifest::NAME
    ))
    .help("move or remove the file")
}

/// Reports what is neither a file of ours nor nothing.
pub(super) fn in_the_way(path: &Path, found: &str, expected: &str) -> Diagnostic {
    Diagnostic::error(
        Pointer::root(),
        format!("{found} stands where the crate needs {expected}"),
    )
    .in_file(path.display().to_string())
    .expected(format!("{expected}, or nothing"))
    .help(format!("move or remove the {}", &found[2..]))
}

fn interrupted(directory: &Path) -> Diagnostic {
    Diagnostic::error(
        Pointer::root(),
        "an earlier run was interrupted while it changed the crate",
    )
    .in_file(directory.display().to_string())
    .help("run `generator`: it puts the old crate back, then writes the new one")
}
