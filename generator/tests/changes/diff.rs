//! `generator diff`.

use crate::workplace::{DOCUMENT, Workplace};

const NOW: &str = "spec/document.yaml";
const BEFORE: &str = "HEAD:spec/document.yaml";

/// A repository in whose work tree a setter is gone and another has come.
fn edited() -> Workplace {
    let workplace = Workplace::new();
    workplace.edit("Topic: {type: string}", "Size: {type: integer}");
    workplace
}

#[test]
fn a_document_against_itself_prints_nothing() {
    let workplace = Workplace::new();
    for format in ["text", "markdown", "json"] {
        let done =
            workplace.run(&["diff", NOW, NOW, "--format", format, "--fail-on", "any"]);
        assert_eq!(
            (done.code, done.out.as_str(), done.complaints.as_str()),
            (0, "", "")
        );
    }
}

#[test]
fn a_revision_of_a_file_is_compared() {
    let done = edited().run(&["diff", BEFORE, NOW]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.starts_with("1 breaking, 1 additive: "), "{done:?}");
    assert!(done.out.contains("removed rooms::CreateRoom::topic (setter)"), "{done:?}");
    assert!(done.out.contains("added rooms::CreateRoom::size (setter)"), "{done:?}");
    assert!(!done.out.contains('\u{1b}'), "there are colours in a pipe: {done:?}");
}

#[test]
fn one_of_the_two_may_be_piped_in() {
    let workplace = edited();
    let from_pipe = workplace.run_with(&["diff", "-", NOW], DOCUMENT);
    assert_eq!(from_pipe.out, workplace.run(&["diff", BEFORE, NOW]).out);
    let to_pipe = workplace.run_with(&["diff", NOW, "-"], DOCUMENT);
    assert!(to_pipe.out.contains("added rooms::CreateRoom::topic"), "{to_pipe:?}");
    assert_eq!(workplace.run_with(&["diff", "-", "-"], DOCUMENT).code, 2);
}

#[test]
fn the_exit_code_says_whether_it_found_what_to_fail_on() {
    let workplace = edited();
    let code = |old: &str, new: &str, fail_on: &str| {
        workplace.run(&["diff", old, new, "--fail-on", fail_on]).code
    };
    for (fail_on, expected) in [("breaking", 1), ("additive", 1), ("any", 1)] {
        assert_eq!(code(BEFORE, NOW, fail_on), expected, "{fail_on}");
    }
    workplace.write(
        "more.yaml",
        &DOCUMENT.replace("Name: ", "Size: {type: integer}, Name: "),
    );
    for (fail_on, expected) in [("breaking", 0), ("additive", 1), ("any", 1)] {
        assert_eq!(code(BEFORE, "more.yaml", fail_on), expected, "{fail_on}");
    }
    workplace.write(
        "described.yaml",
        &DOCUMENT.replace("CreateRoom", "CreateRoom\n      description: Opens one."),
    );
    for (fail_on, expected) in [("breaking", 0), ("additive", 0), ("any", 1)] {
        assert_eq!(code(BEFORE, "described.yaml", fail_on), expected, "{fail_on}");
    }
}

#[test]
fn bad_input_is_told() {
    let workplace = edited();
    let missing = workplace.run(&["diff", "nowhere.yaml", NOW]);
    assert_eq!(missing.code, 2, "{missing:?}");
    assert!(missing.complaints.contains("nowhere.yaml"), "{missing:?}");
    let revision = workplace.run(&["diff", "v9:spec/document.yaml", NOW]);
    assert_eq!(revision.code, 2, "{revision:?}");
    assert!(revision.complaints.contains("v9:spec/document.yaml"), "{revision:?}");
    workplace.write("broken.yaml", "openapi: [");
    workplace.write("worse.yaml", "openapi: 2.0.0");
    let both = workplace.run(&["diff", "broken.yaml", "worse.yaml"]);
    assert_eq!(both.code, 2, "{both:?}");
    assert!(both.complaints.contains("broken.yaml"), "{both:?}");
    assert!(both.complaints.contains("worse.yaml"), "{both:?}");
}

#[test]
fn an_overlay_for_a_later_document_is_no_obstacle() {
    let workplace = Workplace::new();
    workplace.write("old.yaml", &DOCUMENT.replace("/v1/Rooms", "/v1/Halls"));
    let done = workplace.run(&["diff", "old.yaml", NOW]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.complaints.contains("warning: "), "{done:?}");
    assert!(done.complaints.contains("selects nothing"), "{done:?}");
    assert!(done.out.contains("breaking"), "{done:?}");
    let bare = workplace.run(&["diff", "old.yaml", NOW, "--no-overlay"]);
    assert_eq!(bare.complaints, "");
}

#[test]
fn values_that_pick_a_page_are_no_part_of_the_surface() {
    let workplace = Workplace::new();
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
    workplace.write("old.yaml", &list(token));
    workplace.write("new.yaml", &list(&token.replace("last", "next")));
    for new in ["old.yaml", "new.yaml"] {
        let done = workplace.run(&["diff", "old.yaml", new, "--no-overlay"]);
        assert_eq!(
            (done.code, done.out.as_str(), done.complaints.as_str()),
            (0, "", "")
        );
    }
}

#[test]
fn json_has_a_stable_shape() {
    let done = edited().run(&["diff", BEFORE, NOW, "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&done.out).expect("it prints JSON");
    let expected = serde_json::json!({
        "format": 1,
        "impact": "breaking",
        "bump": {"0.x": "minor", "1.x": "major"},
        "changes": [
            {
                "impact": "breaking",
                "what": "removed",
                "item": "setter",
                "path": "rooms::CreateRoom::topic",
                "operations": ["CreateRoom"],
                "old_pointer": "/paths/~1v1~1Rooms/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/Topic",
                "note": "`Topic` of type `String`"
            },
            {
                "impact": "additive",
                "what": "added",
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
fn markdown_starts_with_the_verdict() {
    let done = edited().run(&["diff", BEFORE, NOW, "--format", "markdown"]);
    let expected = "\
**This breaks callers.** It needs a minor version before 1.0, a major version from then on: 1 breaking, 1 additive.

### Breaking

| What | Where | How | Document |
|---|---|---|---|
| setter removed | `rooms::CreateRoom::topic` | `Topic` of type `String` | `CreateRoom` |

### Additive

| What | Where | How | Document |
|---|---|---|---|
| setter added | `rooms::CreateRoom::size` | `Size` of type `i64` | `CreateRoom` |
";
    assert_eq!(done.out, expected);
}

#[test]
fn another_server_is_breaking_and_named() {
    let workplace = Workplace::new();
    workplace.edit("https://api.example.com", "http://evil.example");
    let done = workplace.run(&["diff", BEFORE, NOW, "--fail-on", "breaking"]);
    assert_eq!(done.code, 1, "{done:?}");
    let expected = "\
1 breaking: needs a minor version before 1.0, a major version from then on

breaking
  wire changed Client (client)
      requests and credentials go to http://evil.example instead of https://api.example.com, unencrypted
      #/servers/0/url
";
    assert_eq!(done.out, expected);
}
