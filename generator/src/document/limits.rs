//! How large a document may grow while it is put together, so that no input exhausts the stack or the memory.

use serde_json::Value;

use super::shape::Place;
use crate::pointer::Pointer;

/// How deeply values may nest: thrice as deep as in any document of Twilio's, and little enough for a stack of 2 MiB
/// without optimisation.
pub(super) const MAX_DEPTH: usize = 64;

/// How many values the aliases of YAML, or the references of the document, may copy in all: far more than a document
/// needs.
pub(super) const MAX_COPIED: usize = 1_000_000;

/// How many values a value holds, itself included.
pub(super) fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

/// How deeply the values in a value nest; nothing nests in a scalar.
pub(super) fn depth(value: &Value) -> usize {
    let inner = match value {
        Value::Array(elements) => elements.iter().map(depth).max(),
        Value::Object(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or(0)
}

/// The first place in a document that lies too deep.
pub(super) fn too_deep(document: &Value) -> Option<Pointer> {
    place_below(document, &Place::Root, MAX_DEPTH)
}

/// The first place so many levels below another where values still nest.
fn place_below(value: &Value, place: &Place<'_>, levels: usize) -> Option<Pointer> {
    match value {
        Value::Array(_) | Value::Object(_) if levels == 0 => Some(place.pointer()),
        Value::Array(elements) => {
            elements.iter().enumerate().find_map(|(index, element)| {
                place_below(element, &Place::Element(place, index), levels - 1)
            })
        }
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            place_below(member, &Place::Member(place, name), levels - 1)
        }),
        _ => None,
    }
}
