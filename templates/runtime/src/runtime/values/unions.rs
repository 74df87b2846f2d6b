//! Unions: enums of models, of which a JSON object is one.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::Value;

use super::object::JsonObject;

/// Reads the JSON of a union.
pub(crate) fn value<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Value, D::Error> {
    Value::deserialize(deserializer)
}

/// Returns the text in a member of an object.
pub(crate) fn text<'v>(value: &'v Value, member: &str) -> Option<&'v str> {
    value.get(member)?.as_str()
}

/// Returns `true` if the value is an object that has all of these members, and none of them is null.
pub(crate) fn has_values(value: &Value, members: &[&str]) -> bool {
    let has = |member: &&str| value.get(*member).is_some_and(|value| !value.is_null());
    value.is_object() && members.iter().all(has)
}

/// Returns `true` if an object has all of these members, which may be null.
pub(crate) fn has_members(value: &Value, members: &[&str]) -> bool {
    members.iter().all(|member| value.get(*member).is_some())
}

/// Decodes a variant.
pub(crate) fn decode<T: DeserializeOwned, E: de::Error>(value: Value) -> Result<T, E> {
    let decoded = JsonObject::deserialize(value);
    decoded.map(|JsonObject(model)| model).map_err(E::custom)
}

/// Serializes a variant with the value of its discriminator, unless it has one.
pub(crate) fn with_value<T: Serialize, S: Serializer>(
    model: &T,
    (property, value): (&str, &str),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut json = serde_json::to_value(model).map_err(ser::Error::custom)?;
    if let Some(members) = json.as_object_mut() {
        members.entry(property).or_insert_with(|| value.into());
    }
    json.serialize(serializer)
}
