//! The properties that tell the schemas of a union apart.

use std::collections::{BTreeSet, HashMap, HashSet};

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type as SchemaType};

use crate::lower::Lowering;
use crate::lower::schema::SchemaUse;

/// The names of the properties of an object.
#[derive(Default)]
pub(super) struct Shape<'a> {
    /// All properties, in the order of the document, with their values if they are enums of strings.
    properties: Vec<(&'a str, Vec<&'a str>)>,
    required: BTreeSet<&'a str>,
}

impl<'a> Shape<'a> {
    fn has(&self, name: &str) -> bool {
        self.properties.iter().any(|(other, _)| *other == name)
    }

    fn values(&self, name: &str) -> &[&'a str] {
        let found = self.properties.iter().find(|(other, _)| *other == name);
        found.map_or(&[], |(_, values)| values)
    }
}

/// Returns the order in which shapes have to be tried, so that the first one whose required properties are there is that of
/// the value: each has one that the later ones do not have. `None` if there is no such order.
pub(super) fn order(shapes: &[Shape<'_>]) -> Option<Vec<usize>> {
    let mut rest: Vec<usize> = (0..shapes.len()).collect();
    let mut order = Vec::new();
    while !rest.is_empty() {
        let is_first = |one: &usize| {
            let mut others = rest.iter().filter(|other| *other != one);
            others.all(|other| {
                shapes[*one].required.iter().any(|key| !shapes[*other].has(key))
            })
        };
        let position = rest.iter().position(is_first)?;
        order.push(rest.remove(position));
    }
    Some(order)
}

impl<'a> Lowering<'a> {
    /// Returns the properties of an object, including those in its `allOf`; `None` if it is none.
    pub(super) fn shape(&mut self, schema: SchemaUse<'a>) -> Option<Shape<'a>> {
        let mut shape = Shape::default();
        let mut visited = HashSet::new();
        let mut rest = vec![schema];
        while let Some(schema) = rest.pop() {
            if let SchemaUse::Named(name) = schema
                && !visited.insert(self.resolve_alias(name))
            {
                continue;
            }
            let schema = self.schema_of(schema)?;
            match &schema.schema_kind {
                SchemaKind::Type(SchemaType::Object(object)) => {
                    self.add_properties(&mut shape, object.properties.iter());
                    shape.required.extend(object.required.iter().map(String::as_str));
                }
                SchemaKind::AllOf { all_of } => {
                    rest.extend(all_of.iter().rev().map(SchemaUse::from));
                }
                SchemaKind::Any(any)
                    if any.one_of.is_empty() && any.any_of.is_empty() =>
                {
                    self.add_properties(&mut shape, any.properties.iter());
                    shape.required.extend(any.required.iter().map(String::as_str));
                    rest.extend(any.all_of.iter().rev().map(SchemaUse::from));
                }
                _ => return None,
            }
        }
        (!shape.properties.is_empty()).then_some(shape)
    }

    fn add_properties(
        &mut self,
        shape: &mut Shape<'a>,
        properties: impl Iterator<Item = (&'a String, &'a ReferenceOr<Box<Schema>>)>,
    ) {
        for (name, schema) in properties {
            let schema = self.schema_of(SchemaUse::from(schema));
            let values = match schema.map(|schema| &schema.schema_kind) {
                Some(SchemaKind::Type(SchemaType::String(string))) => {
                    string.enumeration.iter().flatten().map(String::as_str).collect()
                }
                _ => Vec::new(),
            };
            shape.properties.push((name, values));
        }
    }

    /// Returns the discriminator of a union, and its values for each schema, unless the document leaves them open.
    ///
    /// Where none is declared, it is a property that all schemas have, with different values.
    pub(super) fn discriminator_of(
        &mut self,
        union: &'a Schema,
        members: &[SchemaUse<'a>],
        shapes: &[Shape<'a>],
    ) -> Option<(String, Vec<Vec<String>>)> {
        let declared = union.schema_data.discriminator.as_ref();
        if let Some(declared) = declared {
            let property = declared.property_name.as_str();
            let mut mapped: HashMap<&str, Vec<String>> = HashMap::new();
            for (value, target) in &declared.mapping {
                let target =
                    target.strip_prefix("#/components/schemas/").unwrap_or(target);
                let target = self.resolve_alias(target);
                mapped.entry(target).or_default().push(value.clone());
            }
            let names = members.iter().zip(shapes).map(|(member, shape)| {
                let own = shape.values(property).iter().map(ToString::to_string);
                let SchemaUse::Named(name) = member else {
                    return own.collect();
                };
                let name = self.resolve_alias(name);
                match mapped.get(name) {
                    Some(values) => values.clone(),
                    None if shape.values(property).is_empty() => vec![name.to_owned()],
                    None => own.collect(),
                }
            });
            let names: Vec<Vec<String>> = names.collect();
            return are_distinct(&names).then(|| (property.to_owned(), names));
        }
        let [first, _, ..] = shapes else {
            return None;
        };
        first.properties.iter().find_map(|(property, _)| {
            let names = shapes.iter().map(|shape| {
                shape.values(property).iter().map(ToString::to_string).collect()
            });
            let names: Vec<Vec<String>> = names.collect();
            are_distinct(&names).then(|| ((*property).to_owned(), names))
        })
    }
}

/// Returns `true` if each list has a value, and no value is in two lists.
fn are_distinct(lists: &[Vec<String>]) -> bool {
    let mut seen = HashSet::new();
    lists
        .iter()
        .all(|list| !list.is_empty() && list.iter().all(|value| seen.insert(value)))
}
