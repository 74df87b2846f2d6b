//! Reads YAML into values.
//!
//! Only what JSON can say is taken: one document, each key once, finite numbers, no tags.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::{Entry, Map};
use serde_json::{Number, Value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// Reads a text of one YAML document.
pub(super) fn parse(text: &str) -> Result<Value, Diagnostics> {
    serde_yaml::from_str(text).map(|Strict(value)| value).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let found = format!("the YAML cannot be read: {message}");
        let mut problem = Diagnostic::error(Pointer::root(), found);
        problem.line = error.location().map(|location| location.line());
        problem.into()
    })
}

/// A value that was read without dropping anything: `serde_json` alone would take the last of two members of one name,
/// and null for a number that is not finite.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("what JSON can say")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    /// An empty text.
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value)
            .ok_or_else(|| E::custom(format_args!("`{value}` is no finite number")));
        number.map(Value::Number)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::with_capacity(elements.size_hint().unwrap_or(0));
        while let Some(Strict(value)) = elements.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if key == "<<" {
                return Err(A::Error::custom("`<<` merges mappings in YAML 1.1 alone"));
            }
            match values.entry(key) {
                Entry::Vacant(member) => {
                    member.insert(members.next_value::<Strict>()?.0);
                }
                Entry::Occupied(first) => {
                    let key = first.key();
                    return Err(A::Error::custom(format_args!(
                        "the key `{key}` stands here twice"
                    )));
                }
            }
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(text: &str) -> Value {
        parse(text).unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn problem(text: &str) -> String {
        let problems = parse(text).expect_err("the text is not to be read");
        let problem = problems.iter().next().expect("an error has a problem");
        format!("{}: {}", problem.line.unwrap_or(0), problem.found)
    }

    #[test]
    fn scalars_have_the_types_of_the_core_schema() {
        let numbers =
            "[1, -2, 0x1F, 1.5, -1e3, 18446744073709551615, true, False, null, ~]";
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
        let keys: Vec<_> = read
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
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
        for (text, message) in [
            ("a: 1\nb: 2\na: 3\n", "1: the key `a` stands here twice"),
            ("x:\n  a: 1\n  a: 3\n", "2: x: the key `a` stands here twice"),
            (
                "a: 1\n---\nb: 2\n",
                "0: deserializing from YAML containing more than one document is not supported",
            ),
            ("a: .inf\n", "1: a: `inf` is no finite number"),
            ("a: !local 1\n", "1: a: invalid type: enum, expected what JSON can say"),
            ("a: &x {}\n<<: *x\n", "1: `<<` merges mappings in YAML 1.1 alone"),
            ("[a]: 1\n", "1: invalid type: sequence, expected a string"),
            ("a: &x [*x]\n", "1: recursion limit exceeded"),
            ("a:\n  b: 1\n c: 2\n", "3: did not find expected key"),
        ] {
            let (line, what) = message.split_once(": ").expect("the table has lines");
            assert_eq!(
                problem(text),
                format!("{line}: the YAML cannot be read: {what}")
            );
        }
    }

    #[test]
    fn depth_and_copies_are_limited() {
        assert!(
            problem(&format!("{}x", "- ".repeat(10_000))).contains("recursion limit")
        );
        let levels = (1..10).map(|level| {
            let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
            format!("a{level}: &a{level} [{aliases}]\n")
        });
        let laughs = format!("a0: &a0 [{}]\n", ["x"; 10].join(", "));
        let laughs: String = std::iter::once(laughs).chain(levels).collect();
        assert!(problem(&laughs).contains("repetition limit"));
    }
}
