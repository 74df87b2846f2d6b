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

use crate::pipeline::NamedApi;
use compare::{Change, compare};

use crate::diagnostics::{Diagnostics, Pointer, Severity};
use crate::input::config::Config;
use crate::input::document::{Source, Sources, load, overlay_leniently, resolve};
use crate::lower::lower;
use crate::name::name;
use crate::normalise::normalise;

/// A document and its overlays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The document.
    pub document: Source,
    /// The overlays, in the order they are applied.
    pub overlays: Vec<Source>,
}

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

impl Input {
    /// Combines a document with the overlays of a configuration.
    pub fn new(document: Source, config: &Config) -> Self {
        let overlays = config.input.overlays.iter().map(|path| path.as_path().into());
        Self {
            document,
            overlays: overlays.collect(),
        }
    }
}

/// Compares two documents.
///
/// An overlay may have been written for only one of them. Actions that match nothing and conflicting names are therefore
/// warnings.
///
/// # Errors
///
/// Returns the problems of both documents.
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
    let mut conflicts = Diagnostics::default();
    let api = normalise(api, &mut conflicts);
    let names = name(&api, &mut conflicts);
    // Items with conflicting names may have been distinct in the older document.
    let mut conflicts = of_severity(conflicts, Severity::Error);
    conflicts.iter_mut().for_each(|problem| problem.severity = Severity::Warning);
    sources.locate(&mut conflicts);
    warnings.extend(conflicts);
    Ok(Read {
        api: NamedApi { api, names },
        warnings,
        sources,
    })
}

fn of_severity(diagnostics: Diagnostics, severity: Severity) -> Diagnostics {
    diagnostics.into_iter().filter(|problem| problem.severity == severity).collect()
}
