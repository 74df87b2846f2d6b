//! What is said of input that is broken, too large or too deep: each message with its place, and none takes long.

use std::fs::File;

use generator::diagnostics::{Diagnostics, Severity};
use generator::input::document::{Source, load};
use insta::assert_snapshot;
use serde_json::{Value, json};
use tests::pipeline::Pipeline;

/// What is said of a text that cannot be read.
fn refusal(text: impl AsRef<[u8]>) -> String {
    let source = Source::Memory("document".to_owned(), text.as_ref().to_owned());
    load(&source).expect_err("the text is no document").to_string()
}

/// What all stages but the last say of a document; nothing if they make a crate of it.
fn complaints(document: &Value) -> String {
    let text = document.to_string().into_bytes();
    let outcome = Pipeline::in_memory(("document", &text), &[]).run();
    match outcome.generated {
        Some(_) => String::new(),
        None => errors(&outcome.diagnostics).to_string(),
    }
}

/// The first error alone.
fn errors(problems: &Diagnostics) -> Diagnostics {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.take(1).cloned().collect()
}

/// A document with one operation, which answers what the first schema says.
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

/// A chain of ten thousand schemas, each of which leads to the next.
fn chain(link: impl Fn(Value) -> Value) -> Value {
    let links = (1..10_000).map(|next| link(reference(next)));
    document(links.chain([json!({"type": "string"})]))
}

