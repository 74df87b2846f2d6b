//! Extensions of schemas: the values of properties.

use serde_json::Value;

use super::reader::{Node, Object, Reader};
use super::{event, reference};
use crate::ir::fake::drafts::{CountDraft, Name, SchemaDraft, ValueDraft};

/// The members that tell the value of a property.
const VALUES: [&str; 9] = [
    "initial", "sid", "account", "created", "updated", "index", "copy", "read", "count",
];

/// Reads the extension of a schema.
pub(super) fn read(reader: &mut Reader<'_>, draft: &mut SchemaDraft, node: &Node<'_>) {
    let known = [&VALUES[..], &["properties", "value"]].concat();
    let Some(object) = reader.object(node, &known) else {
        return;
    };
    draft.value = value_in(reader, &object);
    if let Some(properties) = object.get("properties") {
        draft.properties = properties_of(reader, &properties);
    }
    draft.sent = object.get("value").and_then(|node| event::value(reader, &node));
}

/// Reads the values of properties, by their names.
fn properties_of(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<(Name, ValueDraft)> {
    let Some(object) = reader.map(node) else {
        return Vec::new();
    };
    let values = object.entries().filter_map(|(name, node)| {
        let object = reader.object(&node, &VALUES)?;
        let value = value_in(reader, &object)
            .or_else(|| reader.incomplete(&node.pointer, "the value", &VALUES))?;
        Some((name, value))
    });
    values.collect()
}

/// Reads the value of a property of a companion: a reference, or the JSON value itself.
pub(super) fn companion_value(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<ValueDraft> {
    let is_reference = node.value.as_object().is_some_and(|members| {
        !members.is_empty()
            && members.keys().all(|name| reference::MEMBERS.contains(&name.as_str()))
    });
    if is_reference {
        reference::read(reader, node).map(|from| ValueDraft::Copy(vec![from]))
    } else {
        Some(ValueDraft::Initial(node.value.to_string()))
    }
}

/// Reads the value of a property in an object that may have other members.
fn value_in(reader: &mut Reader<'_>, object: &Object<'_>) -> Option<ValueDraft> {
    if let Some(initial) = object.get("initial") {
        return Some(ValueDraft::Initial(initial.value.to_string()));
    }
    if let Some(from) = object.get("copy") {
        let all = match from.value {
            Value::Array(_) => reader.list(&from),
            _ => vec![from],
        };
        let all = all.iter().filter_map(|from| reference::read(reader, from));
        return Some(ValueDraft::Copy(all.collect()));
    }
    if let Some(from) = object.get("read") {
        return reference::read(reader, &from).map(ValueDraft::Read);
    }
    if let Some(count) = object.get("count") {
        return count_of(reader, &count);
    }
    let marks = [
        ("sid", ValueDraft::Sid),
        ("account", ValueDraft::Account),
        ("created", ValueDraft::Created),
        ("updated", ValueDraft::Updated),
        ("index", ValueDraft::Index),
    ];
    marks.into_iter().find_map(|(name, value)| {
        let mark = object.get(name)?;
        reader.mark(&mark).then_some(value)
    })
}

/// Reads a number of instances.
fn count_of(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ValueDraft> {
    let known = ["resource", "property", "above", "maximum"];
    let object = reader.object(node, &known)?;
    let [resource, property, above, maximum] =
        known.map(|member| reader.required(&object, member));
    Some(ValueDraft::Count(CountDraft {
        resource: reader.name(&resource?)?,
        property: reader.name(&property?)?,
        above: reader.name(&above?)?,
        maximum: reader.integer(&maximum?)?,
    }))
}
