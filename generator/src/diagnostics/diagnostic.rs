//! Errors, warnings and notes about the input, collected so that one run reports all of them.

use std::fmt;

use crate::diagnostics::Pointer;
use crate::diagnostics::location::Location;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The crate cannot be generated.
    Error,
    /// The crate is generated, but omits or relaxes part of the document.
    Warning,
    /// Information that requires no action.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A problem with its location, the expected input, and help.
///
/// Diagnostics are collected in [`Diagnostics`]; a function that finds a single error returns `Err(diagnostic.into())`, a
/// [`Failure`](crate::diagnostics::Failure). Stages only set the pointer into the document.
/// [`Sources::located`](crate::input::document::Sources::located) sets the file and the location, and
/// [`report`](crate::diagnostics::report) renders the diagnostics.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a diagnostic is reported only once it is pushed"]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The name of the file as given by the user. Empty for the document before it is located.
    pub file: String,
    /// The pointer to the value in the file.
    pub pointer: Pointer,
    /// `true` if the problem is the key of the member, not its value.
    pub is_about_name: bool,
    /// The line and columns, if known.
    pub location: Option<Location>,
    /// The problem, in one sentence without a full stop.
    pub found: String,
    /// The expected input; empty if `found` implies it.
    pub expected: String,
    /// The suggested fix, as an imperative; empty if it is obvious.
    pub help: String,
}

impl Diagnostic {
    /// Creates an error.
    pub fn error(pointer: impl Into<Pointer>, found: impl Into<String>) -> Self {
        Self::new(Severity::Error, pointer, found)
    }

    /// Creates a warning.
    pub fn warning(pointer: impl Into<Pointer>, found: impl Into<String>) -> Self {
        Self::new(Severity::Warning, pointer, found)
    }

    /// Creates a note.
    pub fn note(pointer: impl Into<Pointer>, found: impl Into<String>) -> Self {
        Self::new(Severity::Note, pointer, found)
    }

    /// Creates an error about a bug in the generator, instead of panicking.
    pub fn bug(item: &str, error: &dyn std::error::Error) -> Self {
        Self::error(
            Pointer::root(),
            format!("the generator emitted an invalid {item}: {error}"),
        )
        .help("report this bug in the generator, and attach the document")
    }

    /// Creates a diagnostic.
    pub fn new(
        severity: Severity,
        pointer: impl Into<Pointer>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            file: String::new(),
            pointer: pointer.into(),
            is_about_name: false,
            location: None,
            found: found.into(),
            expected: String::new(),
            help: String::new(),
        }
    }

    /// Sets the expected input.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// Sets the suggested fix.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Sets the file, for a problem outside the document.
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// Marks the problem as one of the key of a member, which is then underlined instead of the value.
    pub fn about_name(mut self) -> Self {
        self.is_about_name = true;
        self
    }

    /// Sets the location in the file, if it is already known.
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }
}

/// A collection of problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Returns `true` if there is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns `true` if there are no problems, not even notes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the problems without duplicates, sorted by file, location and text.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        fn order(diagnostic: &Diagnostic) -> impl Ord + '_ {
            let Diagnostic {
                file,
                location,
                pointer,
                found,
                severity,
                ..
            } = diagnostic;
            let start = location.as_ref().map(|location| location.start);
            (file, start, pointer, found, severity)
        }
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_by(|a, b| order(a).cmp(&order(b)));
        sorted.dedup();
        sorted.into_iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::source::SourceText;

    #[test]
    fn diagnostics_are_sorted_and_deduplicated() {
        let text = SourceText::new("b", "first\nsecond\n");
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::error("/a/10", "z").in_file("b"));
        diagnostics.push(Diagnostic::note("/a/2", "y").in_file("b"));
        diagnostics.push(Diagnostic::note("/a/2", "x").in_file("b"));
        diagnostics.push(Diagnostic::note("/a", "w").in_file("b").at(text.line(2)));
        diagnostics.push(Diagnostic::note("/b", "v").in_file("b").at(text.line(1)));
        diagnostics.push(Diagnostic::note("/z", "x").in_file("a"));
        diagnostics.push(Diagnostic::note("/a/2", "y").in_file("b"));
        let order: Vec<_> = diagnostics
            .iter()
            .map(|d| format!("{}{}{}", d.file, d.pointer, d.found))
            .collect();
        assert_eq!(order, ["a/zx", "b/a/2x", "b/a/2y", "b/a/10z", "b/bv", "b/aw"]);
        assert!(diagnostics.has_errors());
    }
}
