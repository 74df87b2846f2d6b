//! What to do about values of the wrong type.

use serde_json::Value;

use super::{SCHEMA_TYPES, Shape};

/// Returns what to do about a value of the wrong type, or an empty string if that is obvious: many are values that only
/// another version of OpenAPI allows.
pub(super) fn help(shape: Shape, value: &Value) -> String {
    match (shape, value) {
        (Shape::Text, Value::Number(_) | Value::Bool(_)) => "quote the value".to_owned(),
        (Shape::SchemaType, Value::Array(types)) => several_types(types),
        (Shape::SchemaType, Value::Null) => nullable("the type of the other values"),
        (Shape::SchemaType, Value::String(text)) if text == "null" => {
            nullable("the type of the other values")
        }
        (Shape::ExclusiveLimit(limit), Value::Number(number)) => {
            format!("write `{limit}: {number}` and `true` here, as in OpenAPI 3.0")
        }
        _ => String::new(),
    }
}

/// Returns what to do about a list of types, which OpenAPI 3.1 allows.
fn several_types(types: &[Value]) -> String {
    let names: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
    let mut others = names.iter().filter(|name| **name != "null");
    match (others.next(), others.next()) {
        (Some(one), None) if SCHEMA_TYPES.contains(one) => {
            if names.len() == 1 {
                format!("write `type: {one}`")
            } else {
                nullable(&format!("`type: {one}`"))
            }
        }
        _ => "write one type, or `oneOf` with a schema for each type".to_owned(),
    }
}

fn nullable(ty: &str) -> String {
    format!("write {ty} and `nullable: true`, as in OpenAPI 3.0")
}
