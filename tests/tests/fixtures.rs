//! Small documents with one construct each, and what the pipeline makes of them: see `fixtures/pipeline/README.md`.

use std::fs;
use std::path::{Path, PathBuf};

use generator::emit::OutputFiles;
use generator::pipeline::Generated;
use insta::Settings;
use tests::emitted::Crates;
use tests::pipeline::{Outcome, Pipeline};
use tests::{files, outline, surface};

/// What a fixture lacks to be a document, unless it says so itself.
const FRAME: [(&str, &str); 3] = [
    ("openapi:", "openapi: 3.0.1"),
    ("info:", "info: {title: Fixture, version: 1.0.0}"),
    ("servers:", "servers: [{url: 'https://api.example.com'}]"),
];

#[test]
fn fixtures() {
    insta::glob!("../fixtures/pipeline", "*/*.yaml", |path| {
        let folder = path.parent().expect("a fixture is in a folder");
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_snapshot_suffix();
        let name = path.file_stem().expect("a fixture has a name").to_string_lossy();
        settings.bind(|| insta::assert_snapshot!(name.as_ref(), shown(path)));
    });
}

#[test]
fn crates_of_fixtures_compile() {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates"));
    for path in files::below(&fixtures_folder()) {
        let text = fs::read_to_string(&path).expect("the fixture was just found");
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        if let Some(generated) = Pipeline::bare(&framed(&path, &text)).run().generated {
            crates.add(&crate_name(&path), &generated.files);
        }
    }
    let complaints = crates.complaints();
    assert!(complaints.is_empty(), "{complaints}");
}

/// The name of a fixture's crate, which the compiler's messages name: of its folder and its file.
fn crate_name(fixture: &Path) -> String {
    let path = fixture.with_extension("");
    let path = path.strip_prefix(fixtures_folder()).expect("it is a fixture");
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("-")
}

#[test]
fn every_snapshot_has_its_fixture() {
    let folder = fixtures_folder();
    let snapshots = files::below(&folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "snap"));
    let stale: Vec<PathBuf> =
        snapshots.filter(|path| !path.with_extension("yaml").exists()).collect();
    assert!(stale.is_empty(), "remove {stale:?}");
}

fn fixtures_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pipeline")
}

/// What a fixture asks to be shown.
fn wishes(text: &str) -> impl Iterator<Item = &str> {
    let wishes = text.lines().find_map(|line| line.strip_prefix("x-show: "));
    wishes.into_iter().flat_map(|wishes| wishes.split(", "))
}

/// What the snapshot of a fixture holds.
fn shown(fixture: &Path) -> String {
    let text = fs::read_to_string(fixture).expect("the fixture was just found");
    let document = framed(fixture, &text);
    let Outcome {
        generated,
        diagnostics,
    } = Pipeline::bare(&document).run();
    let mut parts: Vec<String> = match &generated {
        Some(generated) => wishes(&text).map(|wish| part(generated, wish)).collect(),
        None => Vec::new(),
    };
    if !diagnostics.is_empty() {
        let folder =
            format!("{}/", document.parent().expect("it is in a folder").display());
        parts.push(diagnostics.to_string().replace(&folder, ""));
    }
    parts.join("\n")
}

/// The fixture as a document of its own, in a file of the same name.
fn framed(fixture: &Path, text: &str) -> PathBuf {
    let mut document = text.to_owned();
    for (member, line) in FRAME {
        if !text.lines().any(|line| line.starts_with(member)) {
            document.push_str(line);
            document.push('\n');
        }
    }
    let folder =
        fixture.parent().and_then(Path::file_name).expect("a fixture is in a folder");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures").join(folder);
    let path = folder.join(fixture.file_name().expect("a fixture has a name"));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, document))
        .expect("target can be written to");
    path
}

fn part(generated: &Generated, wish: &str) -> String {
    match wish.split_once(' ') {
        Some(("rust", module)) => {
            let text = source(&generated.files, module);
            text.split_once("\n\n").map_or(text, |(_header, rest)| rest).to_owned()
        }
        Some(("surface", module)) => surface::of(source(&generated.files, module)),
        _ => outline::section(&generated.ir, wish),
    }
}

fn source<'a>(files: &'a OutputFiles, module: &str) -> &'a str {
    let wanted = format!("src/{module}.rs");
    let found = files.iter().find(|(path, _)| *path == wanted);
    found.unwrap_or_else(|| panic!("there is no {wanted}")).1
}
