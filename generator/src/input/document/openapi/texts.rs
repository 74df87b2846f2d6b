//! Members of a document that contain free text.

use std::collections::BTreeSet;

use super::DOCUMENT;
use crate::input::shape::{Object, Shape};

/// Returns the members of OpenAPI objects that contain free text, such as `Info Object.title`, and the maps whose keys are
/// free text, such as `Components Object.schemas{}`. The generator must never emit such text as code.
pub fn texts() -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut rest = vec![&DOCUMENT];
    while let Some(object) = rest.pop() {
        if seen.insert(object.name) {
            members(object, &mut texts, &mut rest);
        }
    }
    texts
}

fn members(
    object: &'static Object,
    texts: &mut BTreeSet<String>,
    rest: &mut Vec<&'static Object>,
) {
    let members = object.members.iter();
    let named =
        members.map(|member| (format!("{}.{}", object.name, member.name), member.shape));
    let others =
        object.others.map(|(_, shape)| (object.name.to_owned(), Shape::Map(shape)));
    for (name, shape) in named.chain(others) {
        let mut shape = shape;
        loop {
            match shape {
                Shape::Map(values) => {
                    texts.insert(format!("{name}{{}}"));
                    shape = *values;
                    continue;
                }
                Shape::List(elements) => {
                    shape = *elements;
                    continue;
                }
                Shape::Is(object) | Shape::SchemaOrFlag(object) => rest.push(object),
                Shape::Text
                | Shape::Any
                | Shape::Example
                | Shape::Examples
                | Shape::Values => {
                    texts.insert(name.clone());
                }
                Shape::Flag
                | Shape::ExclusiveLimit(_)
                | Shape::Number
                | Shape::Count
                | Shape::Choice(_)
                | Shape::SchemaType => {}
            }
            break;
        }
    }
}
