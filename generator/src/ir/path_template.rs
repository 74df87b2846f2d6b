//! Paths with places for arguments.

use std::fmt;

use serde::Serialize;

use super::SidId;
use crate::diagnostics::Pointer;

/// A path such as `/v1/Conversations/{ConversationSid}/Messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathTemplate {
    /// What stands between the slashes.
    pub segments: Vec<Segment>,
}

/// What stands between two slashes of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Text as it stands.
    Static(String),
    /// A value that the caller gives.
    Argument(PathArgument),
}

/// A value in a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathArgument {
    /// Where the document declares it.
    pub pointer: Pointer,
    /// The name between the braces.
    pub wire: String,
    /// What the caller may give.
    #[serde(rename = "type")]
    pub ty: ArgumentType,
    /// What it picks.
    pub description: String,
}

/// What a path takes as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgumentType {
    /// A SID of this kind and nothing else.
    Sid(SidId),
    /// A SID of this kind, or another name that picks the same thing: a unique name, an identity, an address.
    SidOrName(SidId),
    /// Any text.
    Text,
}

impl PathTemplate {
    /// The arguments, from left to right.
    pub fn arguments(&self) -> impl DoubleEndedIterator<Item = &PathArgument> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Argument(argument) => Some(argument),
            Segment::Static(_) => None,
        })
    }

    /// The argument at the very end, as in `/Roles/{Sid}`.
    pub fn last_argument(&self) -> Option<&PathArgument> {
        match self.segments.last() {
            Some(Segment::Argument(argument)) => Some(argument),
            _ => None,
        }
    }

    /// The last segment that is not an argument, as `Roles` in `/Roles/{Sid}`.
    pub fn last_static(&self) -> Option<&str> {
        self.segments.iter().rev().find_map(|segment| match segment {
            Segment::Static(text) => Some(text.as_str()),
            Segment::Argument(_) => None,
        })
    }

    /// The path with every argument's name left out: two paths of one shape cannot be told apart by a server.
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
