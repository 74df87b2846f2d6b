//! Reads two documents and says what changes between them for callers.

use crate::build::{NamedApi, understand};
use crate::compare::{Change, compare};
use crate::config::Config;
use crate::diagnostic::{Diagnostics, Severity};
use crate::document::{Source, Sources, load, overlay_leniently, resolve};
use crate::pointer::Pointer;

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
    /// Actions of the overlays that select nothing, with files and lines.
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
/// An overlay may have been made for only one of the two, so an action of it that selects nothing is a warning here.
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
                *pointer = sources.origin(pointer);
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
    let mut resolved = resolve(document)?;
    let mut found = std::mem::take(&mut resolved.notes);
    let api = understand(&resolved, &mut found);
    let sources = resolved.sources;
    match api {
        Some(api) if !found.has_errors() => Ok(Read {
            api,
            warnings,
            sources,
        }),
        _ => {
            let mut found: Diagnostics = found
                .into_iter()
                .filter(|problem| problem.severity == Severity::Error)
                .collect();
            sources.locate(&mut found);
            Err(found)
        }
    }
}
