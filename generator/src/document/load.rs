//! Reads a document: bytes to text, text to values.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::limits::{MAX_DEPTH, too_deep};
use super::position::{Format, SourceText};
use super::shape::described;
use super::{Document, Sources, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::hash::sha256;
use crate::pointer::Pointer;

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// What is piped in.
    StandardInput,
    /// What was read already, such as a file of an earlier revision.
    Bytes {
        /// What diagnostics call it.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

impl Source {
    /// The name that diagnostics use: the path as the user gave it.
    pub fn display_name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::StandardInput => "<standard input>".to_owned(),
            Self::Bytes { name, .. } => name.clone(),
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
            Self::StandardInput | Self::Bytes { .. } => self.display_name(),
        }
    }

    /// What it holds. Standard input can be read once: see [`Source::once`].
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Bytes { bytes, .. } => Ok(bytes.clone()),
            Self::File(path) => std::fs::read(path),
            Self::StandardInput => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

impl Source {
    /// The same source in a form that can be read again and again.
    pub fn once(self) -> std::io::Result<Self> {
        match self {
            Self::StandardInput => Ok(Self::Bytes {
                bytes: self.read()?,
                name: self.display_name(),
            }),
            other => Ok(other),
        }
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

/// Reads an OpenAPI 3.0 document, YAML or JSON by what it contains.
pub fn load(source: &Source) -> Result<Document, Diagnostics> {
    let (text, value) = read(source)?;
    let hash = sha256(text.text().as_bytes());
    let sources = Sources::new(text);
    if let Some(problem) = wrong_version(&value) {
        return Err(sources.located(problem.into()));
    }
    Ok(Document {
        name: source.name(),
        hash,
        value,
        sources,
    })
}

/// Reads any YAML or JSON file: the document's way in and an overlay's.
pub(super) fn read(source: &Source) -> Result<(SourceText, Value), Diagnostics> {
    let name = source.display_name();
    let text = source
        .read()
        .map_err(|error| problem(format!("the file cannot be read: {error}")).into())
        .and_then(decode)
        .map_err(|problems| problems.in_file(&name))?;
    let text = SourceText::new(&name, text);
    let value = parse(&text).map_err(|problems| problems.in_file(&name))?;
    if let Some(place) = too_deep(&value) {
        let found = format!("the values nest more than {MAX_DEPTH} deep");
        return Err(text.located(Diagnostic::error(place, found).into()));
    }
    Ok((text, value))
}

/// Takes UTF-8 with or without a byte order mark.
fn decode(bytes: Vec<u8>) -> Result<String, Diagnostics> {
    let help = "save the file as UTF-8";
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(problem("the file is UTF-16").help(help).into());
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + String::from_utf8_lossy(&error.as_bytes()[..valid])
            .matches('\n')
            .count();
        problem("the file holds bytes that are not UTF-8").at_line(line).help(help)
    })?;
    if text.starts_with('\u{FEFF}') {
        text.remove(0);
    }
    Ok(text)
}

fn parse(text: &SourceText) -> Result<Value, Diagnostics> {
    match text.format() {
        Format::Json => serde_json::from_str(text.text()).map_err(|error| {
            let message = error.to_string();
            let message = message
                .rsplit_once(" at line ")
                .map_or(message.as_str(), |(what, _)| what);
            problem(format!("the JSON cannot be read: {message}"))
                .at_line(error.line())
                .into()
        }),
        Format::Yaml => yaml::parse(text.text()),
    }
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
