//! `cargo test --workspace` does not recompile the dependencies of `cargo run -p generator` with other features.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::Command;

use tests::workspace;

/// Returns the packages that a command compiles, each with its sets of features.
fn packages(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let cargo = env::var_os("CARGO").expect("Cargo runs the tests");
    let output = Command::new(cargo)
        .args(["tree", "--offline", "--prefix", "none", "--format", "{p}|{f}"])
        .args(arguments)
        .current_dir(workspace())
        .output()
        .expect("Cargo can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((package, features)) = line.trim_end_matches(" (*)").split_once('|')
        {
            let packages = packages.entry(package.to_owned()).or_default();
            packages.insert(features.to_owned());
        }
    }
    packages
}

#[test]
fn packages_of_the_generator_have_one_set_of_features() {
    let generator = packages(&["-p", "generator", "-e", "normal,build"]);
    let everyone = packages(&["--workspace", "-e", "normal,build,dev"]);
    assert!(generator.len() > 1, "the generator has dependencies");
    let differing: Vec<String> = generator
        .iter()
        .filter_map(|(package, features)| {
            let all = &everyone[package];
            let differs = all != features || all.len() > 1;
            differs
                .then(|| format!("{package}: {features:?} alone, {all:?} with others"))
        })
        .collect();
    assert!(
        differing.is_empty(),
        "expected one set of features, so that each is compiled once; enable the same ones in \
         `generator/Cargo.toml`:\n{}",
        differing.join("\n")
    );
}
