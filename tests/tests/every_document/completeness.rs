//! Operations of a document that callers cannot call with all of their arguments.

use std::collections::HashMap;

use serde_json::Value;

/// The members of a path item that are operations.
pub const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Returns the operations of a document that the output of `ir` does not have, or whose calls lack an argument of the path.
pub fn missing(document: &Value, ir: &Value) -> Vec<String> {
    let described = ir["operations"].as_array().into_iter().flatten();
    let calls: HashMap<&str, &str> = described
        .filter_map(|operation| {
            Some((operation["id"].as_str()?, operation["call"].as_str()?))
        })
        .collect();
    let paths = document["paths"].as_object().into_iter().flatten();
    let mut missing = Vec::new();
    for (path, item) in paths {
        for (_, operation) in
            METHODS.iter().filter_map(|method| Some((method, item.get(method)?)))
        {
            let id = operation["operationId"].as_str().unwrap_or_default();
            match calls.get(id) {
                None => missing.push(format!("{id} is missing")),
                Some(call) => missing.extend(
                    arguments(path).filter(|argument| !call.contains(argument)).map(
                        |argument| format!("{id} is called without {argument}: {call}"),
                    ),
                ),
            }
        }
    }
    missing
}

/// Returns the arguments of a path, in braces. That of the account has the client's own as its default.
fn arguments(path: &str) -> impl Iterator<Item = &str> {
    let starts = path.match_indices('{').map(|(start, _)| start);
    starts.filter_map(|start| {
        let end = path[start..].find('}')? + start;
        Some(&path[start..=end]).filter(|argument| *argument != "{AccountSid}")
    })
}
