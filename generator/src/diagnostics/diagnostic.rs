//! Problems found in the input, collected so that one run reports all of them.

use std::fmt;

use crate::diagnostics::Pointer;
use crate::diagnostics::location::Location;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated until it is mended.
    Error,
    /// The crate is generated, but lacks or loosens something the document says.
    Warning,
    /// A decision the reader may want to know of.
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

/// One problem: where it is, what stands there, what should, and what to do.
///
/// It is pushed into [`Diagnostics`]; a function that finds one problem returns `Err(diagnostic.into())`, a
/// [`Failure`](crate::diagnostics::Failure). Stages push it with a pointer into the document alone; the file and the
/// place are filled by [`Sources::located`](crate::input::document::Sources::located) before it is printed, which is the
/// work of [`report`](crate::diagnostics::report).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a diagnostic is reported only once it is pushed"]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The file's name as the user gave it; empty means the document, until it is located.
    pub file: String,
    /// The place in the file.
    pub pointer: Pointer,
    /// Whether the name of the member there is wrong, rather than what it holds.
    pub is_about_name: bool,
    /// The lines and columns of the place, if the file could be read.
    pub location: Option<Location>,
    /// What is wrong, in one sentence without a full stop.
    pub found: String,
    /// What would have been right; empty if `found` says it all.
    pub expected: String,
    /// What to do; empty if it is obvious.
    pub help: String,
}

impl Diagnostic {
    /// A problem that stops the generation.
    pub fn error(pointer: impl Into<Pointer>, found: impl Into<String>) -> Self {
        Self::new(Severity::Error, pointer, found)
    }

    /// A problem that the generator can go on with.
    pub fn warning(pointer: impl Into<Pointer>, found: impl Into<String>) -> Self {
        Self::new(Severity::Warning, pointer, found)
    }

    /// Something worth knowing that is no problem.
    pub fn note(pointer: impl Into<Pointer>, found: impl Into<String>) -> Self {
        Self::new(Severity::Note, pointer, found)
    }

    /// A mistake of ours rather than of the document; still a message rather than a panic.
    pub fn defect(what: &str, error: &dyn std::error::Error) -> Self {
        Self::error(Pointer::root(), format!("the generator made {what} wrong: {error}"))
            .help(
                "this is a defect of the generator; please report it with the document",
            )
    }

    /// A problem of any severity.
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

    /// Says what would have been right.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Names the file, for a problem outside the document.
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// Says that the member's name is wrong, rather than what it holds: the name is underlined then.
    pub fn about_name(mut self) -> Self {
        self.is_about_name = true;
        self
    }

    /// Says where in the file it is, where that is known at once.
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }
}

/// The problems of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether one of them stops the generation.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there is none, not even a note.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them by file, place and text, each once.
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
    fn diagnostics_are_sorted_and_said_once() {
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
