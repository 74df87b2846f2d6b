use std::fs;

use insta::assert_snapshot;

use crate::project::{Project, ROOMS};

const CONFIGURATION: &str = "generator.toml";
const LOCK: &str = "names.lock";

const DOCUMENT: &str = "
openapi: 3.0.1
info: {title: Example, version: 1.0.0}
servers: [{url: 'https://api.example.com'}]
paths:
  /v1/Rooms:
    post:
      operationId: CreateRoom
      parameters:
      - {name: Topic, in: header, schema: {type: string}}
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, required: [Size, Name], properties: {
        Size: {type: integer},
        Name: {type: string}}}}}}
      responses: {204: {description: Done}}
";

/// Creates a project with a lock file and this document.
fn project(document: &str) -> Project {
    let project = Project::new();
    let configuration = project.read(CONFIGURATION);
    let locked = configuration.replace("[output]", "lock = \"names.lock\"\n[output]");
    project.put(CONFIGURATION, &locked);
    project.put(ROOMS, document);
    assert_eq!(project.run(&[]).code, Some(0));
    project
}

#[test]
fn the_lock_file_lists_all_names() {
    let project = project(DOCUMENT);
    assert_snapshot!(project.read(LOCK), @r##"
    # The names that releases of this crate have published, and will not change in compatible releases. Written by
    # `generator`, which reads them again. To resolve a merge conflict, take either side and run it.
    version = "0.1.0"

    [operation.CreateRoom]
    builder = "rooms::CreateRoom"
    method = "create"
    arguments = [
        "form Name",
        "form Size",
    ]
    [operation.CreateRoom.parameters]
    "form Name" = "name"
    "form Size" = "size"
    "header Topic" = "topic"

    [resource."/v1/Rooms"]
    title = "Room"
    module = "rooms"
    collection = "Rooms"
    accessor = "rooms"
    "##);
    let lock = project.read(LOCK);
    assert!(project.run(&[]).stdout.contains("files: 0 written"));
    assert_eq!(project.read(LOCK), lock);
}

#[test]
fn a_stale_lock_file_is_drift() {
    let project = project(DOCUMENT);
    let lock = project.read(LOCK);
    project.put(LOCK, &lock.replace("\"form Size\" = \"size\"\n", ""));
    let run = project.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with("differs: names.lock\n"), "{}", run.stdout);
    fs::remove_file(project.path(LOCK)).expect("it is there");
    let run = project.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with("missing: names.lock\n"), "{}", run.stdout);
    assert!(!project.path(LOCK).exists());
}

#[test]
fn a_crate_elsewhere_has_the_names_and_leaves_the_file() {
    let project = project(DOCUMENT);
    let published = project.read(LOCK).replace("\"size\"", "\"seats\"");
    project.put(LOCK, &published);
    assert_eq!(project.run(&["generate", "--out", "other"]).code, Some(0));
    assert!(project.read("other/src/rooms.rs").contains("seats: i64"));
    assert_eq!(project.run(&["check", "--out", "other"]).code, Some(0));
    assert_eq!(project.read(LOCK), published);
    let without = ["generate", "--out", "without", "--no-lock"];
    assert_eq!(project.run(&without).code, Some(0));
    assert!(project.read("without/src/rooms.rs").contains("size: i64"));
    let with_other = ["generate", "--out", "other", "--lock", "other.lock"];
    assert_eq!(project.run(&with_other).code, Some(0));
    assert!(project.read("other.lock").contains("\"form Size\" = \"size\""));
}

#[test]
fn what_is_new_gets_names_that_are_free() {
    let project = project(DOCUMENT);
    let more = DOCUMENT.replace("Size: {", "Topic: {type: string},\n        Size: {");
    project.put(
        ROOMS,
        &more.replace("[Size, Name]", "[Age, Size, Name]").replace(
            "Size: {type: integer},",
            "Size: {type: integer},\n        Age: {type: integer},",
        ),
    );
    let run = project.run(&["generate", "--notes"]);
    run.assert_says(&["the name `topic` is taken and was changed to `topic_form`"]);
    let source = project.read("generated/src/rooms.rs");
    assert!(source.contains("pub fn topic_form("), "{source}");
    let arguments = "name: impl Into<String>, size: i64, age: i64";
    assert!(source.contains(arguments), "{source}");
}

