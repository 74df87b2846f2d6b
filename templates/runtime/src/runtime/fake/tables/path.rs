//! Paths of operations and instances.

use super::key::ResourceIndex;

/// A segment of a path.
#[derive(Debug)]
pub(crate) struct Segment {
    /// The text before the argument, or the whole segment.
    pub(crate) prefix: &'static str,
    /// The argument.
    pub(crate) argument: Option<Argument>,
    /// The text after the argument.
    pub(crate) suffix: &'static str,
}

impl Segment {
    /// Creates a segment without an argument.
    pub(crate) const fn literal(text: &'static str) -> Self {
        Self {
            prefix: text,
            argument: None,
            suffix: "",
        }
    }

    /// Creates a segment that is an argument.
    pub(crate) const fn argument(argument: Argument) -> Self {
        Self {
            prefix: "",
            argument: Some(argument),
            suffix: "",
        }
    }
}

/// An argument of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// It identifies an instance of this resource.
    Instance(ResourceIndex),
    /// Text.
    Text,
}
