//! Validates a value against a schema of an OpenAPI 3.0 document.
//!
//! A complete JSON Schema validator takes minutes to compile. This one supports the keywords that Twilio's documents use and
//! reports any other. It differs from a complete validator in two ways: undeclared properties are a problem, and values of
//! an enum may be in any case, as the API returns `POST` where `post` is declared.

use http::Uri;
use jiff::{Span, Timestamp};
use regex_lite::Regex;
use serde_json::Value;

use crate::pointer::join;

/// Returns the reasons why `value` does not match `schema`, each as `pointer: reason`.
#[must_use]
pub fn problems(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut validation = Validation {
        document,
        found: Vec::new(),
    };
    validation.check("", schema, value);
    validation.found
}

struct Validation<'a> {
    document: &'a Value,
    found: Vec<String>,
}

impl Validation<'_> {
    fn check(&mut self, pointer: &str, schema: &Value, value: &Value) {
        let Some(keywords) = schema.as_object() else {
            return self.report(pointer, &format!("no schema: {schema}"));
        };
        if value.is_null() && schema["nullable"] == true {
            return;
        }
        for (keyword, argument) in keywords {
            match keyword.as_str() {
                "$ref" => self.reference(pointer, argument, value),
                "allOf" => {
                    list(argument).for_each(|schema| self.check(pointer, schema, value));
                }
                "items" => self.items(pointer, argument, value),
                "properties" => self.properties(pointer, argument, value),
                keyword if !satisfies(keyword, argument, value) => {
                    self.report(
                        pointer,
                        &format!("{value} is against {keyword}: {argument}"),
                    );
                }
                _ => {}
            }
        }
    }

    fn reference(&mut self, pointer: &str, reference: &Value, value: &Value) {
        let target =
            reference.as_str().and_then(|reference| reference.strip_prefix('#'));
        match target.and_then(|target| self.document.pointer(target)) {
            Some(schema) => self.check(pointer, schema, value),
            None => self.report(pointer, &format!("{reference} leads nowhere")),
        }
    }

    fn items(&mut self, pointer: &str, schema: &Value, value: &Value) {
        for (index, item) in list(value).enumerate() {
            self.check(&format!("{pointer}/{index}"), schema, item);
        }
    }

    fn properties(&mut self, pointer: &str, schemas: &Value, value: &Value) {
        for (name, member) in value.as_object().into_iter().flatten() {
            let pointer = join(pointer, name);
            match schemas.get(name) {
                Some(schema) => self.check(&pointer, schema, member),
                None => self.report(&pointer, "is not declared"),
            }
        }
    }

    fn report(&mut self, pointer: &str, reason: &str) {
        self.found.push(format!("{pointer}: {reason}"));
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Returns `true` if a value satisfies a keyword. As in JSON Schema, a limit only applies to values of its own type.
fn satisfies(keyword: &str, argument: &Value, value: &Value) -> bool {
    let length = || value.as_str().map(|text| text.chars().count() as u64);
    let limit = || argument.as_u64();
    match keyword {
        "nullable" | "title" | "description" | "default" => true,
        "type" => has_type(value, argument),
        "enum" => list(argument).any(|allowed| is_same(allowed, value)),
        "required" => list(argument)
            .all(|name| name.as_str().is_some_and(|name| value.get(name).is_some())),
        "minLength" => {
            length().is_none_or(|length| limit().is_some_and(|limit| length >= limit))
        }
        "maxLength" => {
            length().is_none_or(|length| limit().is_some_and(|limit| length <= limit))
        }
        "minimum" => value
            .as_i64()
            .is_none_or(|value| argument.as_i64().is_some_and(|limit| value >= limit)),
        "maximum" => value
            .as_i64()
            .is_none_or(|value| argument.as_i64().is_some_and(|limit| value <= limit)),
        "pattern" => value.as_str().is_none_or(|text| has_pattern(text, argument)),
        "format" => has_format(value, argument),
        _ => keyword.starts_with("x-"),
    }
}

fn is_same(allowed: &Value, value: &Value) -> bool {
    match (allowed, value) {
        (Value::String(allowed), Value::String(value)) => {
            allowed.eq_ignore_ascii_case(value)
        }
        _ => allowed == value,
    }
}

fn has_type(value: &Value, expected: &Value) -> bool {
    match expected.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    }
}

