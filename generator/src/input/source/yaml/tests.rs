use serde_json::{Value, json};

use super::super::lines::Lines;
use super::*;

fn value(text: &str) -> Value {
    let reading = read(text);
    assert!(reading.flaws.is_empty(), "{:?}", reading.flaws);
    reading.value
}

/// Line, column, pointer and message of all that is wrong.
fn problems(text: &str) -> Vec<String> {
    let lines = Lines::of(text);
    let flaws = read(text).flaws.into_iter().map(|flaw| {
        let start = lines.location(text, flaw.range).start;
        format!("{}:{} {} {}", start.line, start.column, flaw.pointer, flaw.found)
    });
    flaws.collect()
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
fn keys_are_texts_in_document_order() {
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
fn what_json_cannot_say_is_refused() {
    for (text, expected) in [
        (
            "a: 1\nb: 2\na: 3\na: 4\n",
            vec![
                "3:1 /a the key `a` stands here twice",
                "4:1 /a the key `a` stands here twice",
            ],
        ),
        ("x:\n- a: 1\n  a: 3\n", vec!["3:3 /x/0/a the key `a` stands here twice"]),
        ("a: 1\n---\nb: 2\n", vec!["2:1  a second YAML document starts here"]),
        (
            "a: .inf\nb: 1e999\n",
            vec![
                "1:4 /a `.inf` is no finite number",
                "2:4 /b `1e999` is no finite number",
            ],
        ),
        (
            "a: [!local 1, !!int x]\n",
            vec![
                "1:5 /a/0 the tag `!local`",
                "1:15 /a/1 the tag `tag:yaml.org,2002:int`",
            ],
        ),
        ("a: !local {}\n", vec!["1:4 /a the tag `!local`"]),
        (
            "a: &x {}\nb:\n  <<: *x\n",
            vec!["3:3 /b `<<` merges mappings in YAML 1.1 alone"],
        ),
        ("b: {[a]: 1}\n", vec!["1:5 /b a key that is no text"]),
        ("a: &x b\nc: {*x : 1}\n", vec!["2:5 /c an alias as a key"]),
        ("a: &x [*x]\n", vec!["1:8 /a/0 the alias stands within what it copies"]),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn syntax_errors_have_places() {
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
            found.len() == 1 && found[0].contains("the YAML cannot be read: "),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn tags_of_the_core_schema_are_taken() {
    assert_eq!(
        value("[!!str 1, !!int 2, !!float 3, ! 4, !!seq [], !!null '', !!bool true]"),
        json!(["1", 2, 3, "4", [], null, true])
    );
}

#[test]
fn depth_values_and_copies_are_limited() {
    let deep = format!("{}x", "- ".repeat(10_000));
    assert!(problems(&deep)[0].ends_with("the values nest more than 64 deep"));
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
    assert!(found[0].ends_with("the values nest more than 64 deep"), "{found:?}");
    let many = "[".to_owned() + &"1,".repeat(1_000_001) + "]";
    assert!(problems(&many)[0].ends_with("the file holds more than 1000000 values"));
}
