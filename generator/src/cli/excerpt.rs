//! The part of a printed IR that is about some operations.

use serde_json::Value;

/// The operations of these ids, out of what `describe` makes, and the ids that there are none of.
pub fn operations(description: Value, ids: &[String]) -> (Value, Vec<&String>) {
    let operations = members(description, "operations");
    let is_wanted = |operation: &Value| ids.iter().any(|id| operation["id"] == **id);
    let found: Vec<Value> = operations.into_iter().filter(is_wanted).collect();
    let has = |id: &str| found.iter().any(|operation| operation["id"] == *id);
    let missing = ids.iter().filter(|id| !has(id)).collect();
    (Value::Array(found), missing)
}

/// The resources that have operations of these ids, with these operations alone, out of an `Api`, and the ids that there
/// are none of.
pub fn resources(api: Value, ids: &[String]) -> (Value, Vec<&String>) {
    let resources = members(api, "resources").into_iter().filter_map(|mut resource| {
        let operations = resource.get_mut("operations")?.as_array_mut()?;
        operations.retain(|operation| ids.iter().any(|id| is_route(operation, id)));
        (!operations.is_empty()).then_some(resource)
    });
    let found: Vec<Value> = resources.collect();
    let has = |resource: &Value, id: &str| {
        let operations = resource["operations"].as_array();
        operations.into_iter().flatten().any(|operation| is_route(operation, id))
    };
    let is_found = |id: &str| found.iter().any(|resource| has(resource, id));
    let missing = ids.iter().filter(|id| !is_found(id)).collect();
    (Value::Array(found), missing)
}

/// Whether one of the routes of an operation is that of the document's operation.
fn is_route(operation: &Value, id: &str) -> bool {
    let routes = operation["routes"].as_array();
    routes.into_iter().flatten().any(|route| route["id"] == *id)
}

/// The elements of a list that an object holds.
fn members(mut object: Value, name: &str) -> Vec<Value> {
    match object.get_mut(name).map(Value::take) {
        Some(Value::Array(members)) => members,
        _ => Vec::new(),
    }
}
