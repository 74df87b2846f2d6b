//! Finds schemas that include themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};

/// The schemas that each schema includes directly, without a property or an array item in between.
type Parts<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Reports each schema that includes itself through a chain of `$ref` and `allOf`.
///
/// A schema that refers to itself from a property or an array item is valid, and so is one that is an alternative of another:
/// `oneOf` with schemas that include the whole by `allOf` is how documents describe subtypes.
pub(super) fn find(document: &Value) -> Diagnostics {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let parts: Parts<'_> = schemas
        .into_iter()
        .flatten()
        .map(|(name, schema)| {
            let mut names = BTreeSet::new();
            collect_parts(schema, &mut names);
            (name.as_str(), names)
        })
        .collect();
    // Removes schemas that lead to no cycle, then schemas that no cycle leads to.
    let circular = without_ends(&reversed(&without_ends(&parts)));
    let schemas_pointer = Pointer::from("/components/schemas");
    let report = |name: &&str| {
        Diagnostic::error(
            schemas_pointer.join(name),
            format!("the schema `{name}` includes itself"),
        )
        .help("refer to it from a property or an array item, or write out its members")
    };
    circular.keys().map(report).collect()
}

fn collect_parts<'a>(schema: &'a Value, names: &mut BTreeSet<&'a str>) {
    if let Some(reference) = schema.get("$ref") {
        names.extend(
            reference
                .as_str()
                .and_then(|reference| reference.strip_prefix("#/components/schemas/")),
        );
        return;
    }
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        collect_parts(part, names);
    }
}

/// Returns the schemas without those that lead to no cycle.
fn without_ends<'a>(parts: &Parts<'a>) -> Parts<'a> {
    let wholes = reversed(parts);
    let mut remaining = parts.clone();
    let mut ends: Vec<_> = parts
        .iter()
        .filter(|(_, names)| names.is_empty())
        .map(|(name, _)| *name)
        .collect();
    // A missing schema is reported elsewhere and ends a chain.
    ends.extend(wholes.keys().filter(|name| !parts.contains_key(*name)));
    while let Some(end) = ends.pop() {
        remaining.remove(end);
        for whole in wholes.get(end).into_iter().flatten() {
            if let Some(names) = remaining.get_mut(whole) {
                names.remove(end);
                if names.is_empty() {
                    ends.push(whole);
                }
            }
        }
    }
    remaining
}

fn reversed<'a>(parts: &Parts<'a>) -> Parts<'a> {
    let mut wholes: Parts<'a> =
        parts.keys().map(|name| (*name, BTreeSet::new())).collect();
    for (whole, names) in parts {
        for name in names {
            wholes.entry(name).or_default().insert(whole);
        }
    }
    wholes
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_schemas_on_a_cycle_are_reported() {
        let reference =
            |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let schemas = json!({
            "Leaf": {"type": "string"},
            "Tree": {"properties": {"children": {"items": reference("Tree")}}},
            "Before": reference("A"),
            "A": {"allOf": [{"allOf": [reference("B"), reference("Leaf")]}]},
            "B": {"allOf": [reference("A")]},
            "Animal": {"oneOf": [reference("Cat")], "anyOf": [reference("Cat")], "not": reference("Cat")},
            "Cat": {"allOf": [reference("Animal")]},
            "Self": reference("Self"),
            "Behind": reference("Leaf"),
            "Dangling": reference("Nothing"),
        });
        let problems = find(&json!({"components": {"schemas": schemas}}));
        let names: Vec<_> =
            problems.iter().filter_map(|problem| problem.pointer.last()).collect();
        assert_eq!(names, ["A", "B", "Self"]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let reference =
            |index: usize| json!({"$ref": format!("#/components/schemas/S{index}")});
        let schemas: Value = (0..20_000)
            .map(|index| (format!("S{index}"), reference((index + 1) % 20_000)))
            .collect();
        assert_eq!(
            find(&json!({"components": {"schemas": schemas}})).iter().count(),
            20_000
        );
    }
}