#[test]
fn yaml_that_is_none() {
    assert_snapshot!(refusal("openapi: 3.0.1\ninfo:\n  title: x\n version: 1\n"), @r##"
    error: the YAML cannot be read: while parsing a block mapping, did not find expected key
      --> document:4:2
      |
    4 |  version: 1
      |  ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
    assert_snapshot!(refusal("openapi: 3.0.1\ninfo: {title: 'x\n"), @r##"
    error: the YAML cannot be read: while scanning a quoted scalar, found unexpected end of stream
      --> document:2:15
      |
    2 | info: {title: 'x
      |               ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
    assert_snapshot!(refusal("openapi: 3.0.1\ninfo: [a, b\npaths: {}\n"), @r##"
    error: the YAML cannot be read: illegal placement of ':' indicator
      --> document:3:6
      |
    3 | paths: {}
      |      ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
    assert_snapshot!(refusal("openapi: 3.0.1\ninfo:\n\ttitle: x\n"), @r##"
    error: the YAML cannot be read: tabs disallowed within this context (block indentation)
      --> document:3:2
      |
    3 |  title: x
      |  ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
    assert_snapshot!(refusal("openapi: 3.0.1\ninfo: title: x\n"), @r##"
    error: the YAML cannot be read: mapping values are not allowed in this context
      --> document:2:12
      |
    2 | info: title: x
      |            ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
    assert_snapshot!(refusal("openapi: 3.0.1\ninfo: \"\\q\"\n"), @r##"
    error: the YAML cannot be read: while parsing a quoted scalar, found unknown escape character
      --> document:2:7
      |
    2 | info: "\q"
      |       ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
    assert_snapshot!(refusal("openapi: 3.0.1\ninfo: \0\n"), @r##"
    error: the YAML cannot be read: found unprintable character
      --> document:2:7
      |
    2 | info: �
      |       ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
}

#[test]
fn yaml_that_json_cannot_say() {
    assert_snapshot!(refusal("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n"), @r##"
    error: the key `c` stands here twice
      --> document:5:3
      |
    5 |   c: 3
      |   ^
      |
      = pointer: /b/c
      = expected: each key once
      = help: merge the two, or remove one

    error: the key `a` stands here twice
      --> document:6:1
      |
    6 | a: 2
      | ^
      |
      = pointer: /a
      = expected: each key once
      = help: merge the two, or remove one
    "##);
    assert_snapshot!(refusal("base: &base {a: 1}\nother:\n  <<: *base\n  b: 2\n"), @r##"
    error: `<<` merges mappings in YAML 1.1 alone
      --> document:3:3
      |
    3 |   <<: *base
      |   ^^
      |
      = pointer: /other
      = expected: a document that YAML 1.2 and JSON can say
      = help: write out what is merged
    "##);
    assert_snapshot!(refusal("a: 1\n---\nb: 2\n"), @r##"
    error: a second YAML document starts here
      --> document:2:1
      |
    2 | ---
      | ^^^
      |
      = expected: one document in the file
      = help: put it into a file of its own
    "##);
    assert_snapshot!(refusal("a: !secret x\n"), @r##"
    error: the tag `!secret`
      --> document:1:4
      |
    1 | a: !secret x
      |    ^^^^^^^^^
      |
      = pointer: /a
      = expected: a value that JSON can say, too
      = help: remove the tag, or quote the text if the `!` belongs to it
    "##);
    assert_snapshot!(refusal("a: .nan\n"), @r##"
    error: `.nan` is no finite number
      --> document:1:4
      |
    1 | a: .nan
      |    ^^^^
      |
      = pointer: /a
      = expected: a number that JSON can say, too
      = help: quote it if it is a text
    "##);
    assert_snapshot!(refusal("? {a: b}\n: c\n"), @r##"
    error: a key that is no text
      --> document:1:3
      |
    1 | ? {a: b}
      |   ^
      |
      = expected: a text as key, as in JSON
      = help: write the key out; quote a text that starts with `*`, `[` or `{`
    "##);
    assert_snapshot!(refusal("a: *unknown\n"), @r##"
    error: the YAML cannot be read: while parsing node, found unknown anchor
      --> document:1:4
      |
    1 | a: *unknown
      |    ^
      |
      = help: look here and in the lines before for indentation, quotes and brackets that do not match
    "##);
    assert_snapshot!(refusal("a: &x [*x]\n"), @r##"
    error: the alias stands within what it copies
      --> document:1:8
      |
    1 | a: &x [*x]
      |        ^^
      |
      = pointer: /a/0
      = help: write out what is meant
    "##);
}

#[test]
fn aliases_that_laugh() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text.extend([format!("a{level}: &a{level} [{aliases}]\n")]);
    }
    assert_snapshot!(refusal(text), @r##"
    error: the anchors and aliases copy more than 1000000 values
      --> document:6:40
      |
    6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
      |                                        ^^^
      |
      = pointer: /a5/6
      = help: write out what is meant, or use `$ref`
    "##);
}

#[test]
fn json_that_is_none() {
    assert_snapshot!(refusal("{\"openapi\": \"3.0.1\",\n \"info\": {\"title\": \"x\",}}\n"), @r##"
    error: the JSON cannot be read: key must be a string
      --> document:2:24
      |
    2 |  "info": {"title": "x",}}
      |                        ^
      |
      = help: look here and before for a comma, a quote or a bracket too many or too few
    "##);
    assert_snapshot!(refusal("{\"openapi\": \"3.0.1\",\n \"info\": {\n"), @r##"
    error: the JSON cannot be read: EOF while parsing an object
      --> document:3:1
      |
    3 | 
      | ^
      |
      = help: look here and before for a comma, a quote or a bracket too many or too few
    "##);
    assert_snapshot!(refusal("{\"openapi\": \"3.0.1\" // a comment\n}"), @r##"
    error: the JSON cannot be read: expected `,` or `}`
      --> document:1:21
      |
    1 | {"openapi": "3.0.1" // a comment
      |                     ^
      |
      = help: look here and before for a comma, a quote or a bracket too many or too few
    "##);
    assert_snapshot!(refusal("{\"a\": 1,\n \"b\": {\"c\": 1, \"d\": 2, \"c\": 3}, \"a\": 2}"), @r##"
    error: the key `c` stands here twice
      --> document:2:24
      |
    2 |  "b": {"c": 1, "d": 2, "c": 3}, "a": 2}
      |                        ^^^
      |
      = pointer: /b/c
      = expected: each key once
      = help: merge the two, or remove one

    error: the key `a` stands here twice
      --> document:2:33
      |
    2 |  "b": {"c": 1, "d": 2, "c": 3}, "a": 2}
      |                                 ^^^
      |
      = pointer: /a
      = expected: each key once
      = help: merge the two, or remove one
    "##);
    assert_snapshot!(refusal("{\"a\": \"\\ud800\"}"), @r##"
    error: the JSON cannot be read: unexpected end of hex escape
      --> document:1:14
      |
    1 | {"a": "\ud800"}
      |              ^
      |
      = help: look here and before for a comma, a quote or a bracket too many or too few
    "##);
    assert_snapshot!(refusal("{\"a\": 1e999}"), @r##"
    error: the JSON cannot be read: number out of range
      --> document:1:11
      |
    1 | {"a": 1e999}
      |           ^
      |
      = help: look here and before for a comma, a quote or a bracket too many or too few
    "##);
    assert_snapshot!(refusal("{} {}"), @r##"
    error: the JSON cannot be read: trailing characters
      --> document:1:4
      |
    1 | {} {}
      |    ^
      |
      = help: look here and before for a comma, a quote or a bracket too many or too few
    "##);
}

#[test]
fn bytes_that_are_no_text() {
    assert_snapshot!(refusal(b"openapi: 3.0.1\ninfo: Gr\xF6\xDFe\n"), @r##"
    error: the file holds bytes that are not UTF-8, first F6
      --> document:2:9
      |
    2 | info: Gr��e
      |         ^
      |
      = expected: UTF-8
      = help: save the file as UTF-8
    "##);
    assert_snapshot!(refusal(b"openapi: 3.0.1\ninfo: \xE2\x82"), @r##"
    error: the file holds bytes that are not UTF-8, first E2 82
      --> document:2:7
      |
    2 | info: �
      |       ^
      |
      = expected: UTF-8
      = help: save the file as UTF-8
    "##);
    assert_snapshot!(refusal(b"\xFF\xFEo\0p\0"), @r##"
    error: the file is UTF-16
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
    error: the file has more than 16 MiB
     = file: FILE
     = expected: a document, the largest of which have a few MiB
     = help: check that the file is the right one, or remove what it says of other APIs
    "##);
}

#[test]
fn a_file_of_too_many_values() {
    let many = "[1,".repeat(3) + &"1,".repeat(1_000_001) + "1]]]";
    assert_snapshot!(refusal(format!("{{\"a\": {many}}}")), @r##"
    error: the file holds more than 1000000 values
      --> document:1:2000002
      |
    1 | ...1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]]]}
      |                                                                ^
      |
      = pointer: /a/1/1/999994
      = help: check that the file is the right one, or remove what it says of other APIs
    "##);
}

#[test]
fn ten_thousand_schemas_within_one_another() {
    let brackets = "{\"items\": ".repeat(10_000) + "1" + &"}".repeat(10_000);
    assert_snapshot!(refusal(&brackets), @r##"
    error: the values nest more than 64 deep
      --> document:1:641
      |
    1 | ...{"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": ...
      |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items
      = help: give what is inside a name in `components/schemas` and refer to it by `$ref`
    "##);
    assert_snapshot!(refusal(format!("a:\n  {brackets}")), @r##"
    error: the values nest more than 64 deep
      --> document:2:2553
      |
    2 | ...{"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {"items": {...
      |                                                                ^
      |
      = help: give what is inside a name in `components/schemas` and refer to it by `$ref`
    "##);
    let block: Vec<_> = (0..1_000).map(|level| " ".repeat(level) + "items:").collect();
    assert_snapshot!(refusal(block.join("\n")), @r##"
    error: the values nest more than 64 deep
       --> document:65:65
       |
    65 |                                                                 items:
       |                                                                 ^
       |
       = pointer: /items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items/items
       = help: give what is inside a name in `components/schemas` and refer to it by `$ref`
    "##);
}

#[test]
fn ten_thousand_schemas_one_after_the_other() {
    let of_properties =
        chain(|next| json!({"type": "object", "properties": {"next": next}}));
    assert_snapshot!(complaints(&of_properties), @r##"
    error: schemas that lead to schemas, more than 150 deep
      --> document:1:12640
      |
    1 | ...ents/schemas/s149"}}},"s149":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/s150"}}},...
      |                                                                ^^^^^^
      |
      = pointer: /components/schemas/s149/properties/next
      = expected: answers and bodies that nest less
      = help: remove the property, by an overlay if the document is not yours
    "##);
    for link in [
        (|next| json!({"type": "array", "items": next})) as fn(Value) -> Value,
        |next| json!({"type": "object", "additionalProperties": next}),
        |next| json!({"allOf": [next]}),
    ] {
        let found = complaints(&chain(link));
        assert!(found.contains("more than 150 deep"), "{found}");
    }
    // Names for one another are followed to the end.
    assert_eq!(complaints(&chain(|next| next)), "");
}

#[test]
fn schemas_that_double_at_each_step() {
    let step = |next: Value| {
        let item = json!({"type": "object", "properties": {"a": next, "b": next}});
        json!({"type": "array", "items": item})
    };
    let steps = (1..40).map(|next| step(reference(next)));
    assert_eq!(complaints(&document(steps.chain([json!({"type": "string"})]))), "");
}

#[test]
fn lists_of_themselves() {
    let list = json!({"type": "array", "items": reference(0)});
    assert_eq!(complaints(&document([list].into_iter())), "");
    let map = json!({"type": "object", "additionalProperties": reference(1)});
    let list = json!({"type": "array", "items": reference(0)});
    assert_eq!(complaints(&document([map, list].into_iter())), "");
}

#[test]
fn ten_thousand_references_one_after_the_other() {
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
    assert_eq!(complaints(&document), "");
}

#[test]
fn resources_far_below_the_client() {
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
    assert_snapshot!(complaints(&document), @r##"
    error: a resource that is below more than 20 others
      --> document:1:22159
      |
    1 | ...e":"string"}}],"responses":{"204":{"description":"Done"}}}},"/v1/Level0/{Sid0}/Level1/{Sid1}/Level2/{Sid2}/Level3/{Sid3}/Level4/{Sid4}/Level5/{Sid5}/Level6/{Sid...
      |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1v1~1Level0~1{Sid0}~1Level1~1{Sid1}~1Level2~1{Sid2}~1Level3~1{Sid3}~1Level4~1{Sid4}~1Level5~1{Sid5}~1Level6~1{Sid6}~1Level7~1{Sid7}~1Level8~1{Sid8}~1Level9~1{Sid9}~1Level10~1{Sid10}~1Level11~1{Sid11}~1Level12~1{Sid12}~1Level13~1{Sid13}~1Level14~1{Sid14}~1Level15~1{Sid15}~1Level16~1{Sid16}~1Level17~1{Sid17}~1Level18~1{Sid18}~1Level19~1{Sid19}~1Level20~1{Sid20}~1Level21~1{Sid21}
      = expected: resources that nest less
      = help: correct the path, or its parent (`x-twilio.parent`)
    "##);
}