#[test]
fn names_of_what_is_gone_are_kept_until_the_version_allows_changes() {
    let project = project(DOCUMENT);
    let lock = project.read(LOCK);
    let without = DOCUMENT
        .replace("      - {name: Topic, in: header, schema: {type: string}}\n", "")
        .replace("parameters:\n", "parameters: []\n");
    project.put(ROOMS, &without);
    let run = project.run(&["generate", "--notes"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.assert_says(&[
        "`topic` of `rooms::CreateRoom` is published, but no longer in the document",
        "names.lock:",
        "kept until a version that allows breaking changes",
    ]);
    assert_eq!(project.read(LOCK), lock);
    let configuration = project.read(CONFIGURATION);
    for (version, keeps) in [("0.1.7", true), ("0.2.0", false)] {
        let raised = configuration.replace("\"0.1.0\"", &format!("{version:?}"));
        project.put(CONFIGURATION, &raised);
        assert_eq!(project.run(&[]).code, Some(0));
        assert_eq!(project.read(LOCK).contains("topic"), keeps, "{version}");
    }
}

#[test]
fn a_name_by_hand_replaces_the_published_one() {
    let project = project(DOCUMENT);
    let renamed = DOCUMENT
        .replace("Size: {type: integer}", "Size: {type: integer, x-name: seats}");
    project.put(ROOMS, &renamed);
    assert_eq!(project.run(&[]).code, Some(0));
    assert!(project.read(LOCK).contains("\"form Size\" = \"seats\""));
    // From now on, it is published.
    project.put(ROOMS, DOCUMENT);
    assert_eq!(project.run(&[]).code, Some(0));
    assert!(project.read("generated/src/rooms.rs").contains("seats: i64"));
}

#[test]
fn names_that_no_crate_can_have_are_reported() {
    let project = project(DOCUMENT);
    let hostile = project
        .read(LOCK)
        .replace("\"rooms\"\ncollection", "\"../../lib\"\ncollection")
        .replace("\"name\"", "\"name: u8) { panic!() } //\"")
        .replace("\"rooms::CreateRoom\"", "\"rooms::Create\\u001b[31m\"");
    project.put(LOCK, &hostile);
    let before = project.contents();
    let run = project.run(&[]);
    assert_eq!(run.code, Some(2));
    assert_snapshot!(run.stderr, @r##"
    error: invalid name `rooms::Create\u{1b}[31m`
      --> names.lock:6:11
      |
    6 | builder = "rooms::Create\u001b[31m"
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /operation/CreateRoom/builder
      = expected: a module and a type such as `messages::Message`
      = help: restore the file from version control; after a merge conflict, take either side and run the generator

    error: invalid name `name: u8) { panic!() } //`
       --> names.lock:13:15
       |
    13 | "form Name" = "name: u8) { panic!() } //"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = pointer: /operation/CreateRoom/parameters/form Name
       = expected: a Rust identifier such as `friendly_name`
       = help: restore the file from version control; after a merge conflict, take either side and run the generator

    error: invalid name `../../lib`
       --> names.lock:19:10
       |
    19 | module = "../../lib"
       |          ^^^^^^^^^^^
       |
       = pointer: /resource/~1v1~1Rooms/module
       = expected: a Rust identifier such as `friendly_name`
       = help: restore the file from version control; after a merge conflict, take either side and run the generator
    "##);
    assert_eq!(project.contents(), before);
}

#[test]
fn names_that_are_taken_in_the_crate_are_not_used() {
    let project = project(DOCUMENT);
    let reserved = project
        .read(LOCK)
        .replace("module = \"rooms\"", "module = \"runtime\"")
        .replace("\"size\"", "\"self\"")
        .replace("\"topic\"", "\"send\"");
    project.put(LOCK, &reserved);
    assert_eq!(project.run(&[]).code, Some(0));
    let source = project.read("generated/src/rooms.rs");
    assert!(source.contains("self_: i64"), "{source}");
    assert!(source.contains("pub fn topic("), "{source}");
}

#[test]
fn a_merge_conflict_is_resolved_by_the_generator() {
    let project = project(DOCUMENT);
    let lock = project.read(LOCK);
    let ours = "\"form Size\" = \"size\"\n";
    let theirs = "\"form Room\" = \"room\"\n";
    let conflict = format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n");
    project.put(LOCK, &lock.replace(ours, &conflict));
    let run = project.run(&[]);
    assert_eq!(run.code, Some(2));
    run.assert_says(&["names.lock:", "after a merge conflict, take either side"]);
    project.put(LOCK, &lock.replace(ours, theirs));
    assert_eq!(project.run(&[]).code, Some(0));
    assert!(project.read(LOCK).contains(&(theirs.to_owned() + ours)));
}

#[test]
fn names_of_another_document_are_not_used() {
    let project = project(DOCUMENT);
    let run = project.run(&["generate", "--spec", "users.yaml", "--notes"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.assert_says(&["names.lock:", "the names are those of another document"]);
    assert!(!project.read(LOCK).contains("CreateRoom"));
}

#[test]
fn a_lock_file_of_another_document_is_not_noted_unless_it_is_given_or_replaced() {
    let project = project(DOCUMENT);
    let other = ["--spec", "users.yaml", "--notes"];
    let elsewhere = ["generate", "--out", "other"];
    let explicit = ["--lock", LOCK];
    let note = "the names are those of another document";
    for command in [&["ir"][..], &elsewhere] {
        let run = project.run(&[command, &other].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(!run.stderr.contains(note), "{run:?}");
        let run = project.run(&[command, &other, &explicit].concat());
        run.assert_says(&["names.lock:", note]);
    }
}
