//! The commands in our own documents, run as they stand there, print what stands there.
//!
//! In a block of `console`, a line that starts with `$ ` is a command for a shell, a line `> ` its continuation, and
//! what follows is its output; `...` stands for any lines, `[..]` for any text in a line. All commands of a document run
//! in one folder, in their order: a copy of what they need, which they may change.

mod commands;

use std::path::{Path, PathBuf};
use std::process::Command;

use commands::{Step, steps};
use snapbox::Assert;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder with the document, the crate and the templates, under version control.
fn workplace() -> tempfile::TempDir {
    let workplace = tempfile::tempdir().expect("a temporary folder can be made");
    let copy = "cp -R \"$ROOT/spec\" \"$ROOT/generated\" \"$ROOT/templates\" . \
        && git init -q -b main && git add . \
        && git -c user.name=you -c user.email=you@example.com commit -q -m 'What there is'";
    let output = run(copy, workplace.path());
    assert_eq!(output, "", "the workplace is set up");
    workplace
}

/// Runs a command in a shell, and gives what it prints, errors last.
fn run(command: &str, folder: &Path) -> String {
    let generator = env!("CARGO_BIN_EXE_generator");
    // Cargo would only find out once more that the program is built.
    let command = command.replace("cargo run -q -p generator --", generator);
    let command = command.replace("cargo run -q -p generator", generator);
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder)
        .env("ROOT", root())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("COLUMNS", "100")
        .output()
        .expect("there is a shell");
    let texts = [output.stdout, output.stderr];
    texts.map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
}

/// Runs the commands of a document, and compares.
fn is_true(document: &str) {
    let path = root().join(document);
    let text = std::fs::read_to_string(&path).expect("the document is there");
    let workplace = workplace();
    let steps = steps(&text);
    assert!(!steps.is_empty(), "{document} shows no command");
    for Step {
        line,
        command,
        output,
    } in steps
    {
        let printed = run(&command, workplace.path());
        let place = format!("{document}:{line}: {command}");
        let compared = Assert::new().try_eq(Some(&place), printed.into(), output.into());
        compared.unwrap_or_else(|difference| panic!("{difference}"));
    }
}

#[test]
fn the_way_of_an_operation_is_as_drawn() {
    is_true("generator/ARCHITECTURE.md");
}

#[test]
fn the_way_of_a_change_is_as_told() {
    is_true("CONTRIBUTING.md");
}
