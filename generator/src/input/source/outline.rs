//! Result of parsing a text, independent of its syntax.

use std::ops::Range;

use indexmap::IndexMap;
use serde_json::Value;

use super::limits::{MAX_KEYS, TOO_LONG};
use crate::diagnostics::Pointer;

/// The value of a text, the locations in it, and its errors.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Not meaningful if there are errors.
    pub(super) value: Value,
    /// `None` if the text is empty or invalid.
    pub(super) outline: Option<Outline>,
    pub(super) errors: Vec<SyntaxError>,
}

/// Syntax that is invalid or not supported.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) range: Range<usize>,
    pub(super) pointer: Pointer,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) help: &'static str,
}

impl SyntaxError {
    pub(super) fn new(range: Range<usize>, found: impl Into<String>) -> Self {
        Self {
            range,
            pointer: Pointer::root(),
            found: found.into(),
            expected: String::new(),
            help: "",
        }
    }

    /// Reports a duplicate key.
    pub(super) fn duplicate_key(range: Range<usize>, name: &str) -> Self {
        Self::new(range, format!("duplicate key `{name}`"))
            .expected("unique keys")
            .help("merge the two entries, or remove one")
    }

    /// Reports a key that exceeds `MAX_KEYS`.
    pub(super) fn long_key(range: Range<usize>) -> Self {
        let found = format!("the keys leading to this value exceed {MAX_KEYS} bytes");
        Self::new(range, found).help(TOO_LONG)
    }

    pub(super) fn at(self, pointer: Pointer) -> Self {
        Self { pointer, ..self }
    }

    pub(super) fn expected(self, expected: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            ..self
        }
    }

    pub(super) fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }
}

impl From<SyntaxError> for Parsed {
    fn from(error: SyntaxError) -> Self {
        Self {
            errors: vec![error],
            ..Self::default()
        }
    }
}

/// A range of bytes. The maximum size of a file fits into 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes {
    start: u32,
    end: u32,
}

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        let saturated = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: saturated(range.start),
            end: saturated(range.end),
        }
    }
}

impl From<Bytes> for Range<usize> {
    fn from(bytes: Bytes) -> Self {
        bytes.start as usize..bytes.end as usize
    }
}

/// The location of a value and of the values in it.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    /// The key, if it is a member of a mapping.
    pub(super) name: Option<Bytes>,
    pub(super) value: Bytes,
    pub(super) content: Content,
}

/// The values in a value.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar,
    Sequence(Vec<Outline>),
    /// The first member of each key.
    Mapping(IndexMap<String, Outline>),
}

impl Outline {
    /// Returns the member of a mapping or the element of a sequence that a pointer token refers to.
    pub(super) fn child(&self, token: &str) -> Option<&Self> {
        match &self.content {
            Content::Scalar => None,
            Content::Sequence(elements) => elements.get(token.parse::<usize>().ok()?),
            Content::Mapping(members) => members.get(token),
        }
    }

    /// Returns the range to highlight: the key of a mapping or sequence, the value of a scalar.
    pub(super) fn focus(&self, at_name: bool) -> Range<usize> {
        let is_scalar = matches!(self.content, Content::Scalar);
        let is_empty = self.value.start == self.value.end;
        match self.name {
            Some(name) if at_name || is_empty || !is_scalar => name.into(),
            _ => self.value.into(),
        }
    }
}
