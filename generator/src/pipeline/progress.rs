//! The intermediate result of the pipeline.

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostics, Failure, Severity, StageResult};
use crate::input::document::{Resolved, Sources};

/// The output of the stages so far, with their diagnostics.
#[derive(Debug)]
pub struct Progress<T> {
    /// The output of the last stage.
    pub made: T,
    /// Warnings and notes, with files and lines.
    pub notes: Diagnostics,
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
    /// Starts a list of outputs.
    pub(super) fn only(self) -> Progress<Vec<T>> {
        Progress {
            made: vec![self.made],
            notes: self.notes,
            mismatches: self.mismatches,
            sources: self.sources,
        }
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
        for diagnostic in found {
            if diagnostic.severity == Severity::Note {
                progress.notes.push(diagnostic);
            } else {
                progress.mismatches.push(diagnostic);
            }
        }
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
                let found = sources.located(found);
                let progress = Progress {
                    made,
                    notes,
                    mismatches,
                    sources,
                };
                Ok((progress, found))
            }
            Err(failure) => Err(sources.located(failure).after(notes)),
        }
    }
}

impl<T> Progress<Vec<T>> {
    /// Adds the output for another document. The source locations remain those of the first one.
    pub(super) fn and(mut self, other: Progress<T>) -> Self {
        self.made.push(other.made);
        self.notes.extend(other.notes);
        self.mismatches.extend(other.mismatches);
        self
    }
}
