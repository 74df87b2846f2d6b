//! Replaces references by the components they refer to, and removes examples.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::super::openapi::DOCUMENT;
use super::super::sources::Sources;
use super::components::{Components, SCHEMAS, percent_decoded};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use crate::input::shape::{LazyPointer, Object, Shape, invalid, is_extension};
use crate::input::source::{MAX_DEPTH, Size, depth};

/// The members that refine one use of a schema next to a reference to it.
const REFINEMENTS: [&str; 4] = ["deprecated", "description", "nullable", "readOnly"];

/// Resolves all references of a document.
pub(super) fn resolve(document: &mut Value, sources: &mut Sources) -> Diagnostics {
    let components = Components::of(document);
    let mut resolver = Resolver {
        components: &components,
        sources,
        problems: Diagnostics::default(),
        open: Vec::new(),
        copied: Size::default(),
        extents: HashMap::new(),
        final_targets: HashMap::new(),
    };
    resolver.visit(document, Shape::Is(&DOCUMENT), &LazyPointer::Root);
    resolver.problems
}

struct Resolver<'components, 'sources> {
    components: &'components Components,
    sources: &'sources mut Sources,
    problems: Diagnostics,
    /// The components that enclose the value being visited.
    open: Vec<Pointer>,
    copied: Size,
    extents: HashMap<Pointer, Extent>,
    /// The final targets of the references that were followed within the components.
    final_targets: HashMap<Pointer, String>,
}

/// The depth and size of a component.
#[derive(Clone, Copy)]
struct Extent {
    depth: usize,
    size: Size,
}

