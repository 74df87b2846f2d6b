//! Selects operations from a printed IR.

use serde_json::Value;

/// Selects operations by ID from the output of `describe`. Also returns the IDs that do not exist.
pub fn operations(description: Value, ids: &[String]) -> (Value, Vec<&String>) {
    let operations = members(description, "operations");
    let is_selected = |operation: &Value| ids.iter().any(|id| operation["id"] == **id);
    let found: Vec<Value> = operations.into_iter().filter(is_selected).collect();
    let has = |id: &str| found.iter().any(|operation| operation["id"] == *id);
    let missing = ids.iter().filter(|id| !has(id)).collect();
    (Value::Array(found), missing)
}

/// Selects operations by ID, together with their resources, from a serialized `Api`. Also returns the IDs that do not
/// exist.
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

/// Returns `true` if one of the routes of an operation has this ID.
fn is_route(operation: &Value, id: &str) -> bool {
    let routes = operation["routes"].as_array();
    routes.into_iter().flatten().any(|route| route["id"] == *id)
}

/// Takes the elements of an array out of an object.
fn members(mut object: Value, name: &str) -> Vec<Value> {
    match object.get_mut(name).map(Value::take) {
        Some(Value::Array(members)) => members,
        _ => Vec::new(),
    }
}
