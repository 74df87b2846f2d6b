//! Comparison of two documents by the generator.

use generator::changes::Revision;
use generator::changes::compare::Change;
use generator::changes::report;
use generator::input::document::{Input, Source};
use serde_json::Value;

use crate::documents;

/// Returns the changes from one document to another, both with the overlay of the repository.
///
/// # Panics
///
/// If one of them has errors.
#[must_use]
pub fn overlaid(old: &Value, new: &Value) -> Vec<Change> {
    read_overlaid(old).changes_to(&read_overlaid(new))
}

/// Reads a document without overlays. It can be compared with several others.
///
/// # Panics
///
/// If it has errors.
#[must_use]
pub fn read_bare(document: &Value) -> Revision {
    read(document, &[])
}

/// Reads a document with the overlays of the repository. It can be compared with several others.
///
/// # Panics
///
/// If it has errors.
#[must_use]
pub fn read_overlaid(document: &Value) -> Revision {
    let overlays = documents::V1.overlay_paths();
    read(document, &overlays.iter().map(Source::from).collect::<Vec<_>>())
}

fn read(document: &Value, overlays: &[Source]) -> Revision {
    let input = Input {
        document: Source::Memory(
            "document".to_owned(),
            document.to_string().into_bytes(),
        ),
        overlays: overlays.to_vec(),
        lock: None,
    };
    Revision::read(&input)
        .unwrap_or_else(|problems| panic!("a document has errors:\n{problems}"))
}

/// Returns the text report without colors.
#[must_use]
pub fn plain_text(changes: &[Change]) -> String {
    anstream::adapter::strip_str(report::text(changes).as_str()).to_string()
}
