//! References to properties.

use serde_json::Value;

use super::reader::{Node, Object, Reader};
use crate::ir::fake::drafts::{InstanceDraft, ReferenceDraft, Target};

/// The members of a reference.
pub(super) const MEMBERS: [&str; 5] =
    ["property", "ancestor", "singleton", "resource", "where"];

/// Reads a reference.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ReferenceDraft> {
    let object = reader.object(node, &MEMBERS)?;
    read_in(reader, &object)
}

/// Reads the reference in an object that may have other members.
pub(super) fn read_in(
    reader: &mut Reader<'_>,
    object: &Object<'_>,
) -> Option<ReferenceDraft> {
    let instance = if let Some(ancestor) = object.get("ancestor") {
        InstanceDraft::Ancestor(reader.name(&ancestor)?)
    } else if let Some(singleton) = object.get("singleton") {
        InstanceDraft::Singleton(reader.name(&singleton)?)
    } else if let Some(resource) = object.get("resource") {
        let resource = reader.name(&resource)?;
        let condition = reader.required(object, "where")?;
        let condition_object = reader.map(&condition)?;
        let mut entries = condition_object.entries();
        let (Some((theirs, ours)), None) = (entries.next(), entries.next()) else {
            return reader.unexpected(&condition, "one property of the other instance, and the property of this instance with the same value");
        };
        InstanceDraft::Where {
            resource,
            theirs,
            ours: reader.name(&ours)?,
        }
    } else {
        // Without any of them, the property is one of the instance itself.
        reader.required(object, "property")?;
        InstanceDraft::This
    };
    let property = object.get("property").and_then(|node| reader.name(&node));
    Some(ReferenceDraft {
        instance,
        property,
        pointer: object.pointer.clone(),
    })
}

/// Reads the property that something sets, or `false`.
pub(super) fn target(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Target> {
    match node.value {
        Value::Bool(false) => Some(Target::Nothing),
        Value::String(_) => reader.name(node).map(Target::Property),
        _ => reader.unexpected(node, "the name of a property, or `false`"),
    }
}
