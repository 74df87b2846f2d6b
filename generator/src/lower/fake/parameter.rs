//! Extensions of parameters.

use serde_json::Value;

use super::reader::{Node, Reader};
use super::{reference, refusal};
use crate::ir::Location;
use crate::ir::fake::Comparison;
use crate::ir::fake::drafts::{Name, ParameterDraft};

const COMPARISONS: [(&str, Comparison); 3] = [
    ("equal", Comparison::Equal),
    ("at-least", Comparison::AtLeast),
    ("at-most", Comparison::AtMost),
];

/// The members beside those of a refusal.
const MEMBERS: [&str; 12] = [
    "sets",
    "deadline",
    "default",
    "filter",
    "comparison",
    "order",
    "max-length",
    "max-items",
    "ignored-with",
    "values",
    "prefix",
    "limit",
];

/// Reads the extension of a parameter.
pub(super) fn read(
    reader: &mut Reader<'_>,
    (wire, location): (&str, Location),
    node: &Node<'_>,
) -> Option<ParameterDraft> {
    let object = reader.object(node, &[&MEMBERS[..], &refusal::MEMBERS].concat())?;
    let sets = object.get("sets");
    let sets = sets.and_then(|node| reference::target(reader, &node));
    let comparison = object.get("comparison");
    let comparison = comparison.and_then(|node| reader.word(&node, &COMPARISONS));
    let filter = object.get("filter").and_then(|node| reader.name(&node));
    let refusal = object
        .has_any(&refusal::MEMBERS)
        .then(|| refusal::read(reader, &object))
        .flatten();
    let limit = object.get("limit");
    let limit = limit.and_then(|node| reader.object(&node, &refusal::MEMBERS));
    let order = object.get("order").map(|node| order(reader, &node));
    Some(ParameterDraft {
        location,
        wire: wire.to_owned(),
        sets,
        deadline: object.get("deadline").and_then(|node| reader.name(&node)),
        default: object.get("default").and_then(|node| reference::read(reader, &node)),
        filter: filter.map(|name| (name, comparison.unwrap_or(Comparison::Equal))),
        newest_first: order == Some(Order::NewestFirst),
        order: order == Some(Order::Set),
        max_length: object.get("max-length").and_then(|node| reader.integer(&node)),
        max_items: object.get("max-items").and_then(|node| reader.integer(&node)),
        ignored_with: object.get("ignored-with").and_then(|node| reader.name(&node)),
        values: object
            .get("values")
            .map(|node| reader.text_pairs(&node))
            .unwrap_or_default(),
        prefix: object.get("prefix").and_then(|node| prefix(reader, &node)),
        refusal,
        limit_refusal: limit.and_then(|object| refusal::read(reader, &object)),
        pointer: node.pointer.clone(),
    })
}

/// The order of a list that a parameter sets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Its value is the order.
    Set,
    /// A list that it selects begins with the newest instance.
    NewestFirst,
    /// Nothing: the value is not supported.
    Unknown,
}

fn order(reader: &mut Reader<'_>, node: &Node<'_>) -> Order {
    match node.value {
        Value::Bool(true) => Order::Set,
        Value::String(text) if text == "newest-first" => Order::NewestFirst,
        _ => {
            let _: Option<()> = reader.unexpected(node, "`true` or `newest-first`");
            Order::Unknown
        }
    }
}

/// Reads the property that the text before the first colon sets.
fn prefix(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Name, String)> {
    let object = reader.object(node, &["sets", "otherwise"])?;
    let [sets, otherwise] =
        ["sets", "otherwise"].map(|member| reader.required(&object, member));
    Some((reader.name(&sets?)?, reader.text(&otherwise?)?))
}
