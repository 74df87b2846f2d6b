//! Tests of `generator diff`.

use crate::repository::{DOCUMENT, Repository};

const NOW: &str = "spec/document.yaml";
const BEFORE: &str = "HEAD:spec/document.yaml";

/// Creates a repository in whose work tree a setter was removed and another one added.
fn edited() -> Repository {
    let repository = Repository::new();
    repository.edit("Topic: {type: string}", "Size: {type: integer}");
    repository
}

#[test]
fn a_document_against_itself_prints_nothing() {
    let repository = Repository::new();
    for format in ["text", "markdown", "json"] {
        let output =
            repository.run(&["diff", NOW, NOW, "--format", format, "--fail-on", "any"]);
        assert_eq!(
            (output.code, output.stdout.as_str(), output.stderr.as_str()),
            (0, "", "")
        );
    }
}

#[test]
fn a_revision_of_a_file_is_compared() {
    let output = edited().run(&["diff", BEFORE, NOW]);
    assert_eq!(output.code, 0, "{output:?}");
    assert!(output.stdout.starts_with("1 breaking, 1 additive: "), "{output:?}");
    assert!(
        output.stdout.contains("removed rooms::CreateRoom::topic (setter)"),
        "{output:?}"
    );
    assert!(
        output.stdout.contains("added rooms::CreateRoom::size (setter)"),
        "{output:?}"
    );
    assert!(!output.stdout.contains('\u{1b}'), "colors in a pipe: {output:?}");
}

#[test]
fn one_of_the_two_may_be_piped_in() {
    let repository = edited();
    let from_pipe = repository.run_with(&["diff", "-", NOW], DOCUMENT);
    assert_eq!(from_pipe.stdout, repository.run(&["diff", BEFORE, NOW]).stdout);
    let to_pipe = repository.run_with(&["diff", NOW, "-"], DOCUMENT);
    assert!(to_pipe.stdout.contains("added rooms::CreateRoom::topic"), "{to_pipe:?}");
    assert_eq!(repository.run_with(&["diff", "-", "-"], DOCUMENT).code, 2);
}

#[test]
fn the_exit_code_depends_on_fail_on() {
    let repository = edited();
    let code = |old: &str, new: &str, fail_on: &str| {
        repository.run(&["diff", old, new, "--fail-on", fail_on]).code
    };
    for (fail_on, expected) in [("breaking", 1), ("additive", 1), ("any", 1)] {
        assert_eq!(code(BEFORE, NOW, fail_on), expected, "{fail_on}");
    }
    repository.write(
        "more.yaml",
        &DOCUMENT.replace("Name: ", "Size: {type: integer}, Name: "),
    );
    for (fail_on, expected) in [("breaking", 0), ("additive", 1), ("any", 1)] {
        assert_eq!(code(BEFORE, "more.yaml", fail_on), expected, "{fail_on}");
    }
    repository.write(
        "described.yaml",
        &DOCUMENT.replace("CreateRoom", "CreateRoom\n      description: Opens one."),
    );
    for (fail_on, expected) in [("breaking", 0), ("additive", 0), ("any", 1)] {
        assert_eq!(code(BEFORE, "described.yaml", fail_on), expected, "{fail_on}");
    }
}

#[test]
fn invalid_input_is_reported() {
    let repository = edited();
    let missing = repository.run(&["diff", "nowhere.yaml", NOW]);
    assert_eq!(missing.code, 2, "{missing:?}");
    assert!(missing.stderr.contains("nowhere.yaml"), "{missing:?}");
    let revision = repository.run(&["diff", "v9:spec/document.yaml", NOW]);
    assert_eq!(revision.code, 2, "{revision:?}");
    assert!(revision.stderr.contains("v9:spec/document.yaml"), "{revision:?}");
    repository.write("broken.yaml", "openapi: [");
    repository.write("worse.yaml", "openapi: 2.0.0");
    let both = repository.run(&["diff", "broken.yaml", "worse.yaml"]);
    assert_eq!(both.code, 2, "{both:?}");
    assert!(both.stderr.contains("broken.yaml"), "{both:?}");
    assert!(both.stderr.contains("worse.yaml"), "{both:?}");
}

