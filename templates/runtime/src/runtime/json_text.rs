//! JSON that the API carries as text.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::decode;
use super::redacted::REDACTED;
use super::{Error, Result};

/// JSON that the API stores and returns as text, such as the `attributes` of a resource.
///
/// Made from JSON text as it is, or from any value by [`encode`](Self::encode); read by [`decode`](Self::decode).
/// `Debug` does not show the text.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JsonText(String);

impl JsonText {
    /// Writes a value as JSON.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](super::ErrorKind::InvalidRequest) if the value cannot be written as JSON, such as
    /// a map whose keys are no text.
    pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Self> {
        match serde_json::to_string(value) {
            Ok(text) => Ok(Self(text)),
            Err(error) => {
                Err(Error::invalid_request("a value cannot be written as JSON")
                    .because(error))
            }
        }
    }

    /// Reads the text as a value of that type.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](super::ErrorKind::Decode) if the text is not JSON, or not of that type.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        decode(self.0.as_bytes(), PhantomData).map_err(Error::decode)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Takes JSON text as it is; whether it is JSON, the API checks.
impl From<&str> for JsonText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Takes JSON text as it is; whether it is JSON, the API checks.
impl From<String> for JsonText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&Self> for JsonText {
    fn from(text: &Self) -> Self {
        text.clone()
    }
}

impl From<Value> for JsonText {
    fn from(value: Value) -> Self {
        Self(value.to_string())
    }
}

impl From<JsonText> for String {
    fn from(text: JsonText) -> Self {
        text.0
    }
}

impl AsRef<str> for JsonText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for JsonText {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for JsonText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Debug for JsonText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonText({REDACTED})")
    }
}
