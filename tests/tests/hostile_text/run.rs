//! Runs the doctests of a crate with hostile text.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tests::emitted::Crates;
use tests::{documents, hostile_text};

use crate::{config, document, findings, generate};

/// The prefixes of the paths used on the front page of the crate.
const PREFIXES: [&str; 5] = [
    "/v1/Configuration",
    "/v1/Conversations",
    "/v1/Services/{ChatServiceSid}/Conversations",
    "/v1/Services/{Sid}",
    "/v1/Users",
];

/// The name of the crate and of its directory, in which its doctests run.
const NAME: &str = "hostile";

/// Emits the crate, examines it, and asserts that its doctests pass and write no file.
pub fn test() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile_text");
    let written = folder.join(NAME).join(hostile_text::WRITTEN);
    let _ = fs::remove_file(&written);
    let texts = hostile_text::all();
    let document = document::with_all(&texts, conversations());
    let build = generate(&document, &config(&texts.concat()))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let found = findings(&build);
    assert!(found.problems.is_empty(), "{}", found.problems.join("\n"));
    let mut crates = Crates::new(folder);
    crates.add(NAME, &build.files);
    crates.run_doctests();
    assert!(!written.exists(), "text of the document was run");
}

/// Returns the part of the document used on the front page of the crate, with the overlay applied.
fn conversations() -> Value {
    let mut document = documents::refined();
    if let Some(paths) = document["paths"].as_object_mut() {
        paths.retain(|path, _| PREFIXES.iter().any(|prefix| path.starts_with(prefix)));
    }
    document
}
