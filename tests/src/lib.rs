//! Utilities shared by the tests of this workspace.

pub mod changes;
pub mod composition;
pub mod damage;
pub mod documents;
pub mod emitted;
pub mod facts;
pub mod files;
pub mod fixtures;
pub mod growth;
pub mod hostile_text;
pub mod keywords;
pub mod likeness;
pub mod npm;
pub mod operations;
pub mod outline;
pub mod overlay;
pub mod pipeline;
pub mod place;
pub mod plain_http;
pub mod pointer;
pub mod prism;
pub mod published;
pub mod schema;
pub mod surface;
pub mod tainted_text;
pub mod wording;

use std::path::Path;

/// Returns the root of the workspace.
#[must_use]
pub fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