#[test]
fn an_overlay_for_a_later_document_is_accepted() {
    let repository = Repository::new();
    repository.write("old.yaml", &DOCUMENT.replace("/v1/Rooms", "/v1/Halls"));
    let output = repository.run(&["diff", "old.yaml", NOW]);
    assert_eq!(output.code, 0, "{output:?}");
    assert!(output.stderr.contains("warning: "), "{output:?}");
    assert!(output.stderr.contains("selects nothing"), "{output:?}");
    assert!(output.stdout.contains("breaking"), "{output:?}");
    let bare = repository.run(&["diff", "old.yaml", NOW, "--no-overlay"]);
    assert_eq!(bare.stderr, "");
}

#[test]
fn values_that_pick_a_page_are_no_part_of_the_surface() {
    let repository = Repository::new();
    let list = |parameters: &str| {
        format!(
            "openapi: 3.0.1\ninfo: {{title: Sample, version: 1.0.0}}\n\
             servers: [{{url: 'https://api.example.com'}}]\npaths:\n  /v1/Rooms:\n    get:\n      \
             operationId: ListRoom\n      parameters: [{parameters}]\n      responses: {{200: {{description: OK, \
             content: {{application/json: {{schema: {{type: object, properties: {{rooms: {{type: array, items: \
             {{type: string}}}}, meta: {{type: object, properties: {{next_page_url: {{type: string}}}}}}}}}}}}}}}}}}\n"
        )
    };
    let token =
        "{name: PageToken, in: query, schema: {type: string, enum: [first, last]}}";
    repository.write("old.yaml", &list(token));
    repository.write("new.yaml", &list(&token.replace("last", "next")));
    for new in ["old.yaml", "new.yaml"] {
        let output = repository.run(&["diff", "old.yaml", new, "--no-overlay"]);
        assert_eq!(
            (output.code, output.stdout.as_str(), output.stderr.as_str()),
            (0, "", "")
        );
    }
}

#[test]
fn json_has_a_stable_shape() {
    let output = edited().run(&["diff", BEFORE, NOW, "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&output.stdout).expect("it prints JSON");
    let expected = serde_json::json!({
        "format": 1,
        "impact": "breaking",
        "bump": {"0.x": "minor", "1.x": "major"},
        "changes": [
            {
                "impact": "breaking",
                "kind": "removed",
                "item": "setter",
                "path": "rooms::CreateRoom::topic",
                "operations": ["CreateRoom"],
                "old_pointer": "/paths/~1v1~1Rooms/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/Topic",
                "note": "`Topic` of type `String`"
            },
            {
                "impact": "additive",
                "kind": "added",
                "item": "setter",
                "path": "rooms::CreateRoom::size",
                "operations": ["CreateRoom"],
                "new_pointer": "/paths/~1v1~1Rooms/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/Size",
                "note": "`Size` of type `i64`"
            }
        ]
    });
    assert_eq!(report, expected);
}

#[test]
fn markdown_starts_with_a_summary() {
    let output = edited().run(&["diff", BEFORE, NOW, "--format", "markdown"]);
    let expected = "\
**Callers need changes.** Requires a minor release (0.x) or a major release (1.0 and later): 1 breaking, 1 additive.

### Breaking

| Change | Item | Details | Document |
|---|---|---|---|
| setter removed | `rooms::CreateRoom::topic` | `Topic` of type `String` | `CreateRoom` |

### Additive

| Change | Item | Details | Document |
|---|---|---|---|
| setter added | `rooms::CreateRoom::size` | `Size` of type `i64` | `CreateRoom` |
";
    assert_eq!(output.stdout, expected);
}

#[test]
fn another_server_is_breaking_and_named() {
    let repository = Repository::new();
    repository.edit("https://api.example.com", "http://evil.example");
    let output = repository.run(&["diff", BEFORE, NOW, "--fail-on", "breaking"]);
    assert_eq!(output.code, 1, "{output:?}");
    let expected = "\
1 breaking: requires a minor release (0.x) or a major release (1.0 and later)

breaking
  wire format changed Client (client)
      requests and credentials are sent to http://evil.example instead of https://api.example.com, unencrypted
      #/servers/0/url
";
    assert_eq!(output.stdout, expected);
}
