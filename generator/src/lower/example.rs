//! Values that the documentation shows as examples.

use serde_json::Value;

/// Maximum length of an example in the documentation, in bytes.
const MAX_EXAMPLE: usize = 100;

/// The text of an example that is a scalar or, if it is a list, of its first element.
pub(super) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(elements) => {
            return text(elements.first().filter(|it| !it.is_array())?);
        }
        Value::Null | Value::Object(_) => return None,
    };
    (text.len() <= MAX_EXAMPLE).then_some(text)
}
