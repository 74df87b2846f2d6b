//! Serialization of the results of stages.

use serde::Serialize;
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Failure};

/// Serializes a value. A failure is reported as a bug in the generator.
pub(super) fn json(what: &str, value: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|error| Diagnostic::bug(what, &error).into())
}
