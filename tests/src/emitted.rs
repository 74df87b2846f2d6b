//! Emitted crates on disk, to be compiled.
//!
//! They are members of one workspace outside of ours, which one run of Cargo checks, and share what ours has compiled.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use generator::emit::OutputFiles;

use crate::workspace;

/// Crates in a folder.
#[derive(Debug)]
pub struct Crates {
    folder: PathBuf,
    names: BTreeSet<String>,
}

impl Crates {
    /// No crates, in a folder where those of an earlier run may stand.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        let names = BTreeSet::new();
        Self { folder, names }
    }

    /// Adds a crate, which is called by a name of its own: those that share a target directory need one.
    ///
    /// # Panics
    ///
    /// If its files cannot be written.
    pub fn add(&mut self, name: &str, files: &OutputFiles) {
        for (path, text) in files.iter() {
            if path == "Cargo.toml" {
                self.put(name, path, &renamed(text, name));
            } else {
                self.put(name, path, text);
            }
        }
    }

    /// Adds a file of a crate, and the crate if it is the first one.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn put(&mut self, name: &str, path: &str, text: &str) {
        put(&self.folder.join(name).join(path), text);
        self.names.insert(name.to_owned());
    }

    /// What the compiler says of the crates; nothing if it is content.
    ///
    /// # Panics
    ///
    /// If there are no crates, if Cargo cannot be run, or if it fails without a word.
    #[must_use]
    pub fn complaints(&self) -> String {
        let output = self.check(&[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || !said.is_empty(), "{:?}", output.status);
        said
    }

    /// Runs `cargo check` on all crates; it goes on behind errors.
    ///
    /// They are checked without their default features: what these add is in the runtime, which no document changes.
    ///
    /// # Panics
    ///
    /// If there are no crates, or if Cargo cannot be run.
    #[must_use]
    pub fn check(&self, arguments: &[&str]) -> Output {
        self.cargo(&["check", "--keep-going"], arguments)
    }

    /// Runs the doctests of all crates, with the features that add documentation.
    ///
    /// # Panics
    ///
    /// If there are no crates, if one of the tests fails, or if Cargo cannot be run.
    pub fn run_doctests(&self) {
        let output = self.cargo(&["test", "--doc"], &["--features", "mock,webhook"]);
        let said = String::from_utf8_lossy(&output.stdout);
        let warned = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{warned}");
        assert!(said.contains("test result: ok"), "no test was run: {said}\n{warned}");
    }

    /// Runs Cargo on all crates, without their default features, in the target directory of our workspace.
    fn cargo(&self, command: &[&str], arguments: &[&str]) -> Output {
        assert!(!self.names.is_empty(), "there are no crates");
        let names: Vec<_> = self.names.iter().collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
        put(&self.folder.join("Cargo.toml"), &manifest);
        let lock = workspace().join("Cargo.lock");
        fs::copy(lock, self.folder.join("Cargo.lock")).expect("the workspace is locked");
        let cargo = env::var_os("CARGO").expect("Cargo runs the tests");
        Command::new(cargo)
            .args(command)
            .args(["--workspace", "--offline", "--quiet", "--no-default-features"])
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", workspace().join("target"))
            // Most crates are never compiled a second time with other text.
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .expect("Cargo can be run")
    }
}

/// The manifest of a package of another name; the library is called `twilio_conversations` still.
///
/// # Panics
///
/// If the manifest does not name the crate.
#[must_use]
pub fn renamed(manifest: &str, name: &str) -> String {
    let renamed = manifest.replacen(
        "name = \"twilio-conversations\"",
        &format!("name = \"{name}\""),
        1,
    );
    assert_ne!(renamed, manifest, "the manifest names the crate");
    renamed + "\n[lib]\nname = \"twilio_conversations\"\n"
}

/// Writes a file, unless it holds the text already: then Cargo need not check it again.
///
/// # Panics
///
/// If it cannot be written.
pub fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    let parent = path.parent().expect("a file is in a folder");
    fs::create_dir_all(parent)
        .and_then(|()| fs::write(path, text))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
