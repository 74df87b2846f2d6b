//! How the command line prints problems: in plain text, in colour and as JSON, for every file that is read.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{fs, io::Write as _};

use serde_json::{Value, json};

/// A configuration of files in the same folder.
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

/// A minified document: one line, far longer than any that is shown.
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

/// A run of the generator in a folder with these files.
fn run(files: &[(&str, &str)], arguments: &[&str], colour: bool) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("the folder is writable");
    }
    let mut command = command(folder.path(), arguments);
    if colour {
        command.env("CLICOLOR_FORCE", "1");
    }
    command.output().expect("the generator can be run")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    command
        .current_dir(folder)
        .args(arguments)
        .args(["--config", "generator.toml"])
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

fn complaints(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "bad input is exit code 2");
    assert!(output.stdout.is_empty(), "standard output is for results");
    String::from_utf8(output.stderr.clone()).expect("messages are text")
}

#[test]
fn a_problem_shows_the_place_in_its_file() {
    let document = document();
    let files = [
        ("generator.toml", CONFIGURATION),
        ("document.json", &document),
        ("overlay.yaml", OVERLAY),
    ];
    let text = complaints(&run(&files, &["check"], false));
    let column = document.find("\"objekt\"").expect("it is there") + 1;
    let (first, second) = text.split_once("\n\n").expect("there are two problems");
    assert!(first.starts_with("error: `type` is `objekt`\n"), "{text}");
    assert_eq!(place(first), format!("  --> document.json:1:{column}"), "{text}");
    assert!(first.contains("\"hall\":{\"type\":\"objekt\"}"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 240), "{text}");
    // What an overlay says is shown in the overlay.
    assert_eq!(place(second), "  --> overlay.yaml:5:20", "{text}");
    assert!(second.contains("= pointer: /actions/0/update/type\n"), "{text}");
}

/// The line that names the file, the line and the column.
fn place(text: &str) -> &str {
    text.lines().nth(1).expect("a problem has a place")
}

#[test]
fn problems_are_plain_text_unless_colour_is_shown() {
    let configuration = CONFIGURATION.replace("license", "licence");
    let files = [("generator.toml", configuration.as_str())];
    for arguments in [&["check"][..], &["ir"], &["generate"], &[]] {
        let plain = complaints(&run(&files, arguments, false));
        assert!(!plain.contains('\u{1B}'), "{plain:?}");
        assert!(plain.contains("  --> generator.toml:6:1\n"), "{plain}");
        let coloured = complaints(&run(&files, arguments, true));
        assert!(coloured.contains("\u{1B}["), "{coloured:?}");
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
        let text = complaints(&run(&files, arguments, true));
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
            "found": "the table `package` has no member `licence`",
            "expected": null,
            "help": "it may have to be `license`",
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
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(folder.path().join("generator.toml"), CONFIGURATION)
        .expect("the folder is writable");
    let mut child = command(folder.path(), &["check", "--spec", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the generator can be run");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(b"openapi: 3.1.0\n").expect("the generator reads it");
    drop(stdin);
    let output = child.wait_with_output().expect("the generator ends");
    let text = complaints(&output);
    assert!(text.contains("  --> <standard input>:1:10\n"), "{text}");
    assert!(text.contains("1 | openapi: 3.1.0\n  |          ^^^^^\n"), "{text}");
}
