//! Emitted crates on disk, to be compiled.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use generator::write::OutputFiles;

use crate::workspace;

/// What the manifest of an emitted crate lacks to stand alone and to share what the workspace has compiled.
const ALONE: &str = "\n[workspace]\n\n[profile.dev.package.\"*\"]\nopt-level = 1\n";

/// Writes a crate to a folder, outside of the workspace but with its lock file.
///
/// Its package is called as the folder: Cargo would take packages of one name that share a target directory for the same.
///
/// # Panics
///
/// If the folder cannot be written to.
pub fn write(files: &OutputFiles, folder: &Path) {
    for (path, text) in files.iter() {
        let text = match path {
            "Cargo.toml" => manifest(text, folder),
            _ => text.to_owned(),
        };
        let path = folder.join(path);
        let parent = path.parent().expect("a file is in a folder");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let lock = workspace().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the workspace is locked");
}

/// Runs the doctests of the crate in a folder, with the features that add documentation.
///
/// # Panics
///
/// If one of them fails, or Cargo cannot be run.
pub fn run_doctests(folder: &Path) {
    let output = cargo(folder)
        .args(["test", "--doc", "--offline", "--quiet", "--no-default-features"])
        .args(["--features", "mock,webhook"])
        .output()
        .expect("Cargo can be run");
    let said = String::from_utf8_lossy(&output.stdout);
    let warned = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{warned}");
    assert!(said.contains("test result: ok"), "no test was run: {said}\n{warned}");
}

/// Cargo in a folder outside of the workspace, with the workspace's target directory.
fn cargo(folder: &Path) -> Command {
    let cargo = env::var_os("CARGO").expect("Cargo runs the tests");
    let mut command = Command::new(cargo);
    command.current_dir(folder).env("CARGO_TARGET_DIR", workspace().join("target"));
    command
}

fn manifest(text: &str, folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let called = text.replacen(
        "name = \"twilio-conversations\"",
        &format!("name = \"{name}\""),
        1,
    );
    assert_ne!(called, text, "the manifest names the crate");
    called + "\n[lib]\nname = \"twilio_conversations\"\n" + ALONE
}

/// What the compiler says of the crate in a folder; nothing if it is content.
///
/// The crate is checked without its default features: what they add is in the runtime, which no document changes.
///
/// # Panics
///
/// If Cargo cannot be run, or fails without a word.
#[must_use]
pub fn complaints(folder: &Path) -> String {
    let output = cargo(folder)
        .args(["check", "--offline", "--quiet", "--no-default-features"])
        .output()
        .expect("Cargo can be run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() || !said.is_empty(), "{:?}", output.status);
    said
}
