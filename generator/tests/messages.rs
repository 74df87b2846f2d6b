//! Output of problems on the command line: as plain text, in color and as JSON, for all input files.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{fs, io::Write as _};

use serde_json::{Value, json};

/// A configuration of files in the same directory.
const CONFIGURATION: &str = "\
[package]
name = \"fixture\"
version = \"0.1.0\"
description = \"A fixture\"
authors = []
license = \"MIT\"
rust-version = \"1.85\"

[input]
document = \"document.json\"
overlays = [\"overlay.yaml\"]

[output]
directory = \"out\"
templates = \"templates\"
";

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Types, version: 1.0.0}
actions:
  - target: $.components.schemas.room.properties.name
    update: {type: text}
";

/// Returns a minified document: a single line that is too long to be shown in full.
fn document() -> String {
    let room = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    let mut schemas: serde_json::Map<_, _> = (0..5_000)
        .map(|index| (format!("schema{index}"), json!({"type": "string"})))
        .collect();
    schemas.insert("room".to_owned(), room);
    schemas.insert("hall".to_owned(), json!({"type": "objekt"}));
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Fixture", "version": "1.0.0"},
        "paths": {},
        "components": {"schemas": schemas},
    })
    .to_string()
}

/// Runs the generator in a directory with these files.
fn run(files: &[(&str, &str)], arguments: &[&str], color: bool) -> Output {
    let directory = tempfile::tempdir().expect("temporary directory");
    for (name, text) in files {
        fs::write(directory.path().join(name), text).expect("the directory is writable");
    }
    let mut command = command(directory.path(), arguments);
    if color {
        command.env("CLICOLOR_FORCE", "1");
    }
    command.output().expect("the generator can be run")
}

fn command(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    command
        .current_dir(directory)
        .args(arguments)
        .args(["--config", "generator.toml"])
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

fn stderr(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "invalid input exits with code 2");
    assert!(output.stdout.is_empty(), "standard output is reserved for results");
    String::from_utf8(output.stderr.clone()).expect("messages are text")
}

#[test]
fn a_problem_shows_its_location() {
    let document = document();
    let files = [
        ("generator.toml", CONFIGURATION),
        ("document.json", &document),
        ("overlay.yaml", OVERLAY),
    ];
    let text = stderr(&run(&files, &["check"], false));
    let column = document.find("\"objekt\"").expect("it is there") + 1;
    let (first, second) = text.split_once("\n\n").expect("there are two problems");
    assert!(first.starts_with("error: invalid value `objekt` for `type`\n"), "{text}");
    assert_eq!(location(first), format!("  --> document.json:1:{column}"), "{text}");
    assert!(first.contains("\"hall\":{\"type\":\"objekt\"}"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 240), "{text}");
    // A problem in a value from an overlay is located in the overlay.
    assert_eq!(location(second), "  --> overlay.yaml:5:20", "{text}");
    assert!(second.contains("= pointer: /actions/0/update/type\n"), "{text}");
}

/// Returns the output line with the file, line and column.
fn location(text: &str) -> &str {
    text.lines().nth(1).expect("a problem has a location")
}

#[test]
fn problems_are_plain_text_unless_colors_are_enabled() {
    let configuration = CONFIGURATION.replace("license", "licence");
    let files = [("generator.toml", configuration.as_str())];
    for arguments in [&["check"][..], &["ir"], &["generate"], &[]] {
        let plain = stderr(&run(&files, arguments, false));
        assert!(!plain.contains('\u{1B}'), "{plain:?}");
        assert!(plain.contains("  --> generator.toml:6:1\n"), "{plain}");
        let colored = stderr(&run(&files, arguments, true));
        assert!(colored.contains("\u{1B}["), "{colored:?}");
    }
}

#[test]
fn json_is_an_object_for_each_problem() {
    let configuration = CONFIGURATION.replace("license", "licence");
    let files = [("generator.toml", configuration.as_str())];
    for arguments in [
        &["check", "--message-format", "json"][..],
        &["ir", "--message-format", "json"],
        &["--message-format", "json"],
    ] {
        let text = stderr(&run(&files, arguments, true));
        let lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect();
        let expected = json!({
            "severity": "error",
            "file": "generator.toml",
            "pointer": "/package/licence",
            "line": 6,
            "column": 1,
            "end": {"line": 6, "column": 8},
            "found": "unknown member `licence` in the table `package`",
            "expected": null,
            "help": "rename it to `license`, or remove it",
        });
        assert_eq!(lines.len(), 2, "{text}");
        assert_eq!(lines[1], expected);
        let members = |value: &Value| -> Vec<String> {
            value
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| name.clone())
                .collect()
        };
        assert_eq!(members(&lines[0]), members(&expected));
    }
}

#[test]
fn standard_input_is_shown_too() {
    let directory = tempfile::tempdir().expect("temporary directory");
    fs::write(directory.path().join("generator.toml"), CONFIGURATION)
        .expect("the directory is writable");
    let mut child = command(directory.path(), &["check", "--spec", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the generator can be run");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(b"openapi: 3.1.0\n").expect("the generator reads it");
    drop(stdin);
    let output = child.wait_with_output().expect("the generator ends");
    let text = stderr(&output);
    assert!(text.contains("  --> <standard input>:1:10\n"), "{text}");
    assert!(text.contains("1 | openapi: 3.1.0\n  |          ^^^^^\n"), "{text}");
}
