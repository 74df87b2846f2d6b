use serde_json::{Value, json};

use super::super::lines::Lines;
use super::*;

fn value(text: &str) -> Value {
    let parsed = read(text);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    parsed.value
}

/// Returns the line, column, pointer and message of each error.
fn problems(text: &str) -> Vec<String> {
    let lines = Lines::of(text);
    let errors = read(text).errors.into_iter().map(|error| {
        let start = lines.location(text, error.range).start;
        format!("{}:{} {} {}", start.line, start.column, error.pointer, error.found)
    });
    errors.collect()
}

#[test]
fn scalars_have_the_types_of_the_core_schema() {
    let numbers = "[1, -2, 0x1F, 1.5, -1e3, 18446744073709551615, true, False, null, ~]";
    assert_eq!(
        value(numbers),
        json!([1, -2, 31, 1.5, -1000.0, u64::MAX, true, false, null, null])
    );
    let texts =
        "[yes, on, 1_000, 2020-01-01, 12:30:45, 1.2.3, 'true', \"1\", inf, nan, e3]";
    let expected = json!([
        "yes",
        "on",
        "1_000",
        "2020-01-01",
        "12:30:45",
        "1.2.3",
        "true",
        "1",
        "inf",
        "nan",
        "e3"
    ]);
    assert_eq!(value(texts), expected);
}

#[test]
fn keys_are_strings_in_document_order() {
    let read = value("z: 1\n200: 2\ntrue: 3\n");
    let keys: Vec<_> =
        read.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["z", "200", "true"]);
}

#[test]
fn aliases_copy_their_anchors() {
    assert_eq!(
        value("a: &x {b: [1]}\nc: *x\n"),
        json!({"a": {"b": [1]}, "c": {"b": [1]}})
    );
}

#[test]
fn syntax_that_json_cannot_represent_is_rejected() {
    for (text, expected) in [
        (
            "a: 1\nb: 2\na: 3\na: 4\n",
            vec!["3:1 /a duplicate key `a`", "4:1 /a duplicate key `a`"],
        ),
        ("x:\n- a: 1\n  a: 3\n", vec!["3:3 /x/0/a duplicate key `a`"]),
        (
            "a: 1\n---\nb: 2\n",
            vec!["2:1  the file contains more than one YAML document"],
        ),
        (
            "a: .inf\nb: 1e999\n",
            vec![
                "1:4 /a `.inf` is not a finite number",
                "2:4 /b `1e999` is not a finite number",
            ],
        ),
        (
            "a: [!local 1, !!int x]\n",
            vec![
                "1:5 /a/0 the tag `!local` is not supported",
                "1:15 /a/1 the tag `tag:yaml.org,2002:int` is not supported",
            ],
        ),
        ("a: !local {}\n", vec!["1:4 /a the tag `!local` is not supported"]),
        ("a: &x {}\nb:\n  <<: *x\n", vec!["3:3 /b the merge key `<<` is not supported"]),
        ("b: {[a]: 1}\n", vec!["1:5 /b the key is not a scalar"]),
        ("a: &x b\nc: {*x : 1}\n", vec!["2:5 /c the key is an alias"]),
        ("a: &x [*x]\n", vec!["1:8 /a/0 the alias refers to a node that contains it"]),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn syntax_errors_have_locations() {
    for text in [
        "a:\n  b: 1\n c: 2\n",
        "a: [1",
        "a: 'b",
        "a: *x",
        "a: \"\\q\"",
        "a: b: c",
        "%YAML",
    ] {
        let found = problems(text);
        assert!(
            found.len() == 1 && found[0].contains("invalid YAML: "),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn tags_of_the_core_schema_are_accepted() {
    assert_eq!(
        value("[!!str 1, !!int 2, !!float 3, ! 4, !!seq [], !!null '', !!bool true]"),
        json!(["1", 2, 3, "4", [], null, true])
    );
}

#[test]
fn depth_values_and_copies_are_limited() {
    let deep = format!("{}x", "- ".repeat(10_000));
    assert!(problems(&deep)[0].ends_with("nesting exceeds 64 levels"));
    let levels = (1..10).map(|level| {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        format!("a{level}: &a{level} [{aliases}]\n")
    });
    let laughs = format!("a0: &a0 [{}]\n", ["x"; 10].join(", "));
    let laughs: String = std::iter::once(laughs).chain(levels).collect();
    let found = problems(&laughs);
    assert!(
        found[0].ends_with("the anchors and aliases copy more than 1000000 values"),
        "{found:?}"
    );
    let ladder = (1..70).map(|level| format!("a{level}: &a{level} [*a{}]\n", level - 1));
    let ladder = ladder.collect::<Vec<_>>().concat();
    let found = problems(&format!("a0: &a0 x\n{ladder}"));
    assert!(found[0].ends_with("nesting exceeds 64 levels"), "{found:?}");
    let many = "[".to_owned() + &"1,".repeat(1_000_001) + "]";
    assert!(problems(&many)[0].ends_with("the file contains more than 1000000 values"));
}
