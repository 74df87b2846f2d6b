//! Gives each operation the parameters of its path.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::sources::Sources;
use crate::input::shape::Place;

const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Moves each path's parameters into its operations, behind the operation's own; one of the same name and location is
/// the operation's to replace.
pub(super) fn merge(document: &mut Value, sources: &mut Sources) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    for (path, item) in paths {
        let Value::Object(item) = item else { continue };
        // What is no array is left for the check of shapes to find.
        if !matches!(item.get("parameters"), Some(Value::Array(_))) {
            continue;
        }
        if let Some(Value::Array(shared)) = item.shift_remove("parameters") {
            let place = Place::Member(&Place::Root, "paths");
            merge_into_operations(item, &shared, &Place::Member(&place, path), sources);
        }
    }
}

fn merge_into_operations(
    item: &mut Map<String, Value>,
    shared: &[Value],
    place: &Place<'_>,
    sources: &mut Sources,
) {
    for (method, operation) in
        item.iter_mut().filter(|(method, _)| METHODS.contains(&method.as_str()))
    {
        let Value::Object(operation) = operation else {
            continue;
        };
        let own =
            operation.entry("parameters").or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(own) = own else { continue };
        let known: HashSet<Identity> = own.iter().map(identity).collect();
        for (index, parameter) in shared.iter().enumerate() {
            if known.contains(&identity(parameter)) {
                continue;
            }
            let operation = Place::Member(place, method).pointer();
            let original = Place::Member(place, "parameters").pointer().index(index);
            sources.note_copy(operation.join("parameters").index(own.len()), original);
            own.push(parameter.clone());
        }
    }
}

/// What no two parameters of an operation share: name and location, as JSON.
type Identity = [Option<String>; 2];

fn identity(parameter: &Value) -> Identity {
    ["name", "in"].map(|member| parameter.get(member).map(Value::to_string))
}
