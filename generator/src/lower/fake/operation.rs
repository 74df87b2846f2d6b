//! Extensions of operations.

use super::reader::{Node, Reader};
use super::{condition, refusal};
use crate::ir::fake::drafts::{ConditionalRefusalDraft, OperationDraft};

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
    let known = [&condition::MEMBERS[..], &["resource"], &refusal::MEMBERS].concat();
    let object = reader.object(node, &known)?;
    let refusal = refusal::read(reader, &object);
    Some(ConditionalRefusalDraft {
        condition: condition::read_in(reader, &object)?,
        refusal: refusal?,
    })
}
