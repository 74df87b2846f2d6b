//! The package of the client crate contains what its users need, and nothing else.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use tests::{files, workspace};

/// Files that Cargo adds to a package.
const ADDED: [&str; 3] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml.orig"];

/// Files at the root of the package, which are documentation, licenses and the manifest.
const ROOT: [&str; 5] =
    ["CHANGELOG.md", "Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// Returns the paths in the package, as `cargo package --list` prints them.
fn packaged() -> BTreeSet<String> {
    let cargo = env::var_os("CARGO").expect("Cargo runs the tests");
    let output = Command::new(cargo)
        .args(["package", "--list", "--offline", "--allow-dirty"])
        .args(["--package", "twilio-conversations"])
        .current_dir(workspace())
        .output()
        .expect("Cargo can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let listed = String::from_utf8_lossy(&output.stdout);
    listed.lines().map(|line| line.replace('\\', "/")).collect()
}

#[test]
fn only_sources_examples_and_documentation_are_packaged() {
    let generated = workspace().join("generated");
    let sources = ["src", "examples"].map(|directory| generated.join(directory));
    let mut expected: BTreeSet<String> = sources
        .iter()
        .flat_map(|directory| files::below(directory))
        .map(|path| {
            let path = path.strip_prefix(&generated).expect("it is in the crate");
            path.to_string_lossy().replace('\\', "/")
        })
        .collect();
    let is_rust = |path: &String| Path::new(path).extension() == Some(OsStr::new("rs"));
    assert!(expected.iter().all(is_rust), "{expected:?}");
    expected.extend(ADDED.into_iter().chain(ROOT).map(str::to_owned));
    let packaged = packaged();
    let surplus: Vec<_> = packaged.difference(&expected).collect();
    assert!(
        surplus.is_empty(),
        "add to `exclude` in `templates/Cargo.toml.j2`: {surplus:?}"
    );
    let missing: Vec<_> = expected
        .difference(&packaged)
        // Cargo writes it only for a package in a git repository.
        .filter(|path| *path != ".cargo_vcs_info.json")
        .collect();
    assert!(missing.is_empty(), "not packaged: {missing:?}");
}
