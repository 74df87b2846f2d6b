//! Messages about input that is malformed, too large or too deeply nested.

use std::fs::File;

use generator::diagnostics::{Diagnostics, Severity};
use generator::input::document::{Source, load};
use insta::assert_snapshot;
use serde_json::{Value, json};
use tests::pipeline::Pipeline;

/// Returns the message about a text that cannot be loaded.
fn load_error(text: impl AsRef<[u8]>) -> String {
    let source = Source::Memory("document".to_owned(), text.as_ref().to_owned());
    load(&source).expect_err("the text is not a document").to_string()
}

/// Returns the first error of all stages but the last, or an empty string if they succeed.
fn build_error(document: &Value) -> String {
    let text = document.to_string().into_bytes();
    let outcome = Pipeline::in_memory(("document", &text), &[]).run();
    match outcome.generated {
        Some(_) => String::new(),
        None => errors(&outcome.diagnostics).to_string(),
    }
}

/// Returns the first error.
fn errors(problems: &Diagnostics) -> Diagnostics {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.take(1).cloned().collect()
}

/// Returns a document with one operation that responds with the first schema.
fn document(schemas: impl Iterator<Item = Value>) -> Value {
    let schemas: serde_json::Map<_, _> = schemas
        .enumerate()
        .map(|(index, schema)| (format!("s{index}"), schema))
        .collect();
    let content = json!({"application/json": {"schema": reference(0)}});
    let responses = json!({"200": {"description": "OK", "content": content}});
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Deep", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/v1/Rooms": {"get": {"operationId": "ListRoom", "responses": responses}}},
        "components": {"schemas": schemas},
    })
}

fn reference(index: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/s{index}")})
}

/// Returns a document with a chain of ten thousand schemas, each of which refers to the next.
fn chain(link: impl Fn(Value) -> Value) -> Value {
    let links = (1..10_000).map(|next| link(reference(next)));
    document(links.chain([json!({"type": "string"})]))
}

