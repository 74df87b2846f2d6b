//! What reading a text gives, whatever it is written in.

use std::ops::Range;

use indexmap::IndexMap;
use serde_json::Value;

use super::limits::{MAX_KEYS, TOO_LONG};
use crate::diagnostics::Pointer;

/// What a text says, where it says it, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Meaningless if there are flaws.
    pub(super) value: Value,
    /// Nothing if the text is empty or was not understood.
    pub(super) outline: Option<Outline>,
    pub(super) flaws: Vec<Flaw>,
}

/// Something in a text that its format does not allow, or that is not taken.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) range: Range<usize>,
    pub(super) pointer: Pointer,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) help: &'static str,
}

impl Flaw {
    pub(super) fn new(range: Range<usize>, found: impl Into<String>) -> Self {
        Self {
            range,
            pointer: Pointer::root(),
            found: found.into(),
            expected: String::new(),
            help: "",
        }
    }

    /// A name that a member before had.
    pub(super) fn twice(range: Range<usize>, name: &str) -> Self {
        Self::new(range, format!("the key `{name}` stands here twice"))
            .expected("each key once")
            .help("merge the two, or remove one")
    }

    /// A key that makes those down to its value too long.
    pub(super) fn long(range: Range<usize>) -> Self {
        let found =
            format!("the keys that lead to this value are longer than {MAX_KEYS} bytes");
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

impl From<Flaw> for Reading {
    fn from(flaw: Flaw) -> Self {
        Self {
            flaws: vec![flaw],
            ..Self::default()
        }
    }
}

/// A range of bytes; texts are too short for more than 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes {
    start: u32,
    end: u32,
}

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        let short = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: short(range.start),
            end: short(range.end),
        }
    }
}

impl From<Bytes> for Range<usize> {
    fn from(bytes: Bytes) -> Self {
        bytes.start as usize..bytes.end as usize
    }
}

/// A value's place, and the places in it.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    /// The name, if it is a member of a mapping.
    pub(super) name: Option<Bytes>,
    pub(super) value: Bytes,
    pub(super) content: Content,
}

/// What stands at a place.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar,
    Sequence(Vec<Outline>),
    /// The first member of each name.
    Mapping(IndexMap<String, Outline>),
}

impl Outline {
    /// The member of a mapping or the element of a sequence that a pointer's token names.
    pub(super) fn child(&self, token: &str) -> Option<&Self> {
        match &self.content {
            Content::Scalar => None,
            Content::Sequence(elements) => elements.get(token.parse::<usize>().ok()?),
            Content::Mapping(members) => members.get(token),
        }
    }

    /// What to show of it: the name of what holds others, the value of what does not.
    pub(super) fn focus(&self, at_name: bool) -> Range<usize> {
        let is_scalar = matches!(self.content, Content::Scalar);
        let is_empty = self.value.start == self.value.end;
        match self.name {
            Some(name) if at_name || is_empty || !is_scalar => name.into(),
            _ => self.value.into(),
        }
    }
}
