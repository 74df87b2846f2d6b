//! Replaces inline schemas with references to the components that they are equal to.
//!
//! Documents that a program has written repeat components wherever they are used. References make one type of them again. Schemas
//! are equal if they differ in their documentation only. If several components are equal, the one with the same description
//! is meant.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::super::openapi::DOCUMENT;
use super::components::SCHEMAS;
use crate::diagnostics::Pointer;
use crate::input::shape::{LazyPointer, Object, Shape};

/// The nesting of components that is compared; `lower` refuses documents with more.
const MAX_DEPTH: usize = 150;

/// Replaces the inline objects and enums that are equal to a component.
pub(super) fn refer_to_components(document: &mut Value) {
    let mut candidates = candidates(document);
    if !candidates.by_class.is_empty() {
        candidates.visit(document, Shape::Is(&DOCUMENT), &LazyPointer::Root);
    }
}

/// The components that inline schemas can be equal to.
struct Candidates {
    classes: Classes,
    by_class: HashMap<usize, Vec<Component>>,
}

#[derive(Clone)]
struct Component {
    name: String,
    description: Option<Value>,
}

fn candidates(document: &Value) -> Candidates {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let schemas = schemas.cloned().unwrap_or_default();
    let names: Vec<String> = schemas.keys().cloned().collect();
    let mut classes = Classes::of(schemas);
    let mut by_class: HashMap<usize, Vec<Component>> = HashMap::new();
    for name in names {
        let class = classes.of_component(&name);
        let Some(Value::Object(schema)) = classes.components.get(&name) else {
            continue;
        };
        if is_type(schema) {
            let description = schema.get("description").cloned();
            by_class.entry(class).or_default().push(Component { name, description });
        }
    }
    Candidates { classes, by_class }
}

/// Returns the component that an inline schema means, of those that are equal to it.
fn meant<'c>(
    equal: &'c [Component],
    schema: &Map<String, Value>,
) -> Option<&'c Component> {
    match equal {
        [only] => Some(only),
        _ => equal.iter().find(|component| {
            component.description.as_ref() == schema.get("description")
        }),
    }
}

/// Returns `true` if a schema becomes a type: an object with properties, or an enum.
fn is_type(schema: &Map<String, Value>) -> bool {
    let has_properties = schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|properties| !properties.is_empty());
    let values = schema.get("enum").and_then(Value::as_array);
    has_properties || values.is_some_and(|values| values.iter().any(Value::is_string))
}

impl Candidates {
    /// Returns the component that an inline schema is equal to.
    fn find(&mut self, schema: &Map<String, Value>) -> Option<Component> {
        let class = self.classes.of_members(schema);
        meant(self.by_class.get(&class)?, schema).cloned()
    }

    /// Visits the schemas of a document, and replaces those that are equal to a component.
    fn visit(&mut self, value: &mut Value, shape: Shape, place: &LazyPointer<'_>) {
        match (shape, value) {
            (
                Shape::Is(object) | Shape::SchemaOrFlag(object),
                Value::Object(members),
            ) => {
                self.visit_object(members, object, place);
            }
            (Shape::List(shape), Value::Array(elements)) => {
                for (index, element) in elements.iter_mut().enumerate() {
                    self.visit(element, *shape, &LazyPointer::Element(place, index));
                }
            }
            (Shape::Map(shape), Value::Object(members)) => {
                for (name, member) in members {
                    self.visit(member, *shape, &LazyPointer::Member(place, name));
                }
            }
            _ => {}
        }
    }

    fn visit_object(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        place: &LazyPointer<'_>,
    ) {
        let is_inline_type = object.section == Some(SCHEMAS)
            && !place.is_component()
            && !members.contains_key("$ref")
            && is_type(members);
        if is_inline_type && let Some(component) = self.find(members) {
            replace(members, &component);
            return;
        }
        for (name, member) in members.iter_mut() {
            if let Some(shape) = object.member(name) {
                self.visit(member, shape, &LazyPointer::Member(place, name));
            }
        }
    }
}

