//! The intermediate result of the pipeline.

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostics, Failure, Severity, StageResult};
use crate::input::document::{Resolved, Sources};

/// The output of the stages so far, with their diagnostics.
#[derive(Debug)]
pub struct Progress<T> {
    /// The output of the last stage.
    pub made: T,
    /// Warnings and notes, whose lines are not located yet.
    notes: Diagnostics,
    /// Mismatches between overlays and the document that are not errors, with files and lines.
    pub mismatches: Diagnostics,
    /// The source locations of the document.
    pub sources: Sources,
}

impl Progress<OpenAPI> {
    /// Starts from a resolved document.
    pub(super) fn start(
        (resolved, notes): (Resolved, Diagnostics),
        mismatches: Diagnostics,
    ) -> Self {
        Self {
            made: resolved.openapi,
            notes,
            mismatches,
            sources: resolved.sources,
        }
    }
}

impl<T> Progress<T> {
    /// Returns the output of the last stage with the warnings and notes, with files and lines.
    pub fn finish(self) -> (T, Diagnostics) {
        (self.made, self.sources.located(self.notes))
    }

    /// Returns the output of the last stage with the warnings, with files and lines, and the number of notes.
    pub fn finish_without_notes(self) -> (T, Diagnostics, usize) {
        let (notes, warnings): (Diagnostics, Diagnostics) = self
            .notes
            .into_iter()
            .partition(|diagnostic| diagnostic.severity == Severity::Note);
        (self.made, self.sources.located(warnings), notes.iter().count())
    }

    /// Runs a stage.
    pub(super) fn then<U>(
        self,
        stage: impl FnOnce(T) -> StageResult<U>,
    ) -> Result<Progress<U>, Failure> {
        let (mut progress, found) = self.run(stage)?;
        progress.notes.extend(found);
        Ok(progress)
    }

    /// Runs a stage whose diagnostics, except for notes, are mismatches with overlays.
    pub(super) fn then_with_mismatches<U>(
        self,
        stage: impl FnOnce(T) -> StageResult<U>,
    ) -> Result<Progress<U>, Failure> {
        let (mut progress, found) = self.run(stage)?;
        let (notes, mismatches): (Diagnostics, Diagnostics) = found
            .into_iter()
            .partition(|diagnostic| diagnostic.severity == Severity::Note);
        progress.notes.extend(notes);
        progress.mismatches.extend(progress.sources.located(mismatches));
        Ok(progress)
    }

    fn run<U>(
        self,
        stage: impl FnOnce(T) -> StageResult<U>,
    ) -> Result<(Progress<U>, Diagnostics), Failure> {
        let Self {
            made,
            notes,
            mismatches,
            sources,
        } = self;
        match stage(made) {
            Ok((made, found)) => {
                let progress = Progress {
                    made,
                    notes,
                    mismatches,
                    sources,
                };
                Ok((progress, found))
            }
            Err(failure) => Err(sources.located(failure.after(notes))),
        }
    }
}
