//! Applies an OpenAPI overlay independently of the generator.

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath};

/// Returns the document with all actions of the overlay applied in order.
///
/// # Panics
///
/// If an action is not an update, or its target is not a valid JSONPath.
#[must_use]
pub fn applied(mut document: Value, overlay: &Value) -> Value {
    for action in actions(overlay) {
        let update = action.get("update").expect("the overlay only updates");
        for pointer in targets(&document, action) {
            let target =
                document.pointer_mut(&pointer).expect("the target was just found");
            merge(target, update);
        }
    }
    document
}

/// Returns the actions of an overlay.
///
/// # Panics
///
/// If it has none.
pub fn actions(overlay: &Value) -> impl Iterator<Item = &Value> {
    overlay["actions"].as_array().expect("an overlay has actions").iter()
}

/// Returns the pointers to all values that an action's target matches in a document.
///
/// # Panics
///
/// If the target is not a valid JSONPath.
#[must_use]
pub fn targets(document: &Value, action: &Value) -> Vec<String> {
    let target = action["target"].as_str().expect("an action has a target");
    let path =
        JsonPath::parse(target).unwrap_or_else(|error| panic!("{target}: {error}"));
    path.query_located(document)
        .locations()
        .map(NormalizedPath::to_json_pointer)
        .collect()
}

fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                merge(target.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(target), update) => target.push(update.clone()),
        (target, update) => *target = update.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::applied;

    #[test]
    fn objects_are_merged_arrays_appended_to_and_the_rest_replaced() {
        let document = json!({"a": {"keep": 1, "deep": {"x": 1}, "list": ["x"]}, "b": {"deep": {}}});
        let overlay = json!({"actions": [
            {"target": "$.a", "update": {"deep": {"x": 2, "y": 3}, "new": [true]}},
            {"target": "$.*.deep", "update": {"z": 4}},
            {"target": "$.a.list", "update": "y"},
        ]});
        let expected = json!({
            "a": {"keep": 1, "deep": {"x": 2, "y": 3, "z": 4}, "list": ["x", "y"], "new": [true]},
            "b": {"deep": {"z": 4}},
        });
        assert_eq!(applied(document, &overlay), expected);
    }
}
