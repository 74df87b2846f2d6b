//! Path templates.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::SidId;
use crate::diagnostics::Pointer;

/// A path such as `/v1/Conversations/{ConversationSid}/Messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathTemplate {
    /// The segments between the slashes. The last one is an empty literal if the path ends with a slash.
    pub segments: Vec<Segment>,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// A literal segment.
    Static(String),
    /// An argument.
    Argument(PathArgument),
    /// Literals and arguments, such as `{Sid}.json`.
    Compound(Vec<Part>),
}

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A literal.
    Literal(String),
    /// An argument.
    Argument(PathArgument),
}

/// An argument of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathArgument {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The name between the braces.
    pub wire: String,
    /// The accepted values.
    #[serde(rename = "type")]
    pub ty: ArgumentType,
    /// The description.
    pub description: String,
}

/// The values that a path argument accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgumentType {
    /// A SID of this kind only.
    Sid(SidId),
    /// A SID of this kind, or another identifier: a unique name, an identity, an address.
    SidOrName(SidId),
    /// Any string.
    Text,
}

impl PathTemplate {
    /// Returns the arguments from left to right.
    pub fn arguments(&self) -> impl Iterator<Item = &PathArgument> {
        self.segments.iter().flat_map(Segment::arguments)
    }

    /// Returns the last argument of the last segment, as in `/Roles/{Sid}`; a slash at the end does not count.
    pub fn last_argument(&self) -> Option<&PathArgument> {
        self.end()?.arguments().last()
    }

    /// Returns the last literal segment, such as `Roles` in `/Roles/{Sid}` and in `/Roles.json`.
    pub fn last_static(&self) -> Option<&str> {
        let mut literals =
            self.segments.iter().rev().filter_map(|segment| match segment {
                Segment::Static(text) if !text.is_empty() => Some(text.as_str()),
                _ => None,
            });
        let is_end = matches!(self.end(), Some(Segment::Static(_)));
        let last = literals.next()?;
        let stem = literal_stem(last);
        Some(if is_end && !stem.is_empty() {
            stem
        } else {
            last
        })
    }

    /// Returns the segments without the names of arguments. A server cannot distinguish two paths of the same shape.
    pub fn shape(&self) -> Vec<Cow<'_, str>> {
        self.segments.iter().map(Segment::shape).collect()
    }

    /// Returns the segments that identify the resource, without the names of arguments: without a slash, a file extension
    /// and the name of an action at the end.
    pub fn stem(&self) -> Vec<Cow<'_, str>> {
        let mut stem = self.shape();
        stem.truncate(self.stem_length());
        if let (Some(last), Some(end)) = (stem.last_mut(), self.end()) {
            *last = end.stem();
        }
        stem
    }

    /// Returns the number of segments without a slash at the end.
    pub fn stem_length(&self) -> usize {
        match self.segments.last() {
            Some(Segment::Static(text)) if text.is_empty() => self.segments.len() - 1,
            _ => self.segments.len(),
        }
    }

    /// Returns the name of an action at the end of the path, such as `archive` in `/Roles/{Sid}:archive`.
    pub fn action(&self) -> Option<&str> {
        split_action(self.end()?.last_literal()?).map(|(_, action)| action)
    }

    /// Returns the file extension at the end of the path, such as `json`.
    pub fn extension(&self) -> Option<&str> {
        let literal = self.end()?.last_literal()?;
        literal[literal_stem(literal).len()..].strip_prefix('.')
    }

    /// Returns `true` if a slash, a file extension or the name of an action is at the end of the path.
    pub fn has_suffix(&self) -> bool {
        self.stem_length() < self.segments.len()
            || self.end().is_some_and(|end| end.stem() != end.shape())
    }

    /// Returns the last segment; a slash at the end does not count.
    fn end(&self) -> Option<&Segment> {
        self.segments[..self.stem_length()].last()
    }
}

impl Segment {
    /// Returns the arguments from left to right.
    pub fn arguments(&self) -> impl Iterator<Item = &PathArgument> {
        let (whole, parts) = match self {
            Segment::Static(_) => (None, &[][..]),
            Segment::Argument(argument) => (Some(argument), &[][..]),
            Segment::Compound(parts) => (None, parts.as_slice()),
        };
        whole.into_iter().chain(parts.iter().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Argument(argument) => Some(argument),
        }))
    }

    /// Returns mutable references to the arguments from left to right.
    pub fn arguments_mut(&mut self) -> impl Iterator<Item = &mut PathArgument> {
        let (whole, parts) = match self {
            Segment::Static(_) => (None, &mut [][..]),
            Segment::Argument(argument) => (Some(argument), &mut [][..]),
            Segment::Compound(parts) => (None, parts.as_mut_slice()),
        };
        whole.into_iter().chain(parts.iter_mut().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Argument(argument) => Some(argument),
        }))
    }

    /// Returns the segment without a file extension and the name of an action, and without the names of arguments.
    pub fn stem(&self) -> Cow<'_, str> {
        match self {
            Segment::Static(text) => Cow::Borrowed(match literal_stem(text) {
                "" => text,
                stem => stem,
            }),
            Segment::Argument(_) => self.shape(),
            Segment::Compound(_) => {
                let shape = self.shape();
                let literal = self.last_literal().unwrap_or_default();
                let suffix = literal.len() - literal_stem(literal).len();
                Cow::Owned(shape[..shape.len() - suffix].to_owned())
            }
        }
    }

    /// Returns the segment without the names of arguments.
    fn shape(&self) -> Cow<'_, str> {
        match self {
            Segment::Static(text) => Cow::Borrowed(text),
            Segment::Argument(_) => Cow::Borrowed("{}"),
            Segment::Compound(parts) => {
                let parts = parts.iter().map(|part| match part {
                    Part::Literal(text) => text.as_str(),
                    Part::Argument(_) => "{}",
                });
                Cow::Owned(parts.collect())
            }
        }
    }

    /// Returns the literal that the segment ends with.
    fn last_literal(&self) -> Option<&str> {
        match self {
            Segment::Static(text) => Some(text),
            Segment::Argument(_) => None,
            Segment::Compound(parts) => match parts.last()? {
                Part::Literal(text) => Some(text),
                Part::Argument(_) => None,
            },
        }
    }
}

/// Returns a literal at the end of a path without a file extension such as `.json` and an action such as `:archive`.
fn literal_stem(text: &str) -> &str {
    if let Some((stem, _)) = split_action(text) {
        return stem;
    }
    let is_extension = |extension: &str| {
        extension.starts_with(|first: char| first.is_ascii_alphabetic())
            && extension.chars().all(|character| character.is_ascii_alphanumeric())
    };
    match text.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => stem,
        _ => text,
    }
}

/// Splits a literal at the colon before the name of an action.
fn split_action(text: &str) -> Option<(&str, &str)> {
    text.split_once(':').filter(|(_, action)| !action.is_empty())
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            write!(f, "/{segment}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Static(text) => f.write_str(text),
            Segment::Argument(argument) => write!(f, "{{{}}}", argument.wire),
            Segment::Compound(parts) => parts.iter().try_for_each(|part| match part {
                Part::Literal(text) => f.write_str(text),
                Part::Argument(argument) => write!(f, "{{{}}}", argument.wire),
            }),
        }
    }
}
