//! Problems that stopped a stage, and what a stage returns.

use std::fmt;
use std::ops::Deref;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// What a stage returns: what it made, with warnings and notes, or why it made nothing.
pub type StageResult<T> = Result<(T, Diagnostics), Failure>;

/// Diagnostics of which at least one is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(Diagnostics);

/// Diagnostics, whether or not they stopped a stage.
pub trait Problems: Sized {
    /// Changes each of them, but not how severe it is.
    fn each(self, change: impl FnMut(&mut Diagnostic)) -> Self;
}

impl Diagnostics {
    /// Succeeds with the warnings and notes if none of the diagnostics is an error.
    pub fn into_result(self) -> Result<Self, Failure> {
        if self.has_errors() {
            Err(Failure(self))
        } else {
            Ok(self)
        }
    }

    /// Succeeds with what a stage made if none of the diagnostics is an error.
    pub fn with<T>(self, made: T) -> StageResult<T> {
        self.into_result().map(|found| (made, found))
    }
}

impl Failure {
    /// With what was found before.
    pub fn after(mut self, found: Diagnostics) -> Self {
        self.0.extend(found);
        self
    }

    /// The errors alone.
    pub fn errors(self) -> Self {
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        Self(self.0.into_iter().filter(is_error).collect())
    }

    /// All but the notes.
    pub fn without_notes(self) -> Self {
        let is_shown = |problem: &Diagnostic| problem.severity != Severity::Note;
        Self(self.0.into_iter().filter(is_shown).collect())
    }

    /// The results of two stages, or the problems of both.
    pub fn both<A, B>(
        one: Result<A, Failure>,
        other: Result<B, Failure>,
    ) -> Result<(A, B), Failure> {
        match (one, other) {
            (Ok(one), Ok(other)) => Ok((one, other)),
            (Err(one), Err(other)) => Err(one.after(other.0)),
            (Err(failure), Ok(_)) | (Ok(_), Err(failure)) => Err(failure),
        }
    }
}

impl Problems for Diagnostics {
    fn each(self, mut change: impl FnMut(&mut Diagnostic)) -> Self {
        let change = |mut diagnostic: Diagnostic| {
            let severity = diagnostic.severity;
            change(&mut diagnostic);
            diagnostic.severity = severity;
            diagnostic
        };
        self.into_iter().map(change).collect()
    }
}

impl Problems for Failure {
    fn each(self, change: impl FnMut(&mut Diagnostic)) -> Self {
        Self(self.0.each(change))
    }
}

/// A problem that is returned rather than pushed is an error.
impl From<Diagnostic> for Failure {
    fn from(mut diagnostic: Diagnostic) -> Self {
        diagnostic.severity = Severity::Error;
        Self(diagnostic.into())
    }
}

impl From<Failure> for Diagnostics {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

impl Deref for Failure {
    type Target = Diagnostics;

    fn deref(&self) -> &Diagnostics {
        &self.0
    }
}

impl IntoIterator for Failure {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_keeps_an_error_whatever_is_done_to_it() {
        let mut found = Diagnostics::default();
        found.push(Diagnostic::note("/a", "note"));
        assert!(found.clone().into_result().is_ok());
        found.push(Diagnostic::error("/b", "error"));
        let failure = found.with(()).expect_err("there is an error");
        let changed = failure.each(|problem| problem.severity = Severity::Note);
        assert!(changed.has_errors());
        assert_eq!(changed.clone().errors().iter().count(), 1);
        assert!(changed.without_notes().has_errors());
        assert!(Failure::from(Diagnostic::note("/a", "returned")).has_errors());
    }
}
