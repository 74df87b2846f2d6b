//! The conditions of refusals.

use serde_json::Value;

use super::reader::{Node, Object, Reader};
use super::reference;
use crate::ir::fake::drafts::{ConditionDraft, Name};

/// The members that tell a condition. Several of them have to hold together.
pub(super) const MEMBERS: [&str; 7] =
    ["if", "none-of", "all-of", "any-of", "same", "parameter", "missing"];

/// Reads the condition in an object that may have other members.
pub(super) fn read_in(
    reader: &mut Reader<'_>,
    object: &Object<'_>,
) -> Option<ConditionDraft> {
    let mut conditions = Vec::new();
    for member in MEMBERS {
        if let Some(node) = object.get(member) {
            conditions.push(one(reader, object, member, &node)?);
        }
    }
    match conditions.len() {
        0 => reader.incomplete(&object.pointer, "the condition", &MEMBERS),
        1 => conditions.pop(),
        _ => Some(ConditionDraft::All(conditions)),
    }
}

fn one(
    reader: &mut Reader<'_>,
    object: &Object<'_>,
    member: &str,
    node: &Node<'_>,
) -> Option<ConditionDraft> {
    Some(match member {
        "if" => property(reader, node)?,
        "none-of" => ConditionDraft::NoneOf(reader.names(node)),
        "all-of" => ConditionDraft::AllOf(reader.names(node)),
        "any-of" => ConditionDraft::AnyOf(reader.names(node)),
        "same" => match <[Name; 2]>::try_from(reader.names(node)) {
            Ok([one, other]) => ConditionDraft::Same(one, other),
            Err(_) => return reader.unexpected(node, "the names of two parameters"),
        },
        "parameter" => parameters(reader, node)?,
        _ => {
            let resource = reader.required(object, "resource")?;
            ConditionDraft::Missing(reader.name(node)?, reader.name(&resource)?)
        }
    })
}

/// Reads a reference and the values of the property: `equals` or `in`.
pub(super) fn property(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<ConditionDraft> {
    let known = [&reference::MEMBERS[..], &["equals", "in"]].concat();
    let object = reader.object(node, &known)?;
    let from = reference::read_in(reader, &object)?;
    if let Some(values) = object.get("in") {
        return Some(ConditionDraft::If(from, reader.texts(&values)));
    }
    let value = reader.required(&object, "equals")?;
    if value.value.is_null() {
        return Some(ConditionDraft::IsNull(from));
    }
    Some(ConditionDraft::If(from, vec![reader.text(&value)?]))
}

/// Reads the values of parameters.
fn parameters(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ConditionDraft> {
    let object = reader.map(node)?;
    let mut conditions = Vec::new();
    for (name, node) in object.entries() {
        conditions.push(match node.value {
            Value::Object(_) => {
                let object = reader.object(&node, &["sid-of"])?;
                let resource = reader.required(&object, "sid-of")?;
                ConditionDraft::SidOf(name, reader.name(&resource)?)
            }
            Value::Array(_) => ConditionDraft::Parameter(name, reader.texts(&node)),
            _ => ConditionDraft::Parameter(name, vec![reader.text(&node)?]),
        });
    }
    match conditions.len() {
        1 => conditions.pop(),
        _ => Some(ConditionDraft::All(conditions)),
    }
}
