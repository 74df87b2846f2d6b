//! Small documents with one construct each, and snapshots of the results: see `fixtures/pipeline/README.md`.

use std::fs;
use std::path::{Path, PathBuf};

use generator::emit::OutputFiles;
use generator::pipeline::Generated;
use insta::Settings;
use tests::emitted::{self, Crates};
use tests::fixtures::completed;
use tests::pipeline::{Outcome, Pipeline};
use tests::{files, outline, surface};

#[test]
fn fixtures() {
    insta::glob!("../fixtures/pipeline", "*/*.yaml", |path| {
        let directory = path.parent().expect("a fixture is in a directory");
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(directory);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_snapshot_suffix();
        let name = path.file_stem().expect("a fixture has a name").to_string_lossy();
        settings.bind(|| insta::assert_snapshot!(name.as_ref(), snapshot(path)));
    });
}

#[test]
fn crates_of_fixtures_compile() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut crates = Crates::new(directory.join("crates"));
    // Events and some modules are behind features, which only some of the crates need.
    let mut with_features = Crates::new(directory.join("crates-with-features"));
    for path in files::below(&fixtures_directory()) {
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the fixture was just found");
        if let Some(generated) = Pipeline::bare(&framed(&path, &text)).run().generated {
            let is_about_names = path.parent().is_some_and(|it| it.ends_with("names"));
            let needs_features =
                is_about_names || generated.files.contains("src/events.rs");
            let crates = if needs_features {
                &mut with_features
            } else {
                &mut crates
            };
            crates.add(&crate_name(&path), &generated.files);
        }
    }
    let compiler_errors = crates.compiler_errors();
    assert!(compiler_errors.is_empty(), "{compiler_errors}");
    let compiler_errors =
        with_features.compiler_errors_with("access-token,mock,webhook");
    assert!(compiler_errors.is_empty(), "{compiler_errors}");
}

/// Returns the name of a fixture's crate, made of its directory and its file name, which appears in compiler messages.
fn crate_name(fixture: &Path) -> String {
    let path = fixture.with_extension("");
    let path = path.strip_prefix(fixtures_directory()).expect("it is a fixture");
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("-")
}

#[test]
fn every_snapshot_has_its_fixture() {
    let directory = fixtures_directory();
    let snapshots = files::below(&directory)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "snap"));
    let stale: Vec<PathBuf> =
        snapshots.filter(|path| !path.with_extension("yaml").exists()).collect();
    assert!(stale.is_empty(), "remove {stale:?}");
}

fn fixtures_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pipeline")
}

/// Returns the sections that a fixture requests by `x-show`.
fn requested_sections(text: &str) -> impl Iterator<Item = &str> {
    let requested_sections = text.lines().find_map(|line| line.strip_prefix("x-show: "));
    requested_sections
        .into_iter()
        .flat_map(|requested_sections| requested_sections.split(", "))
}

/// Returns the snapshot of a fixture.
fn snapshot(fixture: &Path) -> String {
    let text = fs::read_to_string(fixture).expect("the fixture was just found");
    let document = framed(fixture, &text);
    let Outcome {
        generated,
        diagnostics,
    } = Pipeline::bare(&document).run();
    let mut parts: Vec<String> = match &generated {
        Some(generated) => {
            requested_sections(&text).map(|section| part(generated, section)).collect()
        }
        None => Vec::new(),
    };
    if !diagnostics.is_empty() {
        let directory =
            format!("{}/", document.parent().expect("it is in a directory").display());
        parts.push(diagnostics.to_string().replace(&directory, ""));
    }
    parts.join("\n")
}

/// Completes the fixture to a document, in a file of the same name.
fn framed(fixture: &Path, text: &str) -> PathBuf {
    let directory =
        fixture.parent().and_then(Path::file_name).expect("a fixture is in a directory");
    let directory =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures").join(directory);
    let path = directory.join(fixture.file_name().expect("a fixture has a name"));
    // Another test may be reading the file: it is not written again if it is unchanged.
    emitted::put(&path, &completed(text));
    path
}

fn part(generated: &Generated, section: &str) -> String {
    match section.split_once(' ') {
        Some(("rust", module)) => {
            let text = source(&generated.files, module);
            text.split_once("\n\n").map_or(text, |(_header, rest)| rest).to_owned()
        }
        Some(("header", module)) => {
            let text = source(&generated.files, module);
            text.split_inclusive("\n\n").next().unwrap_or_default().to_owned()
        }
        Some(("surface", module)) => surface::of(source(&generated.files, module)),
        _ => outline::section(&generated.ir, section),
    }
}

fn source<'a>(files: &'a OutputFiles, module: &str) -> &'a str {
    let wanted = format!("src/{module}.rs");
    let found = files.iter().find(|(path, _)| *path == wanted);
    found.unwrap_or_else(|| panic!("there is no {wanted}")).1
}
