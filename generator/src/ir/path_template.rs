//! Path templates.

use std::fmt;

use serde::Serialize;

use super::SidId;
use crate::diagnostics::Pointer;

/// A path such as `/v1/Conversations/{ConversationSid}/Messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathTemplate {
    /// The segments between the slashes.
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
    pub fn arguments(&self) -> impl DoubleEndedIterator<Item = &PathArgument> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Argument(argument) => Some(argument),
            Segment::Static(_) => None,
        })
    }

    /// Returns the argument at the end of the path, as in `/Roles/{Sid}`.
    pub fn last_argument(&self) -> Option<&PathArgument> {
        match self.segments.last() {
            Some(Segment::Argument(argument)) => Some(argument),
            _ => None,
        }
    }

    /// Returns the last literal segment, such as `Roles` in `/Roles/{Sid}`.
    pub fn last_static(&self) -> Option<&str> {
        self.segments.iter().rev().find_map(|segment| match segment {
            Segment::Static(text) => Some(text.as_str()),
            Segment::Argument(_) => None,
        })
    }

    /// Returns the path without the names of arguments. A server cannot distinguish two paths of the same shape.
    pub fn shape(&self) -> Vec<&str> {
        self.segments
            .iter()
            .map(|segment| match segment {
                Segment::Static(text) => text.as_str(),
                Segment::Argument(_) => "{}",
            })
            .collect()
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                Segment::Static(text) => write!(f, "/{text}")?,
                Segment::Argument(argument) => write!(f, "/{{{}}}", argument.wire)?,
            }
        }
        Ok(())
    }
}