impl<'components> Resolver<'components, '_> {
    fn visit(&mut self, value: &mut Value, shape: Shape, place: &LazyPointer<'_>) {
        match (shape, value) {
            (
                Shape::Is(object) | Shape::SchemaOrFlag(object),
                value @ Value::Object(_),
            ) => {
                self.visit_object(value, object, place);
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
            // A value of the wrong type is reported by `shape::check`.
            _ => {}
        }
    }

    fn visit_object(
        &mut self,
        value: &mut Value,
        object: &'static Object,
        place: &LazyPointer<'_>,
    ) {
        if let Some(section) = object.section
            && let Some(reference) = value.get("$ref").cloned()
        {
            self.warn_of_siblings(value, section, place);
            match self.target(&reference, section, place) {
                Some(name) if section == SCHEMAS => {
                    value["$ref"] = format!("#/components/schemas/{name}").into();
                    keep_refinements(value);
                }
                Some(name) => self.copy(value, object, section, name, place),
                None => {}
            }
            return;
        }
        let Value::Object(members) = value else {
            return;
        };
        let component = place.is_component().then(|| place.pointer());
        let outside = self.open.len();
        self.open.extend(component);
        members.retain(|name, member| match object.member(name) {
            None => true,
            Some(Shape::Example) => false,
            Some(Shape::Examples) => {
                self.visit_examples(member, &LazyPointer::Member(place, name));
                false
            }
            Some(shape) => {
                self.visit(member, shape, &LazyPointer::Member(place, name));
                true
            }
        });
        self.open.truncate(outside);
    }

    /// Checks that the references of examples exist. Examples are not kept.
    fn visit_examples(&mut self, examples: &Value, place: &LazyPointer<'_>) {
        for (name, example) in examples.as_object().into_iter().flatten() {
            if let Some(reference) = example.get("$ref") {
                self.target(reference, "examples", &LazyPointer::Member(place, name));
            }
        }
    }

    /// Replaces a reference by a copy of its target and resolves the references in the copy.
    fn copy(
        &mut self,
        value: &mut Value,
        object: &'static Object,
        section: &str,
        name: String,
        place: &LazyPointer<'_>,
    ) {
        let Some((original, entry)) = self.follow(section, name, place) else {
            return;
        };
        let extent = self.extent(&original, entry);
        if place.depth() + extent.depth > MAX_DEPTH {
            self.report(place, format!("nesting exceeds {MAX_DEPTH} levels"));
            return;
        }
        if self.copied.excess().is_some() {
            return;
        }
        self.copied.add(extent.size);
        if let Some(excess) = self.copied.excess() {
            self.report(place, format!("the references copy more than {excess}"));
            return;
        }
        *value = entry.clone();
        self.sources.note_copy(place.pointer(), original.clone());
        self.open.push(original);
        self.visit_object(value, object, place);
        self.open.pop();
    }

    /// Returns the extent of an entry, which is measured once.
    fn extent(&mut self, original: &Pointer, entry: &Value) -> Extent {
        if let Some(known) = self.extents.get(original) {
            return *known;
        }
        let extent = Extent {
            depth: depth(entry),
            size: Size::of(entry),
        };
        self.extents.insert(original.clone(), extent);
        extent
    }

    /// Returns the entry at the end of a chain of references, and its pointer.
    fn follow(
        &mut self,
        section: &str,
        name: String,
        place: &LazyPointer<'_>,
    ) -> Option<(Pointer, &'components Value)> {
        let (mut name, mut passed) = (name, HashSet::new());
        loop {
            let original = Pointer::root().join("components").join(section).join(&name);
            if self.open.contains(&original) || passed.contains(&original) {
                let found = format!("the reference to `{name}` is circular");
                self.problems.push(
                    Diagnostic::error(place.pointer().join("$ref"), found)
                        .expected("references that end in a definition")
                        .help("replace one of the references by a definition"),
                );
                return None;
            }
            let entry = self.components.entry(section, &name)?;
            let Some(reference) = entry.get("$ref") else {
                let ends = passed.into_iter().map(|passed| (passed, name.clone()));
                self.final_targets.extend(ends);
                return Some((original, entry));
            };
            name = match self.final_targets.get(&original) {
                Some(end) => end.clone(),
                None => self.target(reference, section, place)?,
            };
            passed.insert(original);
        }
    }

    /// Returns the name of the component that a reference refers to. Reports a problem if it does not exist.
    fn target(
        &mut self,
        reference: &Value,
        section: &str,
        place: &LazyPointer<'_>,
    ) -> Option<String> {
        let mut problem = |found: String, expected: String, help: &str| {
            self.problems.push(
                Diagnostic::error(place.pointer().join("$ref"), found)
                    .expected(expected)
                    .help(help),
            );
            None
        };
        let shape = format!("a reference such as `#/components/{section}/Name`");
        let Some(reference) = reference.as_str() else {
            return problem(invalid("`$ref`", reference), shape, "");
        };
        let Some(pointer) = reference.strip_prefix('#') else {
            let found = format!("`{reference}` refers to another file");
            return problem(found, shape, "bundle the files into one document");
        };
        let tokens: Vec<_> = Pointer::from(percent_decoded(pointer)).tokens().collect();
        match tokens.as_slice() {
            [root, actual, name] if root == "components" && actual == section => {
                if self.components.has(section, name) {
                    return Some(name.clone());
                }
                let expected = format!("the name of an entry of `components/{section}`");
                problem(
                    format!("`{reference}` does not exist"),
                    expected,
                    "correct the name, or add the component",
                )
            }
            _ => problem(
                format!(
                    "`{reference}` does not refer to an entry of `components/{section}`"
                ),
                shape,
                "move the target there, and refer to it by its name",
            ),
        }
    }

    fn warn_of_siblings(
        &mut self,
        value: &Value,
        section: &str,
        place: &LazyPointer<'_>,
    ) {
        let siblings: Vec<_> = value
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .filter(|name| *name != "$ref")
            .filter(|name| section != SCHEMAS || !is_kept(name) && *name != "example")
            .collect();
        if siblings.is_empty() {
            return;
        }
        let names = siblings
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let found = format!("OpenAPI 3.0 ignores members next to `$ref`: {names}");
        let help = if section == SCHEMAS {
            "write `allOf: [{$ref: ...}]` instead of `$ref: ...`"
        } else {
            "remove them"
        };
        self.problems.push(Diagnostic::warning(place.pointer(), found).help(help));
    }

    fn report(&mut self, place: &LazyPointer<'_>, found: String) {
        self.problems.push(Diagnostic::error(place.pointer(), found));
    }
}

/// Moves a reference to a schema with members that refine this use of it, such as a description or a name that an overlay
/// sets, into an `allOf` next to them. OpenAPI 3.0 ignores such members, OpenAPI 3.1 does not, and authors mean them.
fn keep_refinements(value: &mut Value) {
    let Value::Object(members) = value else {
        return;
    };
    if members.keys().any(|name| is_kept(name)) {
        members.retain(|name, _| name == "$ref" || is_kept(name));
        let reference = members.shift_remove("$ref").unwrap_or_default();
        members.insert("allOf".to_owned(), json!([{"$ref": reference}]));
    }
}

/// Returns `true` if a member next to a reference to a schema is kept.
fn is_kept(name: &str) -> bool {
    is_extension(name) || REFINEMENTS.contains(&name)
}