#[test]
fn malformed_yaml() {
    assert_snapshot!(load_error("openapi: 3.0.1\ninfo:\n  title: x\n version: 1\n"), @r##"
    error: invalid YAML: while parsing a block mapping, did not find expected key
      --> document:4:2
      |
    4 |  version: 1
      |  ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
    assert_snapshot!(load_error("openapi: 3.0.1\ninfo: {title: 'x\n"), @r##"
    error: invalid YAML: while scanning a quoted scalar, found unexpected end of stream
      --> document:2:15
      |
    2 | info: {title: 'x
      |               ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
    assert_snapshot!(load_error("openapi: 3.0.1\ninfo: [a, b\npaths: {}\n"), @r##"
    error: invalid YAML: illegal placement of ':' indicator
      --> document:3:6
      |
    3 | paths: {}
      |      ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
    assert_snapshot!(load_error("openapi: 3.0.1\ninfo:\n\ttitle: x\n"), @r##"
    error: invalid YAML: tabs disallowed within this context (block indentation)
      --> document:3:2
      |
    3 |  title: x
      |  ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
    assert_snapshot!(load_error("openapi: 3.0.1\ninfo: title: x\n"), @r##"
    error: invalid YAML: mapping values are not allowed in this context
      --> document:2:12
      |
    2 | info: title: x
      |            ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
    assert_snapshot!(load_error("openapi: 3.0.1\ninfo: \"\\q\"\n"), @r##"
    error: invalid YAML: while parsing a quoted scalar, found unknown escape character
      --> document:2:7
      |
    2 | info: "\q"
      |       ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
    assert_snapshot!(load_error("openapi: 3.0.1\ninfo: \0\n"), @r##"
    error: invalid YAML: found unprintable character
      --> document:2:7
      |
    2 | info: �
      |       ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
}

#[test]
fn yaml_that_json_cannot_represent() {
    assert_snapshot!(load_error("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n"), @r##"
    error: duplicate key `c`
      --> document:5:3
      |
    5 |   c: 3
      |   ^
      |
      = pointer: /b/c
      = expected: unique keys
      = help: merge the two entries, or remove one

    error: duplicate key `a`
      --> document:6:1
      |
    6 | a: 2
      | ^
      |
      = pointer: /a
      = expected: unique keys
      = help: merge the two entries, or remove one
    "##);
    assert_snapshot!(load_error("base: &base {a: 1}\nother:\n  <<: *base\n  b: 2\n"), @r##"
    error: the merge key `<<` is not supported
      --> document:3:3
      |
    3 |   <<: *base
      |   ^^
      |
      = pointer: /other
      = expected: YAML 1.2, which has no merge keys
      = help: write out the merged members
    "##);
    assert_snapshot!(load_error("a: 1\n---\nb: 2\n"), @r##"
    error: the file contains more than one YAML document
      --> document:2:1
      |
    2 | ---
      | ^^^
      |
      = expected: a single document
      = help: move it to a separate file
    "##);
    assert_snapshot!(load_error("a: !secret x\n"), @r##"
    error: the tag `!secret` is not supported
      --> document:1:4
      |
    1 | a: !secret x
      |    ^^^^^^^^^
      |
      = pointer: /a
      = expected: a value that JSON can represent
      = help: remove the tag, or quote the string if `!` is part of it
    "##);
    assert_snapshot!(load_error("a: .nan\n"), @r##"
    error: `.nan` is not a finite number
      --> document:1:4
      |
    1 | a: .nan
      |    ^^^^
      |
      = pointer: /a
      = expected: a number that JSON can represent
      = help: quote it if it is a string
    "##);
    assert_snapshot!(load_error("? {a: b}\n: c\n"), @r##"
    error: the key is not a scalar
      --> document:1:3
      |
    1 | ? {a: b}
      |   ^
      |
      = expected: a string, as in JSON
      = help: write out the key, and quote a string that starts with `*`, `[` or `{`
    "##);
    assert_snapshot!(load_error("a: *unknown\n"), @r##"
    error: invalid YAML: while parsing node, found unknown anchor
      --> document:1:4
      |
    1 | a: *unknown
      |    ^
      |
      = help: check the indentation, quotes and brackets here and in the preceding lines
    "##);
    assert_snapshot!(load_error("a: &x [*x]\n"), @r##"
    error: the alias refers to a node that contains it
      --> document:1:8
      |
    1 | a: &x [*x]
      |        ^^
      |
      = pointer: /a/0
      = help: replace the alias by a value
    "##);
}

#[test]
fn billion_laughs() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text.extend([format!("a{level}: &a{level} [{aliases}]\n")]);
    }
    assert_snapshot!(load_error(text), @r##"
    error: the anchors and aliases copy more than 1000000 values
      --> document:6:40
      |
    6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
      |                                        ^^^
      |
      = pointer: /a5/6
      = help: replace the aliases by values, or use `$ref`
    "##);
}

#[test]
fn malformed_json() {
    assert_snapshot!(load_error("{\"openapi\": \"3.0.1\",\n \"info\": {\"title\": \"x\",}}\n"), @r##"
    error: invalid JSON: key must be a string
      --> document:2:24
      |
    2 |  "info": {"title": "x",}}
      |                        ^
      |
      = help: check for an extra or a missing comma, quote or bracket here or before
    "##);
    assert_snapshot!(load_error("{\"openapi\": \"3.0.1\",\n \"info\": {\n"), @r##"
    error: invalid JSON: EOF while parsing an object
      --> document:3:1
      |
    3 | 
      | ^
      |
      = help: check for an extra or a missing comma, quote or bracket here or before
    "##);
    assert_snapshot!(load_error("{\"openapi\": \"3.0.1\" // a comment\n}"), @r##"
    error: invalid JSON: expected `,` or `}`
      --> document:1:21
      |
    1 | {"openapi": "3.0.1" // a comment
      |                     ^
      |
      = help: check for an extra or a missing comma, quote or bracket here or before
    "##);
    assert_snapshot!(load_error("{\"a\": 1,\n \"b\": {\"c\": 1, \"d\": 2, \"c\": 3}, \"a\": 2}"), @r##"
    error: duplicate key `c`
      --> document:2:24
      |
    2 |  "b": {"c": 1, "d": 2, "c": 3}, "a": 2}
      |                        ^^^
      |
      = pointer: /b/c
      = expected: unique keys
      = help: merge the two entries, or remove one

    error: duplicate key `a`
      --> document:2:33
      |
    2 |  "b": {"c": 1, "d": 2, "c": 3}, "a": 2}
      |                                 ^^^
      |
      = pointer: /a
      = expected: unique keys
      = help: merge the two entries, or remove one
    "##);
    assert_snapshot!(load_error("{\"a\": \"\\ud800\"}"), @r##"
    error: invalid JSON: unexpected end of hex escape
      --> document:1:14
      |
    1 | {"a": "\ud800"}
      |              ^
      |
      = help: check for an extra or a missing comma, quote or bracket here or before
    "##);
    assert_snapshot!(load_error("{\"a\": 1e999}"), @r##"
    error: invalid JSON: number out of range
      --> document:1:11
      |
    1 | {"a": 1e999}
      |           ^
      |
      = help: check for an extra or a missing comma, quote or bracket here or before
    "##);
    assert_snapshot!(load_error("{} {}"), @r##"
    error: invalid JSON: trailing characters
      --> document:1:4
      |
    1 | {} {}
      |    ^
      |
      = help: check for an extra or a missing comma, quote or bracket here or before
    "##);
}

#[test]
fn invalid_utf8() {
    assert_snapshot!(load_error(b"openapi: 3.0.1\ninfo: Gr\xF6\xDFe\n"), @r##"
    error: the file is not valid UTF-8: unexpected F6
      --> document:2:9
      |
    2 | info: Gr��e
      |         ^
      |
      = expected: UTF-8
      = help: save the file as UTF-8
    "##);
    assert_snapshot!(load_error(b"openapi: 3.0.1\ninfo: \xE2\x82"), @r##"
    error: the file is not valid UTF-8: unexpected E2 82
      --> document:2:7
      |
    2 | info: �
      |       ^
      |
      = expected: UTF-8
      = help: save the file as UTF-8
    "##);
    assert_snapshot!(load_error(b"\xFF\xFEo\0p\0"), @r##"
    error: the file is encoded as UTF-16
     = file: document
     = expected: UTF-8
     = help: save the file as UTF-8
    "##);
}

#[test]
fn a_file_that_is_too_large() {
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    File::options()
        .write(true)
        .open(file.path())
        .and_then(|file| file.set_len(100 * 1024 * 1024))
        .expect("the file can be made longer");
    let problems = load(&Source::from(file.path())).expect_err("the file is too large");
    let message =
        problems.to_string().replace(&file.path().display().to_string(), "FILE");
    assert_snapshot!(message, @r##"
    error: the file is larger than 16 MiB
     = file: FILE
     = expected: at most 16 MiB
     = help: check that this is the right file, or remove its descriptions of other APIs
    "##);
}

#[test]
fn a_file_of_too_many_values() {
    let many = "[1,".repeat(3) + &"1,".repeat(1_000_001) + "1]]]";
    assert_snapshot!(load_error(format!("{{\"a\": {many}}}")), @r##"
    error: the file contains more than 1000000 values
      --> document:1:2000002
      |
    1 | ...1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]]]}
      |                                                                ^
      |
      = pointer: /a/1/1/999994
      = help: check that this is the right file, or remove its descriptions of other APIs
    "##);
}

#[test]
fn ten_thousand_nested_values() {
    let brackets = "{\"items\": ".repeat(10_000) + "1" + &"}".repeat(10_000);
    assert_snapshot!(load_error(&brackets), @r##"
    error: nesting exceeds 64 levels
      --> document:1:641
      |
    1 | ...{"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": ...
      |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items
      = help: move the inner value to `components/schemas` and refer to it by `$ref`
    "##);
    assert_snapshot!(load_error(format!("a:\n  {brackets}")), @r##"
    error: nesting exceeds 64 levels
      --> document:2:2553
      |
    2 | ...{"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {...
      |                                                                ^
      |
      = help: move the inner value to `components/schemas` and refer to it by `$ref`
    "##);
    let block: Vec<_> = (0..1_000).map(|level| " ".repeat(level) + "items:").collect();
    assert_snapshot!(load_error(block.join("\n")), @r##"
    error: nesting exceeds 64 levels
       --> document:65:65
       |
    65 |                                                                 items:
       |                                                                 ^
       |
       = pointer: /items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items
       = help: move the inner value to `components/schemas` and refer to it by `$ref`
    "##);
}

#[test]
fn a_chain_of_ten_thousand_schemas() {
    let of_properties =
        chain(|next| json!({"type": "object", "properties": {"next": next}}));
    assert_snapshot!(build_error(&of_properties), @r##"
    error: schema nesting exceeds 150 levels
      --> document:1:12640
      |
    1 | ...ents/schemas/s149"}}},"s149":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/s150"}}},...
      |                                                                ^^^^^^
      |
      = pointer: /components/schemas/s149/properties/next
      = expected: fewer nested schemas
      = help: remove the property in the document or in an overlay
    "##);
    for link in [
        (|next| json!({"type": "array", "items": next})) as fn(Value) -> Value,
        |next| json!({"type": "object", "additionalProperties": next}),
        |next| json!({"allOf": [next]}),
    ] {
        let found = build_error(&chain(link));
        assert!(found.contains("exceeds 150 levels"), "{found}");
    }
    // Chains of references are followed to the end.
    assert_eq!(build_error(&chain(|next| next)), "");
}

#[test]
fn schemas_that_double_at_each_step() {
    let step = |next: Value| {
        let item = json!({"type": "object", "properties": {"a": next, "b": next}});
        json!({"type": "array", "items": item})
    };
    let steps = (1..40).map(|next| step(reference(next)));
    assert_eq!(build_error(&document(steps.chain([json!({"type": "string"})]))), "");
}

#[test]
fn arrays_that_contain_themselves() {
    let list = json!({"type": "array", "items": reference(0)});
    assert_eq!(build_error(&document([list].into_iter())), "");
    let map = json!({"type": "object", "additionalProperties": reference(1)});
    let list = json!({"type": "array", "items": reference(0)});
    assert_eq!(build_error(&document([map, list].into_iter())), "");
}

#[test]
fn a_chain_of_ten_thousand_references() {
    let mut document = document([json!({"type": "string"})].into_iter());
    let mut parameters: serde_json::Map<_, _> = (0..10_000)
        .map(|index| {
            let next = format!("#/components/parameters/p{}", index + 1);
            (format!("p{index}"), json!({"$ref": next}))
        })
        .collect();
    let last = json!({"name": "Order", "in": "query", "schema": {"type": "string"}});
    parameters.insert("p10000".to_owned(), last);
    document["components"]["parameters"] = Value::Object(parameters);
    document["paths"]["/v1/Rooms"]["get"]["parameters"] =
        json!([{"$ref": "#/components/parameters/p0"}]);
    assert_eq!(build_error(&document), "");
}

#[test]
fn deeply_nested_resources() {
    let mut document = document([json!({"type": "string"})].into_iter());
    let mut path = "/v1".to_owned();
    let mut arguments = Vec::new();
    for level in 0..22 {
        path.extend([format!("/Level{level}/{{Sid{level}}}")]);
        arguments.push(json!({
            "name": format!("Sid{level}"), "in": "path", "required": true, "schema": {"type": "string"},
        }));
        document["paths"][&path] = json!({"get": {
            "operationId": format!("Fetch{level}"),
            "parameters": arguments,
            "responses": {"204": {"description": "Done"}},
        }});
    }
    assert_snapshot!(build_error(&document), @r##"
    error: the resource has more than 20 ancestors
      --> document:1:22159
      |
    1 | ...e":"string"}}],"responses":{"204":{"description":"Done"}}}},"/v1/Level0/{Sid0}/Level1/{Sid1}/Level2/{Sid2}/Level3/{Sid3}/Level4/{Sid4}/Level5/{Sid5}/Level6/{Sid...
      |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1v1~1Level0~1{Sid0}~1Level1~1{Sid1}~1Level2~1{Sid2}~1Level3~1{Sid3}~1Level4~1{Sid4}~1Level5~1{Sid5}~1Level6~1{Sid6}~1Level7~1{Sid7}~1Level8~1{Sid8}~1Level9~1{Sid9}~1Level10~1{Sid10}~1Level11~1{Sid11}~1Level12~1{Sid12}~1Level13~1{Sid13}~1Level14~1{Sid14}~1Level15~1{Sid15}~1Level16~1{Sid16}~1Level17~1{Sid17}~1Level18~1{Sid18}~1Level19~1{Sid19}~1Level20~1{Sid20}~1Level21~1{Sid21}
      = expected: at most 20 ancestors
      = help: correct the path or the parent (`x-twilio.parent`)
    "##);
}
