//! Reads and parses a document.

use std::fs::File;
use std::io::{Read as _, stdin};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Document, Sources};
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::input::shape::invalid;
use crate::input::source::{Format, MAX_BYTES, SourceText, TOO_MANY, decode};

/// Source that a document is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    StandardInput,
    /// Bytes in memory, preceded by the name that diagnostics use.
    Memory(String, Vec<u8>),
}

impl Source {
    /// Returns the name that diagnostics use: the path as given by the user.
    pub fn display_name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::StandardInput => "<standard input>".to_owned(),
            Self::Memory(name, _) => name.clone(),
        }
    }

    /// Returns the file name without its directory.
    fn name(&self) -> String {
        match self {
            Self::File(path) => path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            Self::StandardInput | Self::Memory(..) => self.display_name(),
        }
    }

    /// Returns a source that can be read more than once: the contents of standard input or a FIFO are buffered in memory.
    ///
    /// # Errors
    ///
    /// Returns an error if reading fails.
    pub fn buffered(self) -> std::io::Result<Self> {
        let is_stream = match &self {
            Self::File(path) => {
                path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir())
            }
            Self::StandardInput => true,
            Self::Memory(..) => false,
        };
        if is_stream {
            Ok(Self::Memory(self.display_name(), self.read()?))
        } else {
            Ok(self)
        }
    }

    /// Reads at most one byte more than the maximum size of a file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file does not exist or reading fails.
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        let limit = MAX_BYTES as u64 + 1;
        let mut bytes = Vec::new();
        match self {
            Self::File(path) => File::open(path)?.take(limit).read_to_end(&mut bytes)?,
            Self::StandardInput => stdin().lock().take(limit).read_to_end(&mut bytes)?,
            Self::Memory(_, text) => {
                text.as_slice().take(limit).read_to_end(&mut bytes)?
            }
        };
        Ok(bytes)
    }
}

/// Converts `-` to standard input, and any other path to a file.
impl From<&Path> for Source {
    fn from(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            Self::StandardInput
        } else {
            Self::File(path.to_owned())
        }
    }
}

impl From<&PathBuf> for Source {
    fn from(path: &PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

impl From<&Source> for Source {
    fn from(source: &Source) -> Self {
        source.clone()
    }
}

/// Reads an OpenAPI 3.0 document. The format, YAML or JSON, is detected from the contents.
pub fn load(source: &Source) -> Result<Document, Failure> {
    let (text, value) = read(source)?;
    let sources = Sources::new(text);
    if let Some(problem) = check_version(&value) {
        return Err(sources.located(problem.into()));
    }
    Ok(Document {
        name: source.name(),
        value,
        sources,
    })
}

/// Reads a YAML or JSON file, which may be a document or an overlay.
pub(super) fn read(source: &Source) -> Result<(SourceText, Value), Failure> {
    let name = source.display_name();
    let bytes = source.read().map_err(|error| {
        problem(format!("failed to read the file: {error}")).in_file(&name)
    })?;
    if bytes.len() > MAX_BYTES {
        let found = format!("the file is larger than {} MiB", MAX_BYTES / (1024 * 1024));
        return Err(problem(found)
            .expected(format!("at most {} MiB", MAX_BYTES / (1024 * 1024)))
            .help(TOO_MANY)
            .in_file(&name)
            .into());
    }
    let text = decode(&name, bytes)?;
    let format = Format::of_document(&text);
    SourceText::read(&name, text, format)
}

/// Returns a diagnostic if the value is not an OpenAPI 3.0 document.
fn check_version(value: &Value) -> Option<Diagnostic> {
    let expected = "`openapi: 3.0.x`";
    let Some(document) = value.as_object() else {
        return Some(
            problem("the document is not an object").expected("an OpenAPI document"),
        );
    };
    let (key, name) = if document.contains_key("swagger") {
        ("swagger", "Swagger")
    } else {
        ("openapi", "OpenAPI")
    };
    match document.get(key) {
        None => Some(problem("`openapi` is missing").expected(expected)),
        Some(Value::String(version))
            if key == "openapi" && version.starts_with("3.0.") =>
        {
            None
        }
        Some(Value::String(version)) => Some(
            Diagnostic::error(
                Pointer::root().join(key),
                format!("{name} {version} is not supported"),
            )
            .expected(expected)
            .help("convert the document to OpenAPI 3.0"),
        ),
        Some(version) => Some(
            Diagnostic::error(
                Pointer::root().join(key),
                invalid(&format!("`{key}`"), version),
            )
            .expected(expected)
            .help("enclose the version in quotes"),
        ),
    }
}

/// Creates an error about the file as a whole.
fn problem(found: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Pointer::root(), found)
}
