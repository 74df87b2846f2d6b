//! Twilio's documents of all products: each becomes a crate without warnings, with every operation of the document.
//!
//! A crate for each document is generated; a sample is compiled. `EVERY_DOCUMENT=1` compiles all, which takes about half an hour:
//!
//! ```sh
//! EVERY_DOCUMENT=1 cargo test -p tests --test every_document -- --nocapture
//! ```

mod completeness;
mod examples;
mod figures;

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use tests::emitted::Crates;
use tests::pipeline::{Outcome, Pipeline};
use tests::{documents, npm};

/// The documents that are compiled unless `EVERY_DOCUMENT` is set: with forms and webhooks, with JSON bodies, and small ones.
const SAMPLE: [&str; 4] = ["verify_v2", "memory_v1", "iam_scim_v1", "lookups_v2"];

#[test]
fn every_document_becomes_a_crate_with_all_of_its_operations() {
    let Some(paths) = paths() else { return };
    let is_every = env::var("EVERY_DOCUMENT").is_ok_and(|value| value == "1");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("every_document");
    let mut crates = Crates::new(directory);
    let mut compiled = 0;
    let mut report = String::new();
    let mut incomplete = Vec::new();
    for path in paths {
        let name = name(&path);
        let start = Instant::now();
        let outcome = Pipeline::bare(&path).run();
        println!("{name}: {} ms", start.elapsed().as_millis());
        report.push_str(&figures::line(&name, &outcome));
        let Outcome {
            generated,
            diagnostics,
        } = outcome;
        let Some(generated) = generated else {
            println!("{name} is refused:\n{diagnostics}");
            continue;
        };
        let missing = completeness::missing(&documents::read(&path), &generated.ir);
        incomplete.extend(missing.into_iter().map(|what| format!("{name}: {what}")));
        if is_every || SAMPLE.contains(&name.as_str()) {
            let package = name.replace('_', "-");
            let test = examples::test(&name, &documents::read(&path), &generated.ir);
            crates.add(&package, &generated.files);
            crates.put(&package, "tests/examples.rs", &test);
            compiled += 1;
        }
    }
    assert_eq!(incomplete, Vec::<String>::new());
    assert!(compiled > 0, "none of the documents of the sample is accepted");
    let errors = crates.compiler_errors();
    assert!(errors.is_empty(), "{errors}");
    assert_examples_are_decoded(&crates);
    let header = figures::HEADER;
    insta::assert_snapshot!("figures", format!("{header}\n{report}"));
}

/// Some examples contradict the schema that they stand beside: a string for a number, or a missing property.
const MIN_DECODED_PERCENT: usize = 98;

/// Runs the tests of all crates, and checks that nearly all examples are decoded.
fn assert_examples_are_decoded(crates: &Crates) {
    let output = crates.output_of_test("examples");
    let refused: Vec<&str> =
        output.lines().filter(|line| line.starts_with("refused ")).collect();
    let decoded = output.lines().filter(|line| line.starts_with("decoded ")).count();
    let all = decoded + refused.len();
    println!("{decoded} of {all} examples are decoded\n{}", refused.join("\n"));
    assert!(all > 0, "no example was found: {output}");
    assert!(decoded * 100 >= all * MIN_DECODED_PERCENT, "{}", refused.join("\n"));
}

/// Returns the paths of all documents, or `None` if npm is not available.
fn paths() -> Option<Vec<PathBuf>> {
    let directory = npm::official_documents()?;
    let entries = fs::read_dir(&directory).expect("the documents are fetched");
    let paths = entries.map(|entry| entry.expect("the directory can be read").path());
    let is_document = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "json")
            && name(path) != "api"
    };
    let mut paths: Vec<PathBuf> = paths.filter(is_document).collect();
    paths.sort();
    assert!(paths.len() > 50, "{} has {} documents", directory.display(), paths.len());
    Some(paths)
}

/// Returns the product and version of a document: `verify_v2`.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.trim_start_matches("twilio_").to_owned()
}
