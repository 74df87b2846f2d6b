//! Variants that a union of this crate does not know.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::redacted::REDACTED;

/// JSON that is none of the known variants of a union, as the API sends it.
///
/// It is sent as it was received. `Debug` redacts it, since it may be personal data.
///
/// ```
/// use client_runtime::UnknownVariant;
/// use client_runtime::serde_json::json;
///
/// let unknown = UnknownVariant::new(json!({"type": "HOLOGRAM", "depth": 3}));
/// assert_eq!(unknown.as_json()["depth"], 3);
/// assert_eq!(format!("{unknown:?}"), "UnknownVariant([redacted])");
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnknownVariant(Value);

impl UnknownVariant {
    /// Creates a variant, for requests and tests.
    pub fn new(json: impl Into<Value>) -> Self {
        Self(json.into())
    }

    /// Returns the JSON.
    pub fn as_json(&self) -> &Value {
        &self.0
    }

    /// Returns the JSON, without cloning it.
    pub fn into_json(self) -> Value {
        self.0
    }
}

/// Redacts the JSON.
impl fmt::Debug for UnknownVariant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UnknownVariant({REDACTED})")
    }
}
