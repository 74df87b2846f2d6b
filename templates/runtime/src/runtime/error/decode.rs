//! Why JSON cannot be read.

use std::fmt;

use serde_json::error::Category;

/// Why JSON cannot be read as the type that is wanted.
///
/// It takes the place of serde's own error, whose text quotes the value it found: that may be personal data.
#[derive(Debug)]
pub(crate) struct DecodeError {
    reason: String,
    is_malformed: bool,
    path: Option<String>,
    /// The item of a page that was read by itself, counted from 0.
    item: Option<usize>,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// The error of serde, at a place in the JSON.
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

    /// The same for an item of a page that was read by itself; `list` is the property that holds the items.
    pub(crate) fn in_item(mut self, list: &str, index: usize) -> Self {
        let item = format!("{list}[{index}]");
        self.path = Some(match &self.path {
            Some(path) => join(&item, path),
            None => item,
        });
        self.item = Some(index);
        self
    }

    /// Returns whether it is not JSON at all, or ends too early.
    pub(crate) fn is_malformed(&self) -> bool {
        self.is_malformed
    }

    /// The path to the value that cannot be read, if it is one value.
    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The item of a page that cannot be read, counted from 0, if it is one item.
    pub(crate) fn item(&self) -> Option<usize> {
        self.item
    }
}

/// The path of what is at one path below another; a point stands for the whole.
fn join(path: &str, below: &str) -> String {
    match (path, below) {
        (".", only) | (only, ".") => only.to_owned(),
        _ if below.starts_with('[') => format!("{path}{below}"),
        _ => format!("{path}.{below}"),
    }
}

/// What serde says without what it found: what was expected, or which field is missing.
fn reason(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Syntax => "it is not JSON".to_owned(),
        Category::Eof => "it ends too early".to_owned(),
        Category::Io => "it cannot be read".to_owned(),
        Category::Data => {
            let text = error.to_string();
            let missing = missing_field(&text)
                .map(|name| format!("the property `{name}` is missing"));
            let said = missing.or_else(|| expected(&text));
            said.unwrap_or_else(|| "a value is not of its form".to_owned())
        }
    }
}

/// The missing field that the message names; the type has its name, not the sender.
fn missing_field(text: &str) -> Option<String> {
    let (name, _) = text.strip_prefix("missing field `")?.split_once('`')?;
    Some(name.to_owned())
}

/// The part of the message that says what was expected; the type wrote it, not the sender.
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
