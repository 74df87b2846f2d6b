//! Extensions of parameters.

use serde_json::Value;

use super::reader::{Node, Reader};
use super::refusal;
use crate::ir::Location;
use crate::ir::fake::Comparison;
use crate::ir::fake::drafts::ParameterDraft;

const COMPARISONS: [(&str, Comparison); 3] = [
    ("equal", Comparison::Equal),
    ("at-least", Comparison::AtLeast),
    ("at-most", Comparison::AtMost),
];

/// Reads the extension of a parameter.
pub(super) fn read(
    reader: &mut Reader<'_>,
    (wire, location): (&str, Location),
    node: &Node<'_>,
) -> Option<ParameterDraft> {
    let own =
        ["sets", "deadline", "filter", "comparison", "order", "max-length", "limit"];
    let object = reader.object(node, &[&own[..], &refusal::MEMBERS].concat())?;
    let sets = object.get("sets").and_then(|node| match node.value {
        Value::Bool(false) => Some(None),
        Value::String(_) => reader.name(&node).map(Some),
        _ => reader.unexpected(&node, "the name of a property, or `false`"),
    });
    let comparison = object.get("comparison");
    let comparison = comparison.and_then(|node| reader.word(&node, &COMPARISONS));
    let filter = object.get("filter").and_then(|node| reader.name(&node));
    let refusal = object
        .has_any(&refusal::MEMBERS)
        .then(|| refusal::read(reader, &object))
        .flatten();
    let limit = object.get("limit");
    let limit = limit.and_then(|node| reader.object(&node, &refusal::MEMBERS));
    Some(ParameterDraft {
        location,
        wire: wire.to_owned(),
        sets,
        deadline: object.get("deadline").and_then(|node| reader.name(&node)),
        filter: filter.map(|name| (name, comparison.unwrap_or(Comparison::Equal))),
        order: object.get("order").is_some_and(|node| reader.mark(&node)),
        max_length: object.get("max-length").and_then(|node| reader.integer(&node)),
        refusal,
        limit_refusal: limit.and_then(|object| refusal::read(reader, &object)),
        pointer: node.pointer.clone(),
    })
}
