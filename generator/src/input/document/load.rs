//! Reads a document: bytes to text, text to values.

use std::fs::File;
use std::io::{Read as _, stdin};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Document, Sources};
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::input::shape::described;
use crate::input::source::{Format, MAX_BYTES, SourceText, decode};

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// What is piped in.
    StandardInput,
    /// What is already in memory, and the name that diagnostics use.
    Memory(String, Vec<u8>),
}

impl Source {
    /// The name that diagnostics use: the path as the user gave it.
    pub fn display_name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::StandardInput => "<standard input>".to_owned(),
            Self::Memory(name, _) => name.clone(),
        }
    }

    /// The file's name without its folder.
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

    /// The same in a form that can be read again and again, which standard input and a FIFO cannot.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn once(self) -> std::io::Result<Self> {
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

    /// Reads at most one byte more than a file may have.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it cannot be read.
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        let most = MAX_BYTES as u64 + 1;
        let mut bytes = Vec::new();
        match self {
            Self::File(path) => File::open(path)?.take(most).read_to_end(&mut bytes)?,
            Self::StandardInput => stdin().lock().take(most).read_to_end(&mut bytes)?,
            Self::Memory(_, text) => {
                text.as_slice().take(most).read_to_end(&mut bytes)?
            }
        };
        Ok(bytes)
    }
}

/// `-` is standard input, anything else a file.
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

/// Reads an OpenAPI 3.0 document, YAML or JSON by what it contains.
pub fn load(source: &Source) -> Result<Document, Failure> {
    let (text, value) = read(source)?;
    let sources = Sources::new(text);
    if let Some(problem) = wrong_version(&value) {
        return Err(sources.located(problem.into()));
    }
    Ok(Document {
        name: source.name(),
        value,
        sources,
    })
}

/// Reads any YAML or JSON file: the document's way in and an overlay's.
pub(super) fn read(source: &Source) -> Result<(SourceText, Value), Failure> {
    let name = source.display_name();
    let bytes = source.read().map_err(|error| {
        problem(format!("the file cannot be read: {error}")).in_file(&name)
    })?;
    if bytes.len() > MAX_BYTES {
        let found = format!("the file has more than {} MiB", MAX_BYTES / (1024 * 1024));
        return Err(problem(found)
            .expected("a document, the largest of which have a few MiB")
            .help("check that the file is the right one, or remove what it says of other APIs")
            .in_file(&name)
            .into());
    }
    let text = decode(&name, bytes)?;
    let format = Format::of_document(&text);
    SourceText::read(&name, text, format)
}

/// Why the document is not what this generator reads.
fn wrong_version(value: &Value) -> Option<Diagnostic> {
    let expected = "`openapi: 3.0.x`";
    let Some(document) = value.as_object() else {
        return Some(
            problem("the file holds no object").expected("an OpenAPI document"),
        );
    };
    let (key, name) = if document.contains_key("swagger") {
        ("swagger", "Swagger")
    } else {
        ("openapi", "OpenAPI")
    };
    match document.get(key) {
        None => Some(
            problem("the document does not say which version of OpenAPI it follows")
                .expected(expected),
        ),
        Some(Value::String(version))
            if key == "openapi" && version.starts_with("3.0.") =>
        {
            None
        }
        Some(Value::String(version)) => Some(
            Diagnostic::error(
                Pointer::root().join(key),
                format!("the document follows {name} {version}"),
            )
            .expected(expected)
            .help("convert the document to OpenAPI 3.0"),
        ),
        Some(version) => Some(
            Diagnostic::error(
                Pointer::root().join(key),
                format!("`{key}` is {}", described(version)),
            )
            .expected(expected)
            .help("quote the version"),
        ),
    }
}

/// A problem of the file as a whole.
fn problem(found: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Pointer::root(), found)
}
