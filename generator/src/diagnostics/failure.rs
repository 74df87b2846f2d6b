//! Failures and results of stages.

use std::fmt;
use std::ops::Deref;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// The result of a stage: its output with warnings and notes, or the problems that stopped it.
pub type StageResult<T> = Result<(T, Diagnostics), Failure>;

/// Diagnostics of which at least one is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(Diagnostics);

/// Diagnostics, whether or not they stopped a stage.
pub trait Problems: Sized {
    /// Changes each diagnostic, except for its severity.
    fn each(self, change: impl FnMut(&mut Diagnostic)) -> Self;
}

impl Diagnostics {
    /// Returns the warnings and notes, or a failure if there is an error.
    pub fn into_result(self) -> Result<Self, Failure> {
        if self.has_errors() {
            Err(Failure(self))
        } else {
            Ok(self)
        }
    }

    /// Returns the output of a stage with the warnings and notes, or a failure if there is an error.
    pub fn with<T>(self, made: T) -> StageResult<T> {
        self.into_result().map(|found| (made, found))
    }
}

impl Failure {
    /// Prepends earlier diagnostics.
    pub fn after(mut self, found: Diagnostics) -> Self {
        self.0.extend(found);
        self
    }

    /// Returns only the errors.
    pub fn errors(self) -> Self {
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        Self(self.0.into_iter().filter(is_error).collect())
    }

    /// Removes the notes.
    pub fn without_notes(self) -> Self {
        let is_shown = |problem: &Diagnostic| problem.severity != Severity::Note;
        Self(self.0.into_iter().filter(is_shown).collect())
    }

    /// Returns the results of two stages, or the problems of both.
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

/// Converts a diagnostic to a failure. Its severity becomes `Error`.
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
    fn a_failure_always_contains_an_error() {
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
