//! Constructs of overlays.

use serde_json::{Value, json};

use super::Construct;
use super::documents::{arguments, many, properties, text};

/// Constructs of an overlay, each with the document that it is applied to.
pub const OVERLAYS: &[Construct<(Value, Value)>] = &[
    ("actions", actions),
    ("targets of an action", targets),
    ("members of an update", members_of_an_update),
    ("removed elements", removed_elements),
    ("actions that remove", actions_that_remove),
];

fn overlay(actions: &[Value]) -> Value {
    json!({
        "overlay": "1.0.0",
        "info": {"title": "Growth", "version": "1"},
        "actions": actions,
    })
}

fn actions(n: usize) -> (Value, Value) {
    let action = |i: usize| {
        let target = format!("$.components.schemas.room.properties.field_{i}");
        json!({"target": target, "update": {"format": "uri"}})
    };
    (properties(n), overlay(&(0..n).map(action).collect::<Vec<_>>()))
}

fn targets(n: usize) -> (Value, Value) {
    let target = "$.components.schemas.room.properties.*";
    let action = json!({"target": target, "update": {"format": "uri"}});
    (properties(n), overlay(&[action]))
}

fn members_of_an_update(n: usize) -> (Value, Value) {
    let update = many(n, |i| (format!("other_{i}"), text()));
    let target = "$.components.schemas.room.properties";
    (properties(1), overlay(&[json!({"target": target, "update": update})]))
}

fn removed_elements(n: usize) -> (Value, Value) {
    let target = "$.paths['/v1/Room'].get.parameters[?@.name != 'Given7']";
    (arguments(n), overlay(&[json!({"target": target, "remove": true})]))
}

fn actions_that_remove(n: usize) -> (Value, Value) {
    let action =
        |_| json!({"target": "$.paths['/v1/Room'].get.parameters[0]", "remove": true});
    (arguments(n), overlay(&(0..n / 2).map(action).collect::<Vec<_>>()))
}
