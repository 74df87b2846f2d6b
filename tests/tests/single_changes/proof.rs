//! Verifies verdicts with the compiler.
//!
//! All crates are members of one workspace, which a single run of `cargo check --keep-going` checks. A caller is a binary in
//! the package of the crate that it calls.

use std::collections::BTreeMap;
use std::path::Path;

use generator::emit::OutputFiles;
use serde_json::Value;
use tests::emitted::{self, Crates};
use tests::pipeline::Pipeline;

use crate::document::Document;
use crate::{Case, Verdict};

/// Code before each caller.
const PRELUDE: &str = "\
#![allow(unused)]
use twilio_conversations::{Client, Result};
const SERVICE: &str = \"IS00000000000000000000000000000000\";
const USER: &str = \"US00000000000000000000000000000000\";
";

/// The package of the unmodified crate.
const OLD: &str = "old";

/// Returns the cases whose verdicts the compiler does not confirm.
pub fn disagreements(cases: &[Case]) -> Vec<String> {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes"));
    write(&mut crates, cases);
    let errors = check(&crates);
    let found = |package: &str| errors.get(package).cloned().unwrap_or_default();
    let mut wrong: Vec<String> = found(OLD)
        .into_iter()
        .map(|error| format!("against the old crate: {error:?}"))
        .collect();
    for case in cases {
        let found = found(case.name);
        let is_expected = match case.verdict {
            Verdict::Breaks(code) => found.iter().any(|error| error.code == code),
            _ => found.is_empty(),
        };
        if !is_expected {
            wrong.push(format!("{}: {:?}, but {found:#?}", case.name, case.verdict));
        }
    }
    wrong
}

fn write(crates: &mut Crates, cases: &[Case]) {
    let everyone: Vec<&Case> = cases.iter().collect();
    write_package(crates, OLD, &Document::base(), &everyone);
    for case in cases {
        let mut document = Document::base();
        (case.edit)(&mut document);
        let callers = match case.verdict {
            Verdict::Breaks(_) => vec![case],
            _ => everyone.clone(),
        };
        write_package(crates, case.name, &document, &callers);
    }
}

fn write_package(
    crates: &mut Crates,
    name: &str,
    document: &Document,
    callers: &[&Case],
) {
    for (path, text) in crate_of(name, document).iter() {
        if path == "Cargo.toml" {
            crates.put(name, path, &manifest(text, name));
        } else if path.starts_with("src/") {
            crates.put(name, path, text);
        }
    }
    let functions = callers.iter().map(|case| {
        format!(
            "async fn {}(client: &Client) -> Result<()> {{ {} Ok(()) }}\n",
            case.name, case.caller
        )
    });
    let text = format!("{PRELUDE}{}fn main() {{}}\n", functions.collect::<String>());
    crates.put(name, "src/main.rs", &text);
}

fn crate_of(name: &str, document: &Document) -> OutputFiles {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    emitted::put(&path, &document.value().to_string());
    Pipeline::bare(&path).run().expect_generated().files
}

/// Returns the manifest under another package name, with a binary.
fn manifest(text: &str, name: &str) -> String {
    let (package, rest) =
        text.split_once("[dev-dependencies]").expect("the section is there");
    let package = package.replacen("[package]\n", "[package]\nautobins = true\n", 1);
    let lints = rest.find("[lints").map_or("", |start| &rest[start..]);
    emitted::renamed(&format!("{package}\n{lints}"), name)
}

/// A compiler error in a caller.
#[derive(Clone, Debug)]
pub struct CompileError {
    code: String,
    #[expect(dead_code, reason = "to be read by people")]
    message: String,
}

/// Returns the errors of each package.
///
/// # Panics
///
/// If a crate itself does not compile, or Cargo fails without a compiler error.
fn check(crates: &Crates) -> BTreeMap<String, Vec<CompileError>> {
    let output = crates.check(&["--message-format", "json", "--features", "webhook"]);
    let mut errors: BTreeMap<String, Vec<CompileError>> = BTreeMap::new();
    let mut checked = 0;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("Cargo writes JSON");
        let is_program = message["target"]["kind"][0] == "bin";
        checked += usize::from(message["reason"] == "compiler-artifact" && is_program);
        let Some(error) = error(&message) else {
            continue;
        };
        assert!(
            is_program,
            "a crate does not compile: {}",
            message["message"]["rendered"]
        );
        let package = message["target"]["src_path"].as_str().unwrap_or_default();
        let package = Path::new(package).iter().rev().nth(2).unwrap_or_default();
        errors.entry(package.to_string_lossy().into_owned()).or_default().push(error);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(checked > 0, "nothing was checked:\n{said}");
    errors
}

fn error(message: &Value) -> Option<CompileError> {
    let error = &message["message"];
    let code = error["code"]["code"].as_str();
    (message["reason"] == "compiler-message" && error["level"] == "error")
        .then_some(code)
        .flatten()
        .map(|code| CompileError {
            code: code.to_owned(),
            message: error["rendered"].as_str().unwrap_or_default().to_owned(),
        })
}
