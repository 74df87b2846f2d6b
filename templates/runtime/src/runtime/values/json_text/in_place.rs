//! JSON in a response where a string with that JSON is expected.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::super::text;

/// Deserializes a string, or the text of any other JSON value.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<String, D::Error> {
    deserializer.deserialize_newtype_struct(RAW_VALUE, InPlace)
}

/// Name by which `serde_json` is asked for the unchanged text of a value: that of its `RawValue`.
///
/// `RawValue` itself can only be deserialized by `serde_json`, and fails in a struct that is deserialized through a
/// buffer, such as with `#[serde(flatten)]`. A deserializer that does not know the name returns the value, whose
/// numbers are rounded.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

struct InPlace;

impl<'de> Visitor<'de> for InPlace {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON text")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        Ok(Value::from(value).to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok(Value::Null.to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<String, A::Error> {
        let value = Value::deserialize(SeqAccessDeserializer::new(elements))?;
        Ok(value.to_string())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<String, A::Error> {
        let mut map = Map::new();
        while let Some(name) = entries.next_key::<Name>()? {
            match name {
                Name::Raw if map.is_empty() => {
                    let Unquoted(text) = entries.next_value()?;
                    return text.map_err(Error::custom);
                }
                Name::Raw => map.insert(RAW_VALUE.to_owned(), entries.next_value()?),
                Name::Other(name) => map.insert(name, entries.next_value()?),
            };
        }
        Ok(Value::Object(map).to_string())
    }
}

/// The name of a member, which is not allocated for raw JSON.
enum Name {
    Raw,
    Other(String),
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        if name == RAW_VALUE {
            Self::Raw
        } else {
            Self::Other(name.to_owned())
        }
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::read(deserializer)
    }
}

/// Raw JSON without the quotes of a string.
struct Unquoted(serde_json::Result<String>);

impl From<&str> for Unquoted {
    fn from(json: &str) -> Self {
        Self(unquoted(json))
    }
}

impl<'de> Deserialize<'de> for Unquoted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::read(deserializer)
    }
}

/// Returns the contents of a JSON string, and any other JSON unchanged.
pub(super) fn unquoted(json: &str) -> serde_json::Result<String> {
    let contents = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    match contents {
        Some(contents) => {
            unescaped(contents).map_or_else(|| serde_json::from_str(json), Ok)
        }
        None => Ok(json.to_owned()),
    }
}

/// Returns the text of a valid JSON string without its quotes, or `None` if it has an escape with hexadecimal digits.
///
/// JSON in a string has many escapes. `serde_json` collects such a string in a buffer that grows several times, and copies it.
fn unescaped(contents: &str) -> Option<String> {
    let mut text = String::with_capacity(contents.len());
    let mut rest = contents;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        text.push(match rest.as_bytes().get(at + 1)? {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            _ => return None,
        });
        rest = &rest[at + 2..];
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn strings_are_unescaped_as_by_serde_json() {
        for json in [
            r#""""#,
            r#""{\"order\":\"\\10\"}""#,
            r#""\b\f\n\r\t\/\\ä😀""#,
            r#""\ud83d\ude00 and \u00e4\"""#,
            r#""\\\"""#,
        ] {
            let expected: String = serde_json::from_str(json).expect("it is a string");
            assert_eq!(unquoted(json).expect("it is a string"), expected, "{json}");
        }
        assert_eq!(unquoted(r#"{"a": 1.10}"#).expect("it is JSON"), r#"{"a": 1.10}"#);
        assert!(unquoted(r#""\ud83d""#).is_err());
    }
}
