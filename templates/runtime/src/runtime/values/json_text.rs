//! JSON that the API carries as text.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use serde_json::Value;

use super::redacted::REDACTED;
use crate::runtime::response::decode;
use crate::runtime::{Error, Result};

/// JSON that the API stores and returns as text, such as the `attributes` of a resource.
///
/// Made from a reference to any value that serialises, with [`From`]: text is taken as it is, anything else is written
/// as JSON. So nothing is encoded twice, and a setter takes `"{}"`, a `serde_json::Value` and `&order` alike. Read by
/// [`decode`](Self::decode). `Debug` does not show the text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct JsonText(Written);

/// What became of a value.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Written {
    /// Its JSON.
    Text(String),
    /// It cannot be written as JSON, for that reason. Reported when it is sent, so that setters need no `Result`.
    Failed(String),
}

impl JsonText {
    /// Writes a value as JSON: text too, in quotes. For text that is JSON already, use [`From`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::runtime::ErrorKind::InvalidRequest) if the value cannot be written as JSON, such as
    /// a map whose keys are no text.
    pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Self> {
        match serde_json::to_string(value) {
            Ok(text) => Ok(Self(Written::Text(text))),
            Err(error) => Err(unwritable().with_source(error)),
        }
    }

    /// Reads the text as a value of that type.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::runtime::ErrorKind::Decode) if the text is not JSON, or not of that type.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        match &self.0 {
            Written::Text(text) => {
                decode(text.as_bytes(), PhantomData).map_err(Error::decode)
            }
            Written::Failed(reason) => Err(unwritable().with_source(reason.as_str())),
        }
    }

    /// Reads the text of a property, if it is there and not empty.
    pub(crate) fn decode_some<T: DeserializeOwned>(
        text: Option<&Self>,
    ) -> Result<Option<T>> {
        text.filter(|text| !text.as_str().is_empty()).map(Self::decode).transpose()
    }

    /// Returns the text; empty if the value could not be serialized as JSON.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Written::Text(text) => text,
            Written::Failed(_) => "",
        }
    }

    /// The text, or why there is none.
    pub(crate) fn into_text(self) -> Result<String, String> {
        match self.0 {
            Written::Text(text) => Ok(text),
            Written::Failed(reason) => Err(reason),
        }
    }
}

/// The error for a value that has no JSON.
fn unwritable() -> Error {
    Error::invalid_request("a value cannot be written as JSON")
}

/// Takes text as it is, and writes any other value as JSON. Text is whatever serialises as text: `&str`, `&String`, a
/// `&Value::String`. Whether it is JSON, the API checks.
///
/// A value that cannot be written as JSON, such as a map whose keys are no text, is reported as
/// [`ErrorKind::InvalidRequest`](crate::runtime::ErrorKind::InvalidRequest) by the request that is to send it, before anything
/// is sent; [`JsonText::encode`] reports it at once.
impl<T: Serialize + ?Sized> From<&T> for JsonText {
    fn from(value: &T) -> Self {
        let written = serde_json::to_string(value).and_then(|json| {
            if json.starts_with('"') {
                serde_json::from_str(&json)
            } else {
                Ok(json)
            }
        });
        Self(match written {
            Ok(text) => Written::Text(text),
            Err(error) => Written::Failed(error.to_string()),
        })
    }
}

/// Takes JSON text as it is; whether it is JSON, the API checks.
impl From<String> for JsonText {
    fn from(text: String) -> Self {
        Self(Written::Text(text))
    }
}

/// As from a reference: a `Value::String` is taken for JSON text.
impl From<Value> for JsonText {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => text.into(),
            other => Self(Written::Text(other.to_string())),
        }
    }
}

/// The text, as by [`as_str`](JsonText::as_str).
impl From<JsonText> for String {
    fn from(text: JsonText) -> Self {
        text.into_text().unwrap_or_default()
    }
}

impl AsRef<str> for JsonText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for JsonText {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for JsonText {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// Written as text.
impl Serialize for JsonText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Written::Text(text) => serializer.serialize_str(text),
            Written::Failed(reason) => Err(ser::Error::custom(reason)),
        }
    }
}

/// Read from text; in JSON, an object or another value in its place is taken for what the text would say.
impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Value::deserialize(deserializer).map(Self::from)
        } else {
            String::deserialize(deserializer).map(Self::from)
        }
    }
}

impl fmt::Debug for JsonText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonText({REDACTED})")
    }
}
