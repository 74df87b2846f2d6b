//! The stages before the IR: their results for valid documents, overlays and configurations, and their messages for invalid
//! ones.

use std::path::{Path, PathBuf};

use generator::diagnostics::{Failure, Severity};
use generator::input::config::Config;
use generator::input::document::{Source, load, overlay, resolve};
use insta::{assert_snapshot, glob};
use serde_json::Value;

/// Returns the path as printed by the generator, which is the same on every machine.
fn relative(path: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize();
    let root = root.expect("the package has a folder");
    path.strip_prefix(root).expect("fixtures are in the package").to_owned()
}

fn source(path: &Path) -> Source {
    Source::File(relative(path))
}

#[test]
fn documents_are_loaded() {
    glob!("../fixtures/document/load", "*.{json,yaml}", |path| {
        let text = match load(&source(path)) {
            Ok(document) => {
                format!("{}\n{}", document.name, to_yaml(&document.value))
            }
            Err(problems) => problems.to_string(),
        };
        assert_snapshot!(text);
    });
}

#[test]
fn references_are_resolved() {
    glob!("../fixtures/document/resolve", "*.{json,yaml}", |path| {
        let document = load(&source(path)).expect("the fixture is a document");
        let text = match resolve(document) {
            Ok((resolved, notes)) => {
                let openapi = serde_json::to_value(&resolved.openapi)
                    .expect("a document is plain data");
                format!("{}{}", resolved.sources.located(notes), to_yaml(&openapi))
            }
            Err(problems) => problems.to_string(),
        };
        assert_snapshot!(text);
    });
}

#[test]
fn overlays_are_applied() {
    glob!("../fixtures/document/overlay", "*.{json,yaml}", |path| {
        let base = path.with_file_name("document.yaml");
        if path == base {
            return;
        }
        let document = load(&source(&base)).expect("the fixture is a document");
        let overlays = [Source::File(relative(path))];
        let text = match overlay(document, &overlays, Severity::Error) {
            Ok((document, _)) => {
                let refined = to_yaml(&document.value);
                resolve(document).err().map_or(refined, |problems| problems.to_string())
            }
            Err(problems) => problems.to_string(),
        };
        assert_snapshot!(text);
    });
}

#[test]
fn configurations_are_read() {
    glob!("../fixtures/config", "*.toml", |path| {
        let text = match Config::load(&relative(path)) {
            Ok(config) => format!("{config:#?}"),
            Err(problems) => problems.to_string(),
        };
        assert_snapshot!(text);
    });
}

#[test]
fn a_missing_file_is_named() {
    let problems = load(&Source::File("fixtures/no/such.yaml".into()))
        .expect_err("there is no such file");
    assert!(
        problems.to_string().starts_with("error: failed to read the file: "),
        "{problems}"
    );
    assert!(
        problems.to_string().contains("\n = file: fixtures/no/such.yaml\n"),
        "{problems}"
    );
}

#[test]
fn yaml_and_json_are_equivalent() {
    let path = Path::new("fixtures/document/resolve/parameters.yaml");
    let from_yaml = load(&Source::from(path)).expect("the fixture is a document");
    let directory = tempfile::tempdir().expect("temporary directory");
    let [json, yaml] = ["json", "yaml"]
        .map(|format| directory.path().join("document").with_extension(format));
    std::fs::write(&json, from_yaml.value.to_string())
        .expect("the directory is writable");
    std::fs::write(&yaml, to_yaml(&from_yaml.value)).expect("the directory is writable");
    for path in [json, yaml] {
        let document =
            load(&Source::File(path)).expect("what was written is a document");
        // As text, because the order of members matters.
        assert_eq!(document.value.to_string(), from_yaml.value.to_string());
    }
}

/// Reads bytes as a document.
fn load_bytes(bytes: &[u8]) -> Result<Value, Failure> {
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    std::fs::write(file.path(), bytes).expect("the file is writable");
    load(&Source::File(file.path().to_owned())).map(|document| document.value)
}

#[test]
fn files_are_utf_8_with_or_without_a_byte_order_mark() {
    let text = "openapi: 3.0.1\ntitle: Größe\n";
    let value = load_bytes(text.as_bytes()).expect("the text is a document");
    assert_eq!(value["title"], "Größe");
    assert_eq!(load_bytes(format!("\u{FEFF}{text}").as_bytes()), Ok(value));
    for (bytes, message) in [
        (
            &b"openapi: 3.0.1\ntitle: Gr\xF6\xDFe\n"[..],
            "the file is not valid UTF-8: unexpected F6",
        ),
        (b"\xFF\xFEo\0", "the file is encoded as UTF-16"),
    ] {
        let problems = load_bytes(bytes).expect_err("the bytes are not UTF-8");
        let problem = problems.iter().next().expect("an error has a problem");
        assert_eq!(problem.found, message);
        let start = problem.location.as_ref().map(|location| location.start);
        let start = start.map(|start| (start.line, start.column));
        assert_eq!(start, message.contains("not valid UTF-8").then_some((2, 10)));
    }
}

#[test]
fn line_ends_do_not_matter() {
    glob!("../fixtures/document/resolve", "*.yaml", |path| {
        let text = std::fs::read_to_string(path).expect("the fixture was just found");
        let [unix, windows] = [text.clone(), text.replace('\n', "\r\n")].map(|text| {
            let source = Source::Memory("document".to_owned(), text.into_bytes());
            let resolved = load(&source).and_then(resolve);
            resolved.map(|(resolved, notes)| {
                let openapi = serde_json::to_value(&resolved.openapi);
                (openapi.expect("a document is plain data"), notes.to_string())
            })
        });
        assert_eq!(
            windows.map_err(|it| it.to_string()),
            unix.map_err(|it| it.to_string())
        );
    });
}

/// Returns a document with a schema of nested arrays.
fn nested_arrays(depth: usize, innermost: &str) -> Value {
    let innermost = serde_json::json!({"type": innermost});
    let schema = (0..depth).fold(
        innermost,
        |items, _| serde_json::json!({"type": "array", "items": items}),
    );
    serde_json::json!({
        "openapi": "3.0.1",
        "info": {"title": "Nested", "version": "1"},
        "paths": {},
        "components": {"schemas": {"nested": schema}},
    })
}

#[test]
fn deeply_nested_documents_are_read_or_rejected() {
    let directory = tempfile::tempdir().expect("temporary directory");
    let path = directory.path().join("document");
    let read = |text: String| {
        std::fs::write(&path, text).expect("the directory is writable");
        load(&Source::File(path.clone()))
            .and_then(resolve)
            .map(drop)
            .map_err(|problems| problems.to_string())
    };
    for format in [Value::to_string, to_yaml] {
        let read = |depth, innermost| read(format(&nested_arrays(depth, innermost)));
        assert_eq!(read(60, "string"), Ok(()));
        let problems = read(60, "strng").expect_err("there is no such type");
        assert!(
            problems.starts_with("error: invalid value `strng` for `type`"),
            "{problems}"
        );
        let problems = read(65, "string").expect_err("the document is too deep");
        assert!(problems.starts_with("error: nesting exceeds 64 levels"), "{problems}");
    }
    let brackets = "[".repeat(10_000) + &"]".repeat(10_000);
    for text in [format!("{{\"openapi\": {brackets}}}"), format!("openapi: {brackets}")]
    {
        let problems = read(text).expect_err("the document is too deep");
        assert!(problems.contains("nesting exceeds 64 levels"), "{problems}");
    }
}

fn to_yaml(value: &Value) -> String {
    serde_yaml::to_string(value).expect("any value is YAML")
}
