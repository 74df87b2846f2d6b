//! Everything that `diff` and `--changelog` need: what changes for callers from one document to another.
//!
//! Takes two inputs and gives [`Changes`]. [`mod@compare`] finds what changes between two named APIs, [`report`] shows it,
//! [`baseline`] and [`git`] find the document that a release was made from, and [`changelog`] keeps its entries.

pub mod baseline;
pub mod changelog;
pub mod compare;
pub mod git;
pub mod report;

use crate::diagnostics::{Diagnostics, Failure, Pointer, Severity};
use crate::input::document::{Input, Sources};
use crate::pipeline::named;
use compare::{Change, compare};

/// What changes, and what was found on the way.
#[derive(Debug)]
pub struct Changes {
    /// The changes, sorted; their pointers are those of the files that were read.
    pub changes: Vec<Change>,
    /// What the overlays do not fit, with files and lines.
    pub warnings: Diagnostics,
    /// Where the old document says what.
    pub old: Sources,
    /// Where the new document says what.
    pub new: Sources,
}

/// Takes both documents as far as the comparison needs.
///
/// An overlay may have been made for only one of the two, so an action of it that selects nothing is a warning here, and
/// so are names of it that do not fit together.
///
/// # Errors
///
/// The problems of both documents.
pub fn between(old: &Input, new: &Input) -> Result<Changes, Failure> {
    let read = |input| named(input, Severity::Warning).map_err(Failure::errors);
    let (old, new) = Failure::both(read(old), read(new))?;
    let mut changes = compare(&old.made, &new.made);
    for change in &mut changes {
        let origin = |pointer: &mut Option<Pointer>, sources: &Sources| {
            if let Some(pointer) = pointer {
                *pointer = sources.in_document(pointer);
            }
        };
        origin(&mut change.old_pointer, &old.sources);
        origin(&mut change.new_pointer, &new.sources);
    }
    let mut warnings = old.misfits;
    warnings.extend(new.misfits);
    Ok(Changes {
        changes,
        warnings,
        old: old.sources,
        new: new.sources,
    })
}
