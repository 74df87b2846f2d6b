//! Moves the parameters of path items to their operations.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::sources::Sources;
use crate::input::shape::LazyPointer;

const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Moves the parameters of each path item to its operations, after the operation's own parameters. An operation's
/// parameter overrides one of the same name and location.
pub(super) fn merge(document: &mut Value, sources: &mut Sources) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    for (path, item) in paths {
        let Value::Object(item) = item else { continue };
        // Anything but an array is reported by `shape::check`.
        if !matches!(item.get("parameters"), Some(Value::Array(_))) {
            continue;
        }
        if let Some(Value::Array(shared)) = item.shift_remove("parameters") {
            let place = LazyPointer::Member(&LazyPointer::Root, "paths");
            merge_into_operations(
                item,
                &shared,
                &LazyPointer::Member(&place, path),
                sources,
            );
        }
    }
}

fn merge_into_operations(
    item: &mut Map<String, Value>,
    shared: &[Value],
    place: &LazyPointer<'_>,
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
            let operation = LazyPointer::Member(place, method).pointer();
            let original =
                LazyPointer::Member(place, "parameters").pointer().index(index);
            sources.note_copy(operation.join("parameters").index(own.len()), original);
            own.push(parameter.clone());
        }
    }
}

/// The unique key of a parameter within an operation: name and location, as JSON.
type Identity = [Option<String>; 2];

fn identity(parameter: &Value) -> Identity {
    let [name, location] =
        ["name", "in"].map(|member| parameter.get(member).map(Value::to_string));
    // The names of headers have no case.
    let is_header = location.as_deref() == Some("\"header\"");
    let name = name.map(|name| {
        if is_header {
            name.to_ascii_lowercase()
        } else {
            name
        }
    });
    [name, location]
}