/// Replaces an inline schema with a reference, next to which it keeps what it says of this use.
fn replace(members: &mut Map<String, Value>, component: &Component) {
    let is_said = |name: &str, value: &Value| match name {
        "description" => component.description.as_ref() != Some(value),
        "nullable" => true,
        _ => false,
    };
    members.retain(|name, value| is_said(name, value));
    let place = Pointer::root().join("components").join(SCHEMAS).join(&component.name);
    members.insert("$ref".to_owned(), format!("#{place}").into());
}

/// The classes of equal schemas, by number.
struct Classes {
    components: Map<String, Value>,
    /// The class of each component; `None` while it is being determined.
    known: HashMap<String, Option<usize>>,
    numbers: HashMap<String, usize>,
    /// The number of components that the current one is nested in.
    depth: usize,
}

impl Classes {
    fn of(components: Map<String, Value>) -> Self {
        Self {
            components,
            known: HashMap::new(),
            numbers: HashMap::new(),
            depth: 0,
        }
    }

    fn of_component(&mut self, name: &str) -> usize {
        match self.known.get(name) {
            Some(Some(class)) => return *class,
            // It contains itself: equal to nothing but a reference to it.
            Some(None) => return self.number(format!("recursive {name}")),
            None => {}
        }
        let Some(mut schema) = self.components.get(name).cloned() else {
            return self.number(format!("unknown {name}"));
        };
        // The name of the component, not of its uses.
        if let Value::Object(members) = &mut schema {
            members.shift_remove("x-name");
        }
        if self.depth == MAX_DEPTH {
            return self.number(format!("nested {name}"));
        }
        self.known.insert(name.to_owned(), None);
        self.depth += 1;
        let class = self.of_schema(&schema);
        self.depth -= 1;
        self.known.insert(name.to_owned(), Some(class));
        class
    }

    fn of_schema(&mut self, schema: &Value) -> usize {
        let Value::Object(members) = schema else {
            return self.number(schema.to_string());
        };
        let reference = members.get("$ref").and_then(Value::as_str);
        let name = reference.and_then(|text| text.strip_prefix("#/components/schemas/"));
        let class = match name {
            Some(name) => self.of_component(&name.replace("~1", "/").replace("~0", "~")),
            None => self.of_members(members),
        };
        if members.get("nullable") == Some(&Value::Bool(true)) {
            self.number(format!("nullable {class}"))
        } else {
            class
        }
    }

    /// Returns the class of a schema with these members, as if it were not nullable.
    fn of_members(&mut self, members: &Map<String, Value>) -> usize {
        let mut facts: BTreeMap<&str, String> = BTreeMap::new();
        for (name, member) in members {
            let fact = match name.as_str() {
                "description"
                | "title"
                | "example"
                | "examples"
                | "externalDocs"
                | "nullable"
                | "x-enum-descriptions" => continue,
                "properties" => self.of_properties(member),
                "items" | "additionalProperties" | "not" => {
                    self.of_schema(member).to_string()
                }
                "allOf" | "oneOf" | "anyOf" => self.of_list(member),
                "required" => sorted(member),
                _ => member.to_string(),
            };
            facts.insert(name, fact);
        }
        self.number(format!("{facts:?}"))
    }

    fn of_properties(&mut self, properties: &Value) -> String {
        let properties = properties.as_object().into_iter().flatten();
        let classes: BTreeMap<&String, usize> =
            properties.map(|(name, schema)| (name, self.of_schema(schema))).collect();
        format!("{classes:?}")
    }

    fn of_list(&mut self, schemas: &Value) -> String {
        let schemas = schemas.as_array().into_iter().flatten();
        let classes: Vec<usize> = schemas.map(|schema| self.of_schema(schema)).collect();
        format!("{classes:?}")
    }

    fn number(&mut self, key: String) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(key).or_insert(next)
    }
}

/// Returns a list of names in alphabetical order.
fn sorted(names: &Value) -> String {
    let names = names.as_array().into_iter().flatten();
    let mut names: Vec<String> = names.map(Value::to_string).collect();
    names.sort_unstable();
    format!("{names:?}")
}
