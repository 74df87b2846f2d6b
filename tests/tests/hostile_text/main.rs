//! Hostile text of a document never becomes code: it only occurs in literals and doc comments, and is neither executed by
//! doctests nor rendered as HTML.

mod document;
mod members;
mod run;

use std::collections::BTreeSet;

use generator::diagnostics::Failure;
use generator::input::config::Config;
use generator::input::document::{Input, Source};
use generator::pipeline::{Generated, generate_from};
use serde_json::Value;
use tests::tainted_text::{Findings, MARKER, examine};
use tests::{hostile_text, workspace};

/// Generates the crate of a document.
fn generate(document: &Value, config: &Config) -> Result<Generated, Failure> {
    let bytes = document.to_string().into_bytes();
    let input = Input {
        document: Source::Memory("hostile.json".to_owned(), bytes),
        overlays: Vec::new(),
        lock: None,
    };
    generate_from(&input.into(), config).map(|progress| progress.made)
}

/// Returns the configuration of the repository with a text in every member. NUL characters, which are rejected, are removed.
fn config(text: &str) -> Config {
    let text = &text.replace('\0', "");
    let path = workspace().join("spec/generator.toml");
    let mut config = Config::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
    let package = &mut config.package;
    package.description += text;
    package.authors.push(text.to_owned());
    package.repository = Some(format!("https://example.com/{text}"));
    package.documentation.clone_from(&package.repository);
    package.homepage.clone_from(&package.repository);
    package.keywords.push(text.to_owned());
    package.categories.push(text.to_owned());
    config
}

/// Examines the files that hold text of a document.
fn findings(generated: &Generated) -> Findings {
    let mut findings = Findings::default();
    let files = generated.files.iter();
    for (path, text) in files.filter(|(path, _)| !path.starts_with("src/runtime")) {
        examine(path, text, &mut findings);
    }
    findings
}

#[test]
fn every_member_with_text_is_covered() {
    let document = document::with(MARKER);
    let mut listed = BTreeSet::new();
    for (member, pointer) in members::MEMBERS {
        let value = document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("there is no {pointer} for {member}"));
        let holds = match (member.strip_suffix("{}"), value) {
            (Some(_), Value::Object(members)) => {
                members.keys().any(|name| name.contains(MARKER))
            }
            (None, value) => value.to_string().contains(MARKER),
            _ => false,
        };
        assert!(holds, "{member} at {pointer}: {value}");
        assert!(listed.insert(member.to_owned()), "{member} is listed twice");
    }
    listed.extend(members::FIXED.map(str::to_owned));
    assert_eq!(listed, generator::input::document::texts());
}

#[test]
fn text_stays_text() {
    let mut problems = Vec::new();
    for text in hostile_text::all() {
        match generate(&document::with(&text), &config(&text)) {
            Ok(generated) => {
                let found = findings(&generated);
                problems.extend(found.problems);
                if found.harmless < 100 {
                    problems.push(format!("{text:?}: {} markers", found.harmless));
                }
            }
            Err(diagnostics) => problems.push(format!("{text:?}: {diagnostics}")),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn text_is_not_executed() {
    run::test();
}
