//! The values that replies to events set, which are checked like those of the request.

use form_urlencoded::byte_serialize;
use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::tables::{Effect, Parameter, PropertyPath};
use super::CheckedRequest;
use super::parameters::invalid;
use super::values::{self, InvalidValue};

impl CheckedRequest {
    /// Checks the value that the reply to an event sets in a property, by the parameter that sets it. A property that no
    /// parameter of the operation sets can have any value.
    pub(in super::super) fn amended(
        &self,
        property: PropertyPath,
        value: Value,
    ) -> Result<Value, Refusal> {
        let mut parameters = self.operation.parameters.iter();
        let sets = |parameter: &&Parameter| matches!(parameter.effect, Effect::Set(set) if set == property);
        let Some(parameter) = parameters.find(sets) else {
            return Ok(value);
        };
        let text = match value {
            Value::String(text) => text,
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            _ => {
                let found =
                    InvalidValue::new(format!("JSON that is not text: `{value}`"));
                return Err(invalid(parameter, &found));
            }
        };
        let encoded: String = byte_serialize(text.as_bytes()).collect();
        values::read(parameter, &[&encoded]).map_err(|value| invalid(parameter, &value))
    }
}
