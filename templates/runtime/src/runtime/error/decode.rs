//! Errors of decoding JSON.

use std::fmt;

use serde_json::error::Category;

/// Error of decoding JSON into the requested type.
///
/// It replaces the error of serde, whose message quotes the value, which may be personal data.
#[derive(Debug)]
pub(crate) struct DecodeError {
    reason: String,
    is_malformed: bool,
    path: Option<String>,
    /// Index of the item of a page that was decoded on its own, from 0.
    item: Option<usize>,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// Creates an error from that of serde, at a path in the JSON.
    pub(crate) fn new(error: &serde_json::Error, path: Option<String>) -> Self {
        let is_data = error.classify() == Category::Data;
        let path = path.filter(|_| is_data).map(|path| {
            let missing = missing_field(&error.to_string());
            missing.map_or(path.clone(), |name| join(&path, &name))
        });
        Self {
            reason: reason(error),
            is_malformed: !is_data,
            path,
            item: None,
            line: error.line(),
            column: error.column(),
        }
    }

    /// Creates an error for an item of a page that was decoded on its own; `list` is the property that holds the items.
    pub(crate) fn in_item(mut self, list: &str, index: usize) -> Self {
        let item = format!("{list}[{index}]");
        self.path = Some(match &self.path {
            Some(path) => join(&item, path),
            None => item,
        });
        self.item = Some(index);
        self
    }

    /// Returns `true` if the input is not JSON, or is incomplete.
    pub(crate) fn is_malformed(&self) -> bool {
        self.is_malformed
    }

    /// Path of the invalid value, if there is a single one.
    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Index of the invalid item of a page, from 0, if there is a single one.
    pub(crate) fn item(&self) -> Option<usize> {
        self.item
    }
}

/// Joins two paths, the second relative to the first; `.` is the root.
fn join(path: &str, below: &str) -> String {
    match (path, below) {
        (".", only) | (only, ".") => only.to_owned(),
        _ if below.starts_with('[') => format!("{path}{below}"),
        _ => format!("{path}.{below}"),
    }
}

/// Returns the message of serde without the value: the expected type, or the missing field.
fn reason(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Syntax => "it is not JSON".to_owned(),
        Category::Eof => "it ends too early".to_owned(),
        Category::Io => "reading it failed".to_owned(),
        Category::Data => {
            let text = error.to_string();
            let missing = missing_field(&text)
                .map(|name| format!("the property `{name}` is missing"));
            let said = missing.or_else(|| expected(&text));
            said.unwrap_or_else(|| "a value is not of its form".to_owned())
        }
    }
}

/// Returns the missing field that the message names. The name comes from the type, not from the sender.
fn missing_field(text: &str) -> Option<String> {
    let (name, _) = text.strip_prefix("missing field `")?.split_once('`')?;
    Some(name.to_owned())
}

/// Returns the part of the message about the expected type. It comes from the type, not from the sender.
fn expected(text: &str) -> Option<String> {
    let standard = ["invalid type: ", "invalid value: ", "invalid length "];
    if !standard.iter().any(|start| text.starts_with(start)) {
        return None;
    }
    let (_, expected) = text.rsplit_once(", expected ")?;
    let expected = expected.rsplit_once(" at line ").map_or(expected, |(said, _)| said);
    Some(format!("a value is not {expected}"))
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            reason,
            line,
            column,
            ..
        } = self;
        let whole = if self.item.is_some() {
            " of the item"
        } else {
            ""
        };
        write!(formatter, "{reason} (line {line}, column {column}{whole})")
    }
}
