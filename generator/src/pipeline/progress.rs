//! What the stages so far have made of a document.

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostics, Failure, StageResult};
use crate::input::document::{Resolved, Sources};

/// What the stages so far have made of a document, and what they found.
#[derive(Debug)]
pub struct Progress<T> {
    /// What the last of them made.
    pub made: T,
    /// Warnings and notes, with files and lines.
    pub notes: Diagnostics,
    /// How overlays do not fit, where that is no error, with files and lines.
    pub misfits: Diagnostics,
    /// Where the files say what.
    pub sources: Sources,
}

impl Progress<OpenAPI> {
    /// The first result that no longer knows where it came from.
    pub(super) fn start(
        (resolved, notes): (Resolved, Diagnostics),
        misfits: Diagnostics,
    ) -> Self {
        Self {
            made: resolved.openapi,
            notes,
            misfits,
            sources: resolved.sources,
        }
    }
}

impl<T> Progress<T> {
    /// Goes on with a stage.
    pub(super) fn then<U>(
        self,
        stage: impl FnOnce(T) -> StageResult<U>,
    ) -> Result<Progress<U>, Failure> {
        let (mut progress, found) = self.run(stage)?;
        progress.notes.extend(found);
        Ok(progress)
    }

    /// Goes on with a stage that finds nothing but that overlays do not fit.
    pub(super) fn then_fitting<U>(
        self,
        stage: impl FnOnce(T) -> StageResult<U>,
    ) -> Result<Progress<U>, Failure> {
        let (mut progress, found) = self.run(stage)?;
        progress.misfits.extend(found);
        Ok(progress)
    }

    fn run<U>(
        self,
        stage: impl FnOnce(T) -> StageResult<U>,
    ) -> Result<(Progress<U>, Diagnostics), Failure> {
        let Self {
            made,
            notes,
            misfits,
            sources,
        } = self;
        match stage(made) {
            Ok((made, found)) => {
                let found = sources.located(found);
                let progress = Progress {
                    made,
                    notes,
                    misfits,
                    sources,
                };
                Ok((progress, found))
            }
            Err(failure) => Err(sources.located(failure).after(notes)),
        }
    }
}
