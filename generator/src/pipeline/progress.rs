//! The intermediate result of the pipeline.

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostics, Failure, Severity, StageResult};
use crate::input::document::{Resolved, Sources};

/// The output of the stages so far, with their diagnostics.
#[derive(Debug)]
pub struct Progress<T> {
    /// The output of the last stage.
    pub made: T,
    /// Mismatches between overlays and the document that are not errors, with files and lines.
    pub mismatches: Diagnostics,
    /// The source locations of the document.
    pub sources: Sources,
    /// Warnings and notes, which are not located yet: that takes time, and most notes are only counted.
    notes: Diagnostics,
    /// The same of other documents, with their source locations.
    others: Vec<(Diagnostics, Sources)>,
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
            others: Vec::new(),
        }
    }
}

impl<T> Progress<T> {
    /// Returns the output of the last stage with the warnings and notes, with files and lines.
    pub fn finish(self) -> (T, Diagnostics) {
        let mut notes = self.sources.located(self.notes);
        for (found, sources) in self.others {
            notes.extend(sources.located(found));
        }
        (self.made, notes)
    }

    /// Returns the output of the last stage with the warnings, with files and lines, and the number of notes.
    pub fn finish_without_notes(self) -> (T, Diagnostics, usize) {
        let mut count = 0;
        let mut without_notes = |found: Diagnostics| {
            let (notes, warnings) = partition(found);
            count += notes.iter().count();
            warnings
        };
        let progress = Self {
            notes: without_notes(self.notes),
            others: self
                .others
                .into_iter()
                .map(|(found, sources)| (without_notes(found), sources))
                .collect(),
            ..self
        };
        let (made, warnings) = progress.finish();
        (made, warnings, count)
    }

    /// Starts a list of outputs.
    pub(super) fn only(self) -> Progress<Vec<T>> {
        Progress {
            made: vec![self.made],
            notes: self.notes,
            mismatches: self.mismatches,
            sources: self.sources,
            others: self.others,
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
        let (notes, mismatches) = partition(found);
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
            others,
        } = self;
        match stage(made) {
            Ok((made, found)) => {
                let progress = Progress {
                    made,
                    mismatches,
                    sources,
                    notes,
                    others,
                };
                Ok((progress, found))
            }
            Err(failure) => {
                let mut failure = sources.located(failure.after(notes));
                for (notes, sources) in others {
                    failure = failure.after(sources.located(notes));
                }
                Err(failure)
            }
        }
    }
}

impl<T> Progress<Vec<T>> {
    /// Adds the output for another document. The source locations remain those of the first one.
    pub(super) fn and(mut self, other: Progress<T>) -> Self {
        self.made.push(other.made);
        self.others.push((other.notes, other.sources));
        self.others.extend(other.others);
        self.mismatches.extend(other.mismatches);
        self
    }
}

/// Separates the notes from other diagnostics.
fn partition(found: Diagnostics) -> (Diagnostics, Diagnostics) {
    found.into_iter().partition(|diagnostic| diagnostic.severity == Severity::Note)
}
