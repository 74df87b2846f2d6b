//! Compares serialized values with the JSON that they were deserialized from.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::keywords::Keywords;
use crate::pointer::join;

/// Returns the differences between two values of a schema, each as `pointer: one, other`.
///
/// Values are equivalent if they are equal, and in the following cases:
///
/// - Values of an enum may differ in case: the API returns `POST` where `post` is declared, and the declared value is
///   serialized.
/// - A null property may be absent: both are deserialized as `None`, which is serialized as null.
/// - Timestamps may be formatted differently if they are the same instant.
#[must_use]
pub fn differences(
    document: &Value,
    schema: &Value,
    one: &Value,
    other: &Value,
) -> Vec<String> {
    let mut comparison = Comparison {
        document,
        found: Vec::new(),
    };
    comparison.compare("", schema, one, other);
    comparison.found
}

struct Comparison<'a> {
    document: &'a Value,
    found: Vec<String>,
}

impl<'a> Comparison<'a> {
    fn compare(&mut self, pointer: &str, schema: &'a Value, one: &Value, other: &Value) {
        let keywords = Keywords::of(self.document, schema);
        match (one, other, keywords.properties(), keywords.get("items")) {
            (Value::Object(one), Value::Object(other), Some(properties), _) => {
                self.objects(pointer, properties, one, other);
            }
            (Value::Array(one), Value::Array(other), _, Some(items))
                if one.len() == other.len() =>
            {
                for (index, (one, other)) in one.iter().zip(other).enumerate() {
                    self.compare(&join(pointer, &index.to_string()), items, one, other);
                }
            }
            _ if one == other || is_same_text(&keywords, one, other) => {}
            _ => self.found.push(format!("{pointer}: {one}, {other}")),
        }
    }

    fn objects(
        &mut self,
        pointer: &str,
        properties: &'a Map<String, Value>,
        one: &Map<String, Value>,
        other: &Map<String, Value>,
    ) {
        let added = other.keys().filter(|name| !one.contains_key(*name));
        for name in one.keys().chain(added) {
            let member = |object: &Map<String, Value>| {
                object.get(name).cloned().unwrap_or_default()
            };
            // Undeclared properties must be equal: an empty schema allows nothing else.
            let schema = properties.get(name).unwrap_or(&Value::Null);
            self.compare(&join(pointer, name), schema, &member(one), &member(other));
        }
    }
}

/// Returns `true` if two strings are the same value of an enum, or the same instant.
fn is_same_text(keywords: &Keywords<'_>, one: &Value, other: &Value) -> bool {
    let (Value::String(one), Value::String(other)) = (one, other) else {
        return false;
    };
    let instant = |text: &str| text.parse::<Timestamp>().ok();
    if keywords.get("enum").is_some() {
        one.eq_ignore_ascii_case(other)
    } else if keywords.text("format") == Some("date-time") {
        instant(one).is_some() && instant(one) == instant(other)
    } else {
        false
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::differences;

    fn found(one: &Value, other: &Value) -> Vec<String> {
        let item = json!({"properties": {
            "state": {"enum": ["open", "closed"]},
            "at": {"type": "string", "format": "date-time"},
            "text": {"type": "string"},
            "links": {"type": "object"},
            "count": {"type": "integer"},
        }});
        differences(
            &Value::Null,
            &json!({"items": item}),
            &json!([one]),
            &json!([other]),
        )
    }

    #[test]
    fn equivalent_values() {
        for (one, other) in [
            (json!({"state": "Open"}), json!({"state": "open"})),
            (json!({"text": null}), json!({})),
            (json!({}), json!({"state": null, "text": null})),
            (
                json!({"at": "2026-02-01T12:00:00.000Z"}),
                json!({"at": "2026-02-01T12:00:00Z"}),
            ),
            (
                json!({"at": "2026-02-01T13:00:00+01:00"}),
                json!({"at": "2026-02-01T12:00:00Z"}),
            ),
            (
                json!({"text": "a", "links": {"b": "c"}}),
                json!({"links": {"b": "c"}, "text": "a"}),
            ),
        ] {
            assert_eq!(found(&one, &other), [""; 0], "{one} {other}");
            assert_eq!(found(&other, &one), [""; 0], "{other} {one}");
        }
    }

    #[test]
    fn different_values() {
        for (one, other) in [
            (json!({"state": "open"}), json!({"state": "closed"})),
            (json!({"text": "A"}), json!({"text": "a"})),
            (json!({"text": ""}), json!({"text": null})),
            (
                json!({"at": "2026-02-01T12:00:00Z"}),
                json!({"at": "2026-02-01T12:00:01Z"}),
            ),
            (json!({"at": "soon"}), json!({"at": "later"})),
            (json!({"links": {"a": null}}), json!({"links": {}})),
            (json!({"links": {}}), json!({})),
            (json!({"count": 1}), json!({"count": 1.0})),
            (json!({"count": 1}), json!({"count": "1"})),
            (json!({"unknown": 1}), json!({})),
        ] {
            assert_eq!(found(&one, &other).len(), 1, "{one} {other}");
            assert_eq!(found(&other, &one).len(), 1, "{other} {one}");
        }
        let schema = json!({"items": {"type": "integer"}});
        let found = differences(&Value::Null, &schema, &json!([1, 2]), &json!([1]));
        assert_eq!(found, [": [1,2], [1]"]);
    }
}
