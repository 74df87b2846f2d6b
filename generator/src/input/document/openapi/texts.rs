//! Where a document holds text of its author's.

use std::collections::BTreeSet;

use super::DOCUMENT;
use crate::input::shape::{Object, Shape};

/// The members of OpenAPI's objects that hold text, as `Info Object.title`, and those whose names the author chooses, as
/// `Components Object.schemas{}`. Whatever stands there, it must stay text.
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
                Shape::Flag | Shape::Number | Shape::Count | Shape::Choice(_) => {}
            }
            break;
        }
    }
}
