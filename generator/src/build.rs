//! The stages between the document and the disk.

use serde_json::Value;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::document::Resolved;
use crate::write::OutputFiles;

/// What the stages between the document and the disk make of it.
#[derive(Debug, Default)]
pub struct Build {
    /// The files of the client crate.
    pub files: OutputFiles,
    /// How much of what they hold.
    pub counts: Counts,
    /// The normalised IR, for the command `ir`.
    pub ir: Value,
}

/// How much a client crate holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations of the document, twins counted each.
    pub operations: usize,
    /// Resources, twins counted once.
    pub resources: usize,
    /// Structs that responses decode to.
    pub models: usize,
    /// Enums.
    pub enums: usize,
}

/// Makes the client crate of a document; nothing if `diagnostics` has errors then.
pub fn build(
    _resolved: &Resolved,
    _config: &Config,
    _diagnostics: &mut Diagnostics,
) -> Option<Build> {
    Some(Build::default())
}
