//! The examples of a document, as a test of its crate.

use std::fmt::Write as _;

use serde_json::Value;

use crate::completeness::METHODS;

/// Returns an integration test that prints a line for each example of a response: `decoded` or `refused`, and its place.
pub fn test(name: &str, document: &Value, ir: &Value) -> String {
    let mut text = "\
use twilio_conversations::serde_json;

macro_rules! example {
    ($type:ty, $place:literal, $json:literal) => {
        match serde_json::from_str::<$type>($json) {
            Ok(_) => println!(\"decoded {}\", $place),
            Err(error) => println!(\"refused {}: {error}\", $place),
        }
    };
}

#[test]
fn examples() {
"
    .to_owned();
    for operation in ir["operations"].as_array().into_iter().flatten() {
        for response in operation["responses"].as_array().into_iter().flatten() {
            let status = response["status"].to_string();
            let status = status.trim_matches('"');
            let ty = response["type"].as_str().unwrap_or_default();
            let id = operation["id"].as_str().unwrap_or_default();
            let items = operation["paging"]["items"].as_str();
            for (example, value) in of_response(document, id, status) {
                let place = format!("{name} {id} {status} {example}");
                for (ty, json) in values(ty, items, value) {
                    let _ = writeln!(text, "    example!({ty}, {place:?}, {json:?});");
                }
            }
        }
    }
    text.push_str("}\n");
    text
}

/// Returns the values of an example with their types: of a page, its items.
fn values<'a>(
    ty: &'a str,
    items: Option<&str>,
    value: &Value,
) -> Vec<(&'a str, String)> {
    if ["()", "String", "bytes::Bytes"].contains(&ty) {
        return Vec::new();
    }
    let item = ty.split_once("Page<").and_then(|(_, item)| item.strip_suffix('>'));
    let (Some(item), Some(items)) = (item, items) else {
        return vec![(ty, value.to_string())];
    };
    let elements = value[items].as_array().into_iter().flatten();
    elements.map(|element| (item, element.to_string())).collect()
}

/// Returns the examples of a response, with their names.
fn of_response<'a>(
    document: &'a Value,
    id: &str,
    status: &str,
) -> Vec<(&'a str, &'a Value)> {
    let items = document["paths"].as_object().into_iter().flatten();
    let operations =
        items.flat_map(|(_, item)| METHODS.iter().filter_map(|one| item.get(*one)));
    let operation =
        operations.into_iter().find(|operation| operation["operationId"] == id);
    let Some(response) = operation.and_then(|one| one["responses"].get(status)) else {
        return Vec::new();
    };
    let response = match response["$ref"].as_str() {
        Some(reference) => {
            let pointer = reference.trim_start_matches('#');
            document.pointer(pointer).unwrap_or(&Value::Null)
        }
        None => response,
    };
    let body = &response["content"]["application/json"];
    let named = body["examples"].as_object().into_iter().flatten();
    let named =
        named.filter_map(|(name, example)| Some((name.as_str(), example.get("value")?)));
    let only = body.get("example").map(|value| ("example", value));
    named.chain(only).collect()
}
