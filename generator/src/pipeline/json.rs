//! What stages make, as JSON.

use serde::Serialize;
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Failure};

/// Returns a value as JSON; that it cannot be JSON is a defect of the generator.
pub(super) fn json(what: &str, value: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|error| Diagnostic::defect(what, &error).into())
}
