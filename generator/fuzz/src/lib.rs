//! What the fuzz targets share: whatever is read, the generator writes Rust in which text stays text, or says what is
//! wrong.
//!
//! In the folder `generator`, with a nightly toolchain and `cargo install cargo-fuzz`:
//!
//! ```text
//! cargo +nightly fuzz run -s none document -- -max_len=300 -len_control=0
//! cargo +nightly fuzz run -s none bytes -- -max_len=4000 -len_control=0
//! cargo +nightly fuzz run -s none text -- -max_len=40 -len_control=0
//! cargo +nightly fuzz run -s none composed -- -max_len=12000 -len_control=0
//! ```
//!
//! The generator has no unsafe code, so that a sanitizer (`-s`) would only slow it down. What is found becomes a
//! fixture in `tests`.

#[path = "../../../tests/src/composition.rs"]
pub mod composition;
#[path = "../../../tests/src/damage.rs"]
pub mod damage;
#[path = "../../../tests/src/hostile_text.rs"]
pub mod hostile_text;
#[path = "../../../tests/src/tainted_text.rs"]
pub mod tainted_text;

use std::path::Path;
use std::sync::LazyLock;

use generator::diagnostics::{Diagnostics, Failure, report};
use generator::input::config::Config;
use generator::input::document::{Input, Source};
use generator::pipeline::generate_from;
use serde_json::Value;

/// The real document.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| yaml("twilio_conversations_v1.yaml"));

/// The real overlay.
pub static OVERLAY: LazyLock<Value> = LazyLock::new(|| yaml("overlay.yaml"));

/// A document with every member that holds text, whose texts are to be filled in.
pub static HOSTILE: LazyLock<Value> =
    LazyLock::new(|| yaml("../tests/fixtures/hostile.yaml"));

static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    Config::load(&specification().join("generator.toml"))
        .unwrap_or_else(|problems| panic!("{problems}"))
});

fn specification() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec"))
}

fn yaml(file: &str) -> Value {
    let text = std::fs::read_to_string(specification().join(file)).expect("it is there");
    serde_norway::from_str(&text).expect("it is YAML")
}

/// Runs all stages but the last on a document, and on an overlay if there is one, and checks what comes out.
pub fn run(document: Vec<u8>, overlay: Option<Vec<u8>>) {
    if let Err(problems) = generate(document, overlay) {
        check_messages(&problems);
    }
}

fn generate(document: Vec<u8>, overlay: Option<Vec<u8>>) -> Result<(), Failure> {
    let source = |name: &str, bytes| Source::Memory(name.to_owned(), bytes);
    let input = Input {
        document: source("document", document),
        overlays: overlay.into_iter().map(|bytes| source("overlay", bytes)).collect(),
        lock: None,
    };
    let (made, notes) = generate_from(&input, &CONFIG)?.finish();
    check_messages(&notes);
    let mut findings = tainted_text::Findings::default();
    for (path, text) in made.files.iter() {
        if !path.starts_with("src/runtime") {
            tainted_text::examine(path, text, &mut findings);
        }
    }
    assert!(findings.problems.is_empty(), "{}", findings.problems.join("\n"));
    Ok(())
}

/// Messages name their file, and print as lines without what commands a terminal.
fn check_messages(problems: &Diagnostics) {
    for problem in problems.iter() {
        assert!(!problem.file.is_empty() && !problem.found.is_empty(), "{problem:?}");
    }
    let text = report::text(problems);
    assert!(
        !text
            .as_str()
            .contains(|character: char| character != '\n' && character.is_control())
    );
    assert_eq!(report::json(problems).as_str().lines().count(), problems.iter().count());
}

/// Reads bytes as a configuration.
pub fn configure(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Err(problems) = Config::parse("generator.toml", text)
    {
        check_messages(&problems);
    }
}
