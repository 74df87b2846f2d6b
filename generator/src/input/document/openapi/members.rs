//! The members of the objects.

use std::collections::{BTreeMap, BTreeSet};

use super::DOCUMENT;
use crate::input::shape::{Object, Shape};

/// Returns the names of the members of each object that a document may contain. Members whose names follow a pattern are
/// left out, and so are those of objects that the generator does not read.
pub fn members() -> BTreeMap<String, BTreeSet<String>> {
    let mut members = BTreeMap::new();
    let mut rest = vec![&DOCUMENT];
    while let Some(object) = rest.pop() {
        if members.contains_key(object.name) {
            continue;
        }
        let names = object.members.iter().map(|member| member.name.to_owned());
        members.insert(object.name.to_owned(), names.collect());
        let others = object.others.iter().map(|(_, shape)| **shape);
        let shapes = object.members.iter().map(|member| member.shape).chain(others);
        rest.extend(shapes.filter_map(inner));
    }
    members
}

/// Returns the object that a value consists of.
fn inner(shape: Shape) -> Option<&'static Object> {
    match shape {
        Shape::Is(object) | Shape::SchemaOrFlag(object) => Some(object),
        Shape::List(shape) | Shape::Map(shape) => inner(*shape),
        _ => None,
    }
}
