//! Paths whose arguments identify instances.

use serde::Serialize;

use crate::ir::ResourceId;

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// The text before the argument, or the whole segment.
    pub prefix: String,
    /// The argument.
    pub argument: Option<Argument>,
    /// The text after the argument.
    pub suffix: String,
}

/// An argument of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// It identifies an instance of this resource.
    Instance(ResourceId),
    /// Text.
    Text,
}
