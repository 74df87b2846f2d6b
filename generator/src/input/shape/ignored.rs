//! Finds the members that the generator ignores.

use serde_json::{Map, Value};

use super::{LazyPointer, Object, Shape};
use crate::diagnostics::{Diagnostics, Ignored};

/// Returns a note for each kind of member that the document uses and the generator ignores.
pub(crate) fn ignored(value: &Value, object: &'static Object) -> Diagnostics {
    let mut found = Ignored::default();
    visit(value, Shape::Is(object), &LazyPointer::Root, &mut found);
    found.into_notes()
}

fn visit(value: &Value, shape: Shape, place: &LazyPointer<'_>, found: &mut Ignored) {
    match (shape, value) {
        (Shape::Is(object) | Shape::SchemaOrFlag(object), Value::Object(members)) => {
            visit_object(members, object, place, found);
        }
        (Shape::List(shape), Value::Array(elements)) => {
            for (index, element) in elements.iter().enumerate() {
                visit(element, *shape, &LazyPointer::Element(place, index), found);
            }
        }
        (Shape::Map(shape), Value::Object(members)) => {
            for (name, member) in members {
                visit(member, *shape, &LazyPointer::Member(place, name), found);
            }
        }
        _ => {}
    }
}

fn visit_object(
    members: &Map<String, Value>,
    object: &'static Object,
    place: &LazyPointer<'_>,
    found: &mut Ignored,
) {
    // The members beside a reference are reported on their own, and its target is visited in its place.
    if object.section.is_some() && members.contains_key("$ref") {
        return;
    }
    for (name, value) in members {
        let place = LazyPointer::Member(place, name);
        let known = object.members.iter().find(|member| member.name == name);
        match known {
            Some(member) if !member.ignored.is_empty() => {
                let what = (member.name, object.name);
                found.add(what, member.ignored, || place.pointer());
            }
            _ => {
                if let Some(shape) = object.member(name) {
                    visit(value, shape, &place, found);
                }
            }
        }
    }
}
