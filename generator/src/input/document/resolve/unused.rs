//! Finds schemas that nothing in the document refers to.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};

/// How references to schemas start, once they are resolved.
const PREFIX: &str = "#/components/schemas/";

/// Notes each schema to which no reference leads, not even one through other schemas or from a part of the document that
/// the generator ignores or refuses.
pub(super) fn find(document: &Value) -> Diagnostics {
    let Some(schemas) =
        document.pointer("/components/schemas").and_then(Value::as_object)
    else {
        return Diagnostics::default();
    };
    let used = used(document, schemas);
    let pointer = Pointer::from("/components/schemas");
    let unused = schemas.keys().filter(|name| !used.contains(name.as_str()));
    unused
        .map(|name| {
            let found = format!("the schema `{name}` is never used");
            Diagnostic::note(pointer.join(name), found)
                .expected("a reference from a parameter, a request body or a response")
                .help("remove the schema, or add the operation that uses it")
        })
        .collect()
}

/// Returns the names of the schemas to which references from outside of all schemas lead.
fn used<'a>(document: &'a Value, schemas: &'a Map<String, Value>) -> HashSet<&'a str> {
    let mut waiting = Vec::new();
    for (name, member) in document.as_object().into_iter().flatten() {
        if name == "components" {
            let sections = member.as_object().into_iter().flatten();
            for (_, entries) in sections.filter(|(section, _)| *section != "schemas") {
                collect(entries, &mut waiting);
            }
        } else {
            collect(member, &mut waiting);
        }
    }
    let mut used = HashSet::new();
    while let Some(name) = waiting.pop() {
        if used.insert(name)
            && let Some(schema) = schemas.get(name)
        {
            collect(schema, &mut waiting);
        }
    }
    used
}

/// Collects the names of the schemas that a value refers to. The `mapping` of a discriminator has references without
/// `$ref`.
fn collect<'a>(value: &'a Value, names: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => names.extend(text.strip_prefix(PREFIX)),
        Value::Array(elements) => {
            for element in elements {
                collect(element, names);
            }
        }
        Value::Object(members) => {
            for member in members.values() {
                collect(member, names);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
