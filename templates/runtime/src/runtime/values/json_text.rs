//! JSON that the API transfers as a string.

mod in_place;

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::redacted::REDACTED;
use crate::runtime::response::decode;
use crate::runtime::{Error, Result};

/// JSON that the API stores and returns as text, such as the `attributes` of a resource.
///
/// Setters take it as anything that [converts](IntoJsonText) into it: `"{}"`, a `serde_json::Value`, `order` and
/// `&order` alike. [`decode`](Self::decode) reads it. Its text is that of the API, digit by digit: `1.10` stays `1.10`.
/// `Debug` does not show it.
///
/// ```
/// use client_runtime::JsonText;
/// use serde_json::Value;
///
/// # fn main() -> client_runtime::Result<()> {
/// let attributes = JsonText::from(r#"{"order": 1042}"#);
/// let value: Value = attributes.decode()?;
/// assert_eq!(value["order"], 1042);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct JsonText(String);

impl JsonText {
    /// Serializes a value as JSON; a string becomes a JSON string, in quotes. For text that is already JSON, use
    /// [`From`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::runtime::ErrorKind::InvalidRequest) if serializing the value fails, such as
    /// for a map whose keys are not strings.
    pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Self> {
        serde_json::to_string(value).map(Self).map_err(unwritable)
    }

    /// Decodes the JSON as a value of this type.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::runtime::ErrorKind::Decode) if the text is not JSON, or does not match `T`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        decode(self.0.as_bytes()).map_err(|error| Error::invalid_json_text(&error))
    }

    /// Decodes the text of a property, if it is present and not empty.
    pub(crate) fn decode_some<T: DeserializeOwned>(
        text: Option<&Self>,
    ) -> Result<Option<T>> {
        text.filter(|text| !text.as_str().is_empty()).map(Self::decode).transpose()
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Creates the error for a value that cannot be serialized as JSON.
fn unwritable(error: serde_json::Error) -> Error {
    Error::invalid_request("failed to serialize a value as JSON").with_source(error)
}

/// Conversion into [`JsonText`] by the setters: any value that implements `Serialize`, or a reference to one.
///
/// Strings are sent unchanged, and the API checks that they are JSON; any other value is serialized. So nothing is
/// encoded twice. A string is any value that serializes as one: `&str`, `String`, [`JsonText`], a `Value::String`.
///
/// ```
/// use client_runtime::{IntoJsonText, JsonText};
///
/// # fn main() -> client_runtime::Result<()> {
/// let number = std::collections::BTreeMap::from([("order", 1042)]);
/// assert_eq!((&number).into_json_text()?, JsonText::from(r#"{"order":1042}"#));
/// assert_eq!(r#"{"order":1042}"#.into_json_text()?, JsonText::from(r#"{"order":1042}"#));
/// # Ok(())
/// # }
/// ```
pub trait IntoJsonText: sealed::Sealed {
    /// Converts the value.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::runtime::ErrorKind::InvalidRequest) if serializing the value fails, such as
    /// for a map whose keys are not strings. A request reports the error of a parameter when it is sent.
    fn into_json_text(self) -> Result<JsonText>;
}

mod sealed {
    pub trait Sealed {}
}

impl<T: Serialize> sealed::Sealed for T {}

impl<T: Serialize> IntoJsonText for T {
    fn into_json_text(self) -> Result<JsonText> {
        let json =
            serde_json::to_string(&self).and_then(|json| in_place::unquoted(&json));
        json.map(JsonText).map_err(unwritable)
    }
}

/// Converts JSON text without validation; the API checks that it is JSON.
impl From<&str> for JsonText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Converts JSON text without validation; the API checks that it is JSON.
impl From<String> for JsonText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Uses a `Value::String` as JSON text, and serializes any other value as JSON.
impl From<Value> for JsonText {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Self(text),
            other => Self(other.to_string()),
        }
    }
}

/// Returns the text.
impl From<JsonText> for String {
    fn from(text: JsonText) -> Self {
        text.0
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

/// Serializes as a string.
impl Serialize for JsonText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Deserializes from a string; in JSON, also from an object or any other value, whose JSON becomes the text.
impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            in_place::read(deserializer).map(Self)
        } else {
            String::deserialize(deserializer).map(Self)
        }
    }
}

impl fmt::Debug for JsonText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonText({REDACTED})")
    }
}
