//! Emitted crates on disk, to be compiled.
//!
//! They are members of a separate workspace, which a single run of Cargo checks, and share the target directory of ours.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use generator::emit::OutputFiles;

use crate::workspace;

/// Crates in a directory.
#[derive(Debug)]
pub struct Crates {
    directory: PathBuf,
    names: BTreeSet<String>,
    /// The features of single crates that are checked.
    features: BTreeSet<String>,
}

impl Crates {
    /// Creates an empty set of crates in a directory, which may contain those of an earlier run.
    #[must_use]
    pub fn new(directory: PathBuf) -> Self {
        Self {
            directory,
            names: BTreeSet::new(),
            features: BTreeSet::new(),
        }
    }

    /// Adds a crate under a unique name, which crates with a common target directory need.
    ///
    /// # Panics
    ///
    /// If its files cannot be written.
    pub fn add(&mut self, name: &str, files: &OutputFiles) {
        for (path, text) in files.iter() {
            if path == "src/events.rs" {
                self.features.insert(format!("{name}/webhook"));
            }
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
        put(&self.directory.join(name).join(path), text);
        self.names.insert(name.to_owned());
    }

    /// Returns the errors and warnings of the compiler, or an empty string if there are none.
    ///
    /// Crates with events are checked with the feature that declares these.
    ///
    /// # Panics
    ///
    /// If there are no crates, if Cargo cannot be run, or if it fails without a message.
    #[must_use]
    pub fn compiler_errors(&self) -> String {
        let features: Vec<&str> = self.features.iter().map(String::as_str).collect();
        self.compiler_errors_with(&features.join(","))
    }

    /// Returns the errors and warnings of the compiler with these features of all crates, or an empty string if there are
    /// none.
    ///
    /// # Panics
    ///
    /// If there are no crates, if Cargo cannot be run, or if it fails without a message.
    #[must_use]
    pub fn compiler_errors_with(&self, features: &str) -> String {
        let output = self.check(&["--features", features]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || !said.is_empty(), "{:?}", output.status);
        said
    }

    /// Runs `cargo check --keep-going` on all crates.
    ///
    /// Default features are disabled: they only affect the runtime, which does not depend on the document.
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
        let output =
            self.cargo(&["test", "--doc"], &["--features", "access-token,mock,webhook"]);
        let said = String::from_utf8_lossy(&output.stdout);
        let warned = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{warned}");
        assert!(said.contains("test result: ok"), "no test was run: {said}\n{warned}");
    }

    /// Runs an integration test of a crate, which `put` added, with the feature `mock`.
    ///
    /// # Panics
    ///
    /// If it fails, or if Cargo cannot be run.
    pub fn run_test(&self, name: &str) {
        // The features of the doctests, so that dependencies are compiled once.
        self.run_test_with(name, "mock,webhook");
    }

    /// Runs an integration test of a crate, which `put` added, with these features.
    ///
    /// # Panics
    ///
    /// If it fails, or if Cargo cannot be run.
    pub fn run_test_with(&self, name: &str, features: &str) {
        let output = self.cargo(&["test", "--test", name], &["--features", features]);
        let said = String::from_utf8_lossy(&output.stdout);
        let warned = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{warned}");
        assert!(said.contains("test result: ok"), "no test was run: {said}\n{warned}");
    }

    /// Runs an integration test that every crate has, and returns what it prints.
    ///
    /// # Panics
    ///
    /// If it fails, or if Cargo cannot be run.
    #[must_use]
    pub fn output_of_test(&self, name: &str) -> String {
        let arguments = ["--", "--nocapture"];
        let output = self.cargo(&["test", "--test", name], &arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let warned = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{warned}");
        said
    }

    /// Runs Cargo on all crates, without their default features, in the target directory of our workspace.
    fn cargo(&self, command: &[&str], arguments: &[&str]) -> Output {
        assert!(!self.names.is_empty(), "there are no crates");
        let names: Vec<_> = self.names.iter().collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
        put(&self.directory.join("Cargo.toml"), &manifest);
        let lock = workspace().join("Cargo.lock");
        fs::copy(lock, self.directory.join("Cargo.lock"))
            .expect("the workspace is locked");
        let cargo = env::var_os("CARGO").expect("Cargo runs the tests");
        Command::new(cargo)
            .args(command)
            .args(["--workspace", "--offline", "--quiet", "--no-default-features"])
            .args(arguments)
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", workspace().join("target"))
            // Most crates are compiled only once.
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .expect("Cargo can be run")
    }
}

/// Returns the manifest under another package name. The library is still called `twilio_conversations`.
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

/// Writes a file unless it already has the contents, so that Cargo does not check it again.
///
/// # Panics
///
/// If it cannot be written.
pub fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    let parent = path.parent().expect("a file has a parent");
    fs::create_dir_all(parent)
        .and_then(|()| fs::write(path, text))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
