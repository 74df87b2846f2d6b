//! `init`: a first configuration.

use crate::project::{Project, ROOMS};

/// Arguments without a directory.
fn arguments(templates: &str) -> Vec<&str> {
    vec!["init", "--spec", ROOMS, "--templates", templates]
}

#[test]
fn the_configuration_generates_a_crate() {
    let project = Project::new();
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/../templates");
    let run = project
        .run_bare(&[&arguments(templates)[..], &["--dir", "example/spec"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("configuration of the crate `example`"), "{run:?}");
    let config = "example/spec/generator.toml";
    let run = project.run_bare(&["generate", "--config", config]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let manifest = project.read("example/example/Cargo.toml");
    assert!(
        manifest.contains("description = \"Typed, asynchronous client"),
        "{manifest}"
    );
    assert!(project.path("example/spec/names.lock").exists());
    let run = project.run_bare(&["check", "--config", config]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn an_existing_configuration_is_kept() {
    let project = Project::new();
    let before = project.read("generator.toml");
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/../templates");
    let run = project.run_bare(&[&arguments(templates)[..], &["--dir", "."]].concat());
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("the configuration exists already"), "{run:?}");
    assert_eq!(project.read("generator.toml"), before);
}

#[test]
fn a_document_is_required() {
    let project = Project::new();
    let run = project.run_bare(&["init", "--spec", "missing.yaml", "--dir", "spec"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(!project.path("spec").exists());
}
