//! Extensions of operations.

use super::reader::{Node, Reader};
use super::{reference, refusal};
use crate::ir::fake::drafts::{ConditionDraft, ConditionalRefusalDraft, OperationDraft};

/// The members that tell the condition of a refusal.
const CONDITIONS: [&str; 4] = ["if", "none-of", "all-of", "missing"];

/// Reads the extension of an operation.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<OperationDraft> {
    let object = reader.object(node, &["refuse", "status"])?;
    let refuse = object.get("refuse").map(|node| reader.list(&node));
    let refuse = refuse.unwrap_or_default();
    Some(OperationDraft {
        refuse: refuse.iter().filter_map(|node| refusal_if(reader, node)).collect(),
        status: object.get("status").and_then(|node| reader.integer(&node)),
        parameters: Vec::new(),
    })
}

fn refusal_if(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<ConditionalRefusalDraft> {
    let known = [&CONDITIONS[..], &["resource"], &refusal::MEMBERS].concat();
    let object = reader.object(node, &known)?;
    let refusal = refusal::read(reader, &object);
    let condition = if let Some(condition) = object.get("if") {
        condition_if(reader, &condition)?
    } else if let Some(names) = object.get("none-of") {
        ConditionDraft::NoneOf(reader.names(&names))
    } else if let Some(names) = object.get("all-of") {
        ConditionDraft::AllOf(reader.names(&names))
    } else if let Some(parameter) = object.get("missing") {
        let parameter = reader.name(&parameter)?;
        let resource = reader.required(&object, "resource")?;
        ConditionDraft::Missing(parameter, reader.name(&resource)?)
    } else {
        let expected = format!("a condition: `{}`", CONDITIONS.join("`, `"));
        return reader.unexpected(node, &expected);
    };
    Some(ConditionalRefusalDraft {
        condition,
        refusal: refusal?,
    })
}

/// Reads a reference and the values with which the request is refused.
fn condition_if(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ConditionDraft> {
    let known = [&reference::MEMBERS[..], &["equals", "in"]].concat();
    let object = reader.object(node, &known)?;
    let from = reference::read_in(reader, &object)?;
    let values = match object.get("in") {
        Some(values) => reader.texts(&values),
        None => {
            let value = reader.required(&object, "equals")?;
            vec![reader.text(&value)?]
        }
    };
    Some(ConditionDraft::If(from, values))
}
