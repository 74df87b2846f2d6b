//! Comparison of two documents by the generator.

use generator::changes::between;
use generator::changes::compare::Change;
use generator::changes::report;
use generator::input::document::{Input, Source};
use serde_json::Value;

use crate::workspace;

/// Returns the changes from one document to another.
///
/// # Panics
///
/// If one of them has errors.
#[must_use]
pub fn bare(old: &Value, new: &Value) -> Vec<Change> {
    found(old, new, &[])
}

/// Returns the changes from one document to another, both with the overlay of the repository.
///
/// # Panics
///
/// If one of them has errors.
#[must_use]
pub fn overlaid(old: &Value, new: &Value) -> Vec<Change> {
    let overlay = workspace().join("spec/overlay.yaml");
    found(old, new, &[Source::from(overlay.as_path())])
}

fn found(old: &Value, new: &Value, overlays: &[Source]) -> Vec<Change> {
    let input = |name: &str, document: &Value| Input {
        document: Source::Memory(name.to_owned(), document.to_string().into_bytes()),
        overlays: overlays.to_vec(),
        lock: None,
    };
    between(&input("old", old), &input("new", new))
        .unwrap_or_else(|problems| panic!("a document has errors:\n{problems}"))
        .changes
}

/// Returns the text report without colors.
#[must_use]
pub fn plain_text(changes: &[Change]) -> String {
    anstream::adapter::strip_str(report::text(changes).as_str()).to_string()
}