fn has_pattern(text: &str, pattern: &Value) -> bool {
    pattern
        .as_str()
        .and_then(|pattern| Regex::new(pattern).ok())
        .is_some_and(|pattern| pattern.is_match(text))
}

fn has_format(value: &Value, format: &Value) -> bool {
    match (format.as_str(), value) {
        (Some("int64"), value) => value.is_i64(),
        (Some("uri"), Value::String(text)) => is_uri(text),
        (Some("date-time"), Value::String(text)) => text.parse::<Timestamp>().is_ok(),
        (Some("duration"), Value::String(text)) => {
            text.starts_with('P') && text.parse::<Span>().is_ok()
        }
        (Some("json"), Value::String(text)) => {
            serde_json::from_str::<Value>(text).is_ok()
        }
        (Some("uri-map"), Value::Object(links)) => {
            links.values().all(|link| link.as_str().is_some_and(is_uri))
        }
        _ => false,
    }
}

fn is_uri(text: &str) -> bool {
    text.parse::<Uri>().is_ok_and(|uri| uri.scheme().is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::problems;

    fn found(schema: &Value, value: &Value) -> Vec<String> {
        let document = json!({"components": {"schemas": {
            "state": {"type": "string", "enum": ["active", "closed"]},
            "member": {"type": "object", "required": ["sid"], "properties": {
                "sid": {"type": "string", "minLength": 4, "maxLength": 4, "pattern": "^MB[0-9a-fA-F]{2}$"},
                "state": {"$ref": "#/components/schemas/state"},
                "last": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/state"}]},
            }},
        }}});
        problems(&document, schema, value)
    }

    fn member(value: &Value) -> Vec<String> {
        found(&json!({"$ref": "#/components/schemas/member"}), value)
    }

    #[test]
    fn an_object_that_matches() {
        assert_eq!(
            member(&json!({"sid": "MB0a", "state": "Active", "last": null})),
            [""; 0]
        );
    }

    #[test]
    fn each_part_of_an_object_that_does_not_match() {
        assert_eq!(member(&json!({"sid": "MB0a", "age": 1})), ["/age: is not declared"]);
        assert_eq!(member(&json!({"sid": "MB0a", "last": "x"})).len(), 1);
        assert_eq!(member(&json!({"sid": "MB0a", "state": null})).len(), 2);
        assert_eq!(member(&json!({"sid": "MB0ab"})).len(), 2);
        assert_eq!(member(&json!({})).len(), 1);
        let expected = [
            r#": "MB0a" is against type: "object""#,
            r#": "MB0a" is against required: ["sid"]"#,
        ];
        assert_eq!(member(&json!("MB0a")), expected);
    }

    #[test]
    fn items_are_named_by_their_index() {
        let numbers = json!({"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 3}});
        let expected = ["/0: 0 is against minimum: 1", "/2: 4 is against maximum: 3"];
        assert_eq!(found(&numbers, &json!([0, 1, 4])), expected);
    }

    #[test]
    fn formats() {
        let fitting = [
            ("int64", json!(1)),
            ("uri", json!("https://example.com/a?b=c")),
            ("date-time", json!("2026-02-01T12:30:00Z")),
            ("duration", json!("PT10M")),
            ("json", json!("{}")),
            ("uri-map", json!({"a": "https://example.com"})),
        ];
        let wrong = [json!(1.5), json!("a b"), json!({"a": "b"})];
        for (format, value) in fitting {
            let schema = json!({"format": format});
            assert_eq!(found(&schema, &value), [""; 0]);
            for wrong in &wrong {
                assert_eq!(found(&schema, wrong).len(), 1, "{wrong} as {format}");
            }
        }
    }

    #[test]
    fn unknown_keywords_and_properties_are_problems() {
        assert_eq!(
            found(&json!({"oneOf": []}), &json!(1)),
            ["1 is against oneOf: []"].map(|text| format!(": {text}"))
        );
        assert_eq!(found(&json!({"format": "byte"}), &json!("eA==")).len(), 1);
        assert_eq!(
            found(&json!({"$ref": "#/components/schemas/none"}), &json!(1)).len(),
            1
        );
    }
}
