//! Changes for callers between two documents, as needed by `diff` and `--changelog`.
//!
//! [`between`] compares two inputs and returns their [`Changes`]. [`mod@compare`] compares two named APIs, [`report`]
//! formats the result, [`baseline`] and [`git`] locate the document of a previous release, and [`changelog`] maintains the
//! changelog.

pub mod baseline;
pub mod changelog;
pub mod compare;
pub mod git;
pub mod report;

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Failure, Pointer, Severity};
use crate::input::document::{Input, Inputs, Sources};
use crate::name::{NamedApi, Placement};
use crate::pipeline::{named_in, placed};
use compare::{Change, ChangeKind, Impact, compare};

/// The result of a comparison.
#[derive(Debug, Default)]
pub struct Changes {
    /// The changes, sorted. Their pointers refer to the original documents.
    pub changes: Vec<Change>,
    /// The breaking ones as problems, each with the file and the line in the new document, or in the old one if the item was
    /// removed.
    pub breaking: Diagnostics,
    /// Actions of overlays that do not match a document, with files and lines.
    pub warnings: Diagnostics,
}

/// Compares the documents of two states of a crate, each with that of the same module.
///
/// An overlay may have been written for only one of them. Actions that match nothing and conflicting names are therefore
/// warnings.
///
/// # Errors
///
/// Returns the problems of all documents.
pub fn between(old: &Inputs, new: &Inputs) -> Result<Changes, Failure> {
    let (mut old, new) = Failure::both(read_all(old), read_all(new))?;
    let mut found = Changes::default();
    for (module, after) in new {
        match old.remove(&module) {
            Some(before) => found.add(before, after),
            None => found
                .report(compare::module(ChangeKind::Added, &after.api), &after.sources),
        }
    }
    for before in old.into_values() {
        found.report(compare::module(ChangeKind::Removed, &before.api), &before.sources);
    }
    found.changes = compare::sorted(found.changes);
    Ok(found)
}

/// Compares two documents whose APIs are in the same module.
///
/// # Errors
///
/// Returns the problems of both documents.
pub fn between_in(
    placement: &Placement,
    old: &Input,
    new: &Input,
) -> Result<Changes, Failure> {
    let (old, new) = Failure::both(
        Revision::read_in(placement, old),
        Revision::read_in(placement, new),
    )?;
    let mut found = Changes::default();
    found.add(old, new);
    Ok(found)
}

/// Reads the documents of a crate, by the names of their modules.
fn read_all(inputs: &Inputs) -> Result<BTreeMap<Option<String>, Revision>, Failure> {
    let empty = Ok(BTreeMap::new());
    let (root, modules) = placed(inputs);
    std::iter::once(root).chain(modules).fold(empty, |all, (placement, input)| {
        let read = Revision::read_in(&placement, input);
        let (mut all, read) = Failure::both(all, read)?;
        all.insert(placement.module.name().map(str::to_owned), read);
        Ok(all)
    })
}

impl Changes {
    /// Adds the changes between two documents.
    fn add(&mut self, old: Revision, new: Revision) {
        for change in old.changes_to(&new) {
            // The old document has what was removed.
            let sources = if change.new_pointer.is_none() && change.old_pointer.is_some()
            {
                &old.sources
            } else {
                &new.sources
            };
            self.report(change, sources);
        }
        self.warnings.extend(old.mismatches);
        self.warnings.extend(new.mismatches);
    }

    fn report(&mut self, change: Change, sources: &Sources) {
        if change.impact == Impact::Breaking {
            self.breaking.extend(sources.located(breaking(&change)));
        }
        self.changes.push(change);
    }
}

/// Converts a breaking change to a problem.
fn breaking(change: &Change) -> Failure {
    let pointer = change.new_pointer.clone().or_else(|| change.old_pointer.clone());
    let note = if change.note.is_empty() {
        String::new()
    } else {
        format!(", {}", change.note)
    };
    let (path, item, kind) = (&change.path, change.item.word(), change.kind.word());
    let found = format!("breaking change: `{path}` ({item}) {kind}{note}");
    Diagnostic::error(pointer.unwrap_or_else(Pointer::root), found).into()
}

/// A document that can be compared with several others.
#[derive(Debug)]
pub struct Revision {
    api: NamedApi,
    mismatches: Diagnostics,
    sources: Sources,
}

impl Revision {
    /// Reads a document whose API is in the root of a crate.
    ///
    /// # Errors
    ///
    /// Returns the problems of the document.
    pub fn read(input: &Input) -> Result<Self, Failure> {
        Self::read_in(&Placement::default(), input)
    }

    fn read_in(placement: &Placement, input: &Input) -> Result<Self, Failure> {
        let read =
            named_in(placement, input, Severity::Warning).map_err(Failure::errors)?;
        Ok(Self {
            api: read.made,
            mismatches: read.mismatches,
            sources: read.sources,
        })
    }

    /// Returns the changes from this document to a new one, sorted. Their pointers refer to the original documents.
    pub fn changes_to(&self, new: &Self) -> Vec<Change> {
        let mut changes = compare(&self.api, &new.api);
        for change in &mut changes {
            let origin = |pointer: &mut Option<Pointer>, sources: &Sources| {
                if let Some(pointer) = pointer {
                    *pointer = sources.in_document(pointer);
                }
            };
            origin(&mut change.old_pointer, &self.sources);
            origin(&mut change.new_pointer, &new.sources);
        }
        changes
    }
}
