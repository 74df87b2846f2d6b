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
    if json.starts_with('"') {
        serde_json::from_str(json)
    } else {
        Ok(json.to_owned())
    }
}
