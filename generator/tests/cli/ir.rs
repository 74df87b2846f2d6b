use serde_json::Value;

use crate::project::{Project, USERS};

#[test]
fn both_formats_say_the_same() {
    let project = Project::new();
    let json = project.run(&["ir"]);
    let yaml = project.run(&["ir", "--format", "yaml"]);
    assert_eq!((json.code, yaml.code), (Some(0), Some(0)));
    let json: Value = serde_json::from_str(&json.stdout).expect("it prints JSON");
    let yaml: Value = serde_yaml::from_str(&yaml.stdout).expect("it prints YAML");
    assert_eq!(json, yaml);
    assert_eq!(json["operations"][0]["id"], "CreateRoom");
    assert!(!project.path("generated").exists(), "it writes nothing");
}

#[test]
fn the_document_can_come_from_standard_input() {
    let project = Project::new();
    let piped = project.run_with_input(&["ir", "--spec", "-"], &project.read(USERS));
    assert_eq!(piped, project.run(&["ir", "--spec", USERS]));
}

#[test]
fn bad_input_ends_with_code_2() {
    let project = Project::new();
    let run = project.run(&["ir", "--spec", "missing.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
}
