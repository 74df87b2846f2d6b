//! Runs the commands in the documentation and compares their output.
//!
//! In a `console` block, a line that starts with `$ ` is a shell command, a line that starts with `> ` its continuation, and
//! the lines that follow are its output; `...` matches any lines, `[..]` any text in a line. All commands of a document run
//! in order in one directory, a copy of the required files.

mod commands;

use std::path::{Path, PathBuf};
use std::process::Command;

use commands::{Step, steps};
use snapbox::Assert;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Creates a repository with the document, the crate and the templates.
fn repository() -> tempfile::TempDir {
    let repository = tempfile::tempdir().expect("temporary directory");
    let copy = "cp -R \"$ROOT/spec\" \"$ROOT/generated\" \"$ROOT/templates\" . \
        && git init -q -b main && git add . \
        && git -c user.name=you -c user.email=you@example.com commit -q -m 'Initial commit'";
    let output = run(copy, repository.path());
    assert_eq!(output, "", "the repository is set up");
    repository
}

/// Runs a command in a shell and returns its output, followed by standard error.
fn run(command: &str, directory: &Path) -> String {
    let generator = env!("CARGO_BIN_EXE_generator");
    // The binary is already built.
    let command = command.replace("cargo run -q -p generator --", generator);
    let command = command.replace("cargo run -q -p generator", generator);
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(directory)
        .env("ROOT", root())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("COLUMNS", "100")
        .output()
        .expect("there is a shell");
    let texts = [output.stdout, output.stderr];
    texts.map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
}

/// Runs the commands of a document and compares their output.
fn check(document: &str) {
    let path = root().join(document);
    let text = std::fs::read_to_string(&path).expect("the document is there");
    let repository = repository();
    let steps = steps(&text);
    assert!(!steps.is_empty(), "{document} shows no command");
    for Step {
        line,
        command,
        output,
    } in steps
    {
        let printed = run(&command, repository.path());
        let name = format!("{document}:{line}: {command}");
        let compared = Assert::new().try_eq(Some(&name), printed.into(), output.into());
        compared.unwrap_or_else(|difference| panic!("{difference}"));
    }
}

#[test]
fn commands_in_the_architecture_document() {
    check("generator/ARCHITECTURE.md");
}

#[test]
fn commands_in_the_contributing_guide() {
    check("CONTRIBUTING.md");
}

#[test]
fn commands_in_the_page_about_new_crates() {
    check("generator/NEW_CRATE.md");
}
