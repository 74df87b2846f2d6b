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

use crate::diagnostics::{Diagnostics, Failure, Pointer, Severity};
use crate::input::document::{Input, Sources};
use crate::name::NamedApi;
use crate::pipeline::named;
use compare::{Change, compare};

/// The result of a comparison.
#[derive(Debug)]
pub struct Changes {
    /// The changes, sorted. Their pointers refer to the original documents.
    pub changes: Vec<Change>,
    /// Actions of overlays that do not match a document, with files and lines.
    pub warnings: Diagnostics,
    /// Source locations of the old document.
    pub old: Sources,
    /// Source locations of the new document.
    pub new: Sources,
}

/// Compares two documents.
///
/// An overlay may have been written for only one of them. Actions that match nothing and conflicting names are therefore
/// warnings.
///
/// # Errors
///
/// Returns the problems of both documents.
pub fn between(old: &Input, new: &Input) -> Result<Changes, Failure> {
    let (old, new) = Failure::both(Revision::read(old), Revision::read(new))?;
    let changes = old.changes_to(&new);
    let mut warnings = old.mismatches;
    warnings.extend(new.mismatches);
    Ok(Changes {
        changes,
        warnings,
        old: old.sources,
        new: new.sources,
    })
}

/// A document that can be compared with several others.
#[derive(Debug)]
pub struct Revision {
    api: NamedApi,
    mismatches: Diagnostics,
    sources: Sources,
}

impl Revision {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// Returns the problems of the document.
    pub fn read(input: &Input) -> Result<Self, Failure> {
        let read = named(input, Severity::Warning).map_err(Failure::errors)?;
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
