//! Every response example deserializes to its type and serializes back to the same JSON.

use serde_json::Value;
use tests::likeness::differences;
use tests::{documents, overlay};

use crate::example::Example;
use crate::offline::Offline;
use crate::report::assert_none;

#[test]
fn ours() {
    let document = documents::ours();
    assert!(check(document) >= 150);
}

#[test]
fn the_official_ones() {
    if let Some(official) = documents::official() {
        assert_eq!(check(official), 151);
    }
}

/// Checks all examples of a document and returns their number.
fn check(document: Value) -> usize {
    let document = overlay::applied(document, &documents::overlay());
    let offline = Offline::new();
    let examples = Example::all(&document);
    let problems: Vec<_> = examples
        .iter()
        .flat_map(|example| {
            let found = problems(&document, &offline, example);
            found.into_iter().map(|problem| format!("{} {problem}", example.place))
        })
        .collect();
    assert_none(&problems);
    examples.len()
}

/// Returns the differences after a round trip of an example.
fn problems(document: &Value, offline: &Offline, example: &Example<'_>) -> Vec<String> {
    match example.decoded(offline, example.value) {
        Ok(decoded) => differences(document, example.schema, example.value, &decoded),
        Err(error) => vec![format!("{error:?}")],
    }
}
