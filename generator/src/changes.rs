//! Everything that `diff` and `--changelog` need: what changes for callers from one document to another.
//!
//! Takes two inputs and gives [`Changes`]. [`mod@compare`] finds what changes between two named APIs, [`report`] shows it,
//! [`baseline`] and [`git`] find the document that a release was made from, and [`changelog`] keeps its entries.

pub mod baseline;
pub mod changelog;
pub mod compare;
pub mod git;
pub mod report;

use crate::pipeline::NamedApi;
use compare::{Change, compare};

use crate::diagnostics::{Diagnostics, Pointer, Severity};
use crate::input::config::Config;
use crate::input::document::{Source, Sources, load, overlay_leniently, resolve};
use crate::lower::lower;
use crate::name::name;
use crate::normalise::normalise;

/// A document and what is laid over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The document.
    pub document: Source,
    /// The overlays, in the order they apply.
    pub overlays: Vec<Source>,
}

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

impl Input {
    /// A document with the overlays of a configuration.
    pub fn new(document: Source, config: &Config) -> Self {
        let overlays = config.input.overlays.iter().map(|path| path.as_path().into());
        Self {
            document,
            overlays: overlays.collect(),
        }
    }
}

/// Takes both documents as far as the comparison needs.
///
/// An overlay may have been made for only one of the two, so an action of it that selects nothing is a warning here, and
/// so are names of it that do not fit together.
///
/// # Errors
///
/// The problems of both documents.
pub fn between(old: &Input, new: &Input) -> Result<Changes, Diagnostics> {
    let (old, new) = match (read(old), read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let mut problems = Diagnostics::default();
            for found in [old, new].into_iter().filter_map(Result::err) {
                problems.extend(found);
            }
            return Err(problems);
        }
    };
    let mut changes = compare(&old.api, &new.api);
    for change in &mut changes {
        let origin = |pointer: &mut Option<Pointer>, sources: &Sources| {
            if let Some(pointer) = pointer {
                *pointer = sources.in_document(pointer);
            }
        };
        origin(&mut change.old_pointer, &old.sources);
        origin(&mut change.new_pointer, &new.sources);
    }
    let mut warnings = old.warnings;
    warnings.extend(new.warnings);
    Ok(Changes {
        changes,
        warnings,
        old: old.sources,
        new: new.sources,
    })
}

struct Read {
    api: NamedApi,
    warnings: Diagnostics,
    sources: Sources,
}

fn read(input: &Input) -> Result<Read, Diagnostics> {
    let mut document = load(&input.document)?;
    let mut warnings = Diagnostics::default();
    let mut problems = Diagnostics::default();
    for overlay in &input.overlays {
        match overlay_leniently(&mut document, overlay) {
            Ok(found) => warnings.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    problems.into_result()?;
    let resolved = resolve(document)?;
    let mut found = Diagnostics::default();
    let api = lower(&resolved.openapi, &mut found);
    let sources = resolved.sources;
    if found.has_errors() {
        let mut errors = of_severity(found, Severity::Error);
        sources.locate(&mut errors);
        return Err(errors);
    }
    let mut disputed = Diagnostics::default();
    let api = normalise(api, &mut disputed);
    let names = name(&api, &mut disputed);
    // What an overlay calls by two names may have been two things then.
    let mut disputed = of_severity(disputed, Severity::Error);
    disputed.iter_mut().for_each(|problem| problem.severity = Severity::Warning);
    sources.locate(&mut disputed);
    warnings.extend(disputed);
    Ok(Read {
        api: NamedApi { api, names },
        warnings,
        sources,
    })
}

fn of_severity(diagnostics: Diagnostics, severity: Severity) -> Diagnostics {
    diagnostics.into_iter().filter(|problem| problem.severity == severity).collect()
}
