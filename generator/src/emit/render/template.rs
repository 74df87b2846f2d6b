//! Templates: their files, and failures about them.

use std::path::Path;

use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::input::source::{self, SourceText};

/// The text of a template.
#[derive(Clone)]
pub(super) struct Template {
    /// The path of the file.
    /// Its path.
    pub(super) name: String,
    /// Its contents.
    pub(super) text: String,
}

impl Template {
    pub(super) fn read(directory: &Path, name: &str) -> Result<Self, Failure> {
        let path = directory.join(name);
        let text = read(&path)?;
        Ok(Self {
            name: path.display().to_string(),
            text,
        })
    }

    pub(super) fn unrenderable(&self, error: &minijinja::Error) -> Failure {
        let found = format!("failed to render the template: {error:#}");
        let mut diagnostic =
            Diagnostic::error(Pointer::root(), found).help("correct the template");
        if let Some(line) = error.line() {
            diagnostic =
                diagnostic.at(SourceText::new(&self.name, &self.text).line(line));
        }
        diagnostic.in_file(self.name.clone()).into()
    }
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    source::read_text(path).map_err(|error| unreadable(path, &error))
}

/// Describes a failure to read a file.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Diagnostic::error(Pointer::root(), format!("failed to read the template: {error}"))
        .in_file(path.display().to_string())
        .expected("a template in the directory set by `output.templates`")
        .help("run the generator from the root of the repository, or pass another configuration with `--config`")
        .into()
}
