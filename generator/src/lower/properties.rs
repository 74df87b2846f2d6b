//! The properties of objects that are sent as parameters.

use std::collections::HashSet;

use indexmap::IndexMap;
use indexmap::map::Entry;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, Type as SchemaType,
};

use super::Lowering;
use super::merged_object::is_annotation;
use super::schema::SchemaUse;
use crate::diagnostics::{Diagnostic, Pointer};

/// The methods that set parameters that are not declared.
pub(super) const UNDECLARED_PARAMETERS: &str =
    "`add_form_parameter` and `add_query_parameter` set others";

/// The number of bytes of a setter without its description, roughly.
const SETTER: usize = 500;

/// The properties of an object, including those of the members of `allOf`.
#[derive(Default)]
pub(super) struct Properties<'a> {
    declared: IndexMap<&'a str, Property<'a>>,
    required: Vec<(&'a str, Pointer)>,
    /// `true` if the schema is an object, even one without properties.
    is_object: bool,
    /// The schema of further properties, if it has one, with the pointer of the object.
    pub(super) additional: Option<(Pointer, &'a AdditionalProperties)>,
}

/// A property of an object.
pub(super) struct Property<'a> {
    pub(super) name: &'a str,
    pub(super) schema: SchemaUse<'a>,
    pub(super) pointer: Pointer,
    pub(super) is_required: bool,
}

/// The reason why a schema is not an object with properties.
pub(super) struct NoObject {
    pub(super) pointer: Pointer,
    pub(super) found: String,
}

impl<'a> Properties<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Property<'a>> {
        self.declared.values()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.declared.contains_key(name)
    }
}

impl<'a> Lowering<'a> {
    /// Returns the properties of an object, or the reason why the schema is none. Reports names in `required` that are not
    /// properties.
    pub(super) fn properties(
        &mut self,
        schema: SchemaUse<'a>,
        pointer: Pointer,
    ) -> Result<Properties<'a>, NoObject> {
        let mut found = Properties::default();
        let mut visited: HashSet<&str> = HashSet::new();
        let mut rest = vec![(schema, pointer.clone())];
        while let Some((schema, pointer)) = rest.pop() {
            let (schema, pointer) = match schema {
                SchemaUse::Inline(schema) => (schema, pointer),
                SchemaUse::Named(name) => {
                    let name = self.resolve_alias(name);
                    if !visited.insert(name) {
                        continue;
                    }
                    let Some(schema) = self.component(name) else {
                        self.unresolved(&pointer);
                        continue;
                    };
                    self.count_form(name, schema, &pointer);
                    let schemas = Pointer::root().join("components").join("schemas");
                    (schema, schemas.join(name))
                }
            };
            let members = self.own_properties(&mut found, schema, &pointer)?;
            let pointer = pointer.join("allOf");
            let members = members.iter().enumerate().rev();
            rest.extend(
                members.map(|(index, member)| {
                    (SchemaUse::from(member), pointer.index(index))
                }),
            );
        }
        if !found.is_object {
            return Err(NoObject {
                pointer,
                found: "is not an object".to_owned(),
            });
        }
        for (name, pointer) in std::mem::take(&mut found.required) {
            match found.declared.get_mut(name) {
                Some(property) => property.is_required = true,
                None => self.unknown_property("required", name, pointer),
            }
        }
        Ok(found)
    }

    /// Counts the text that another use of a named schema may repeat, with the setters of its properties.
    fn count_form(&mut self, name: &'a str, schema: &Schema, used_at: &Pointer) {
        if self.forms.insert(name) {
            return;
        }
        let properties = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => object.properties.len(),
            SchemaKind::Any(any) => any.properties.len(),
            _ => 0,
        };
        self.count_text(properties * SETTER, used_at);
    }

    /// Adds the properties of a schema and returns the members of its `allOf`.
    fn own_properties(
        &mut self,
        found: &mut Properties<'a>,
        schema: &'a Schema,
        pointer: &Pointer,
    ) -> Result<&'a [ReferenceOr<Schema>], NoObject> {
        let not_supported = |keyword: &str| {
            Err(NoObject {
                pointer: pointer.join(keyword),
                found: format!("has `{keyword}`, which is not supported"),
            })
        };
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => {
                found.is_object = true;
                self.declare(found, &object.properties, pointer);
                require(found, &object.required, pointer);
                if let Some(additional @ AdditionalProperties::Schema(_)) =
                    &object.additional_properties
                {
                    found.additional = Some((pointer.clone(), additional));
                }
                Ok(&[])
            }
            SchemaKind::AllOf { all_of } => Ok(all_of),
            SchemaKind::OneOf { .. } => not_supported("oneOf"),
            SchemaKind::AnyOf { .. } => not_supported("anyOf"),
            SchemaKind::Not { .. } => not_supported("not"),
            SchemaKind::Any(any) => match choice(any) {
                Some(keyword) => not_supported(keyword),
                None if any.typ.as_deref().is_none_or(|name| name == "object") => {
                    found.is_object |= any.typ.is_some() || !any.properties.is_empty();
                    self.declare(found, &any.properties, pointer);
                    require(found, &any.required, pointer);
                    Ok(&any.all_of)
                }
                None => Err(NoObject {
                    pointer: pointer.clone(),
                    found: "is not an object".to_owned(),
                }),
            },
            SchemaKind::Type(_) => Err(NoObject {
                pointer: pointer.clone(),
                found: "is not an object".to_owned(),
            }),
        }
    }

    /// Adds properties. Of two with the same name, the first one counts.
    fn declare<S: std::borrow::Borrow<Schema>>(
        &mut self,
        found: &mut Properties<'a>,
        properties: &'a IndexMap<String, ReferenceOr<S>>,
        pointer: &Pointer,
    ) {
        let pointer = pointer.join("properties");
        for (name, schema) in properties {
            let pointer = pointer.join(name);
            let schema = SchemaUse::from(schema);
            match found.declared.entry(name) {
                Entry::Vacant(vacant) => {
                    vacant.insert(Property {
                        name,
                        schema,
                        pointer,
                        is_required: false,
                    });
                }
                Entry::Occupied(first) if first.get().schema == schema => {}
                Entry::Occupied(_) if adds_nothing(schema) => {}
                Entry::Occupied(mut first) if adds_nothing(first.get().schema) => {
                    first.get_mut().schema = schema;
                    first.get_mut().pointer = pointer;
                }
                Entry::Occupied(first) => self.diagnostics.push(
                    Diagnostic::warning(
                        pointer,
                        format!("another schema for the property `{name}`"),
                    )
                    .expected("the same schema in all members of `allOf`")
                    .help(format!(
                        "remove one of the schemas; the one at {} is used",
                        first.get().pointer
                    )),
                ),
            }
        }
    }

    /// Notes that an object has properties for which there are no setters, and names the methods that set others.
    pub(super) fn note_additional(&mut self, properties: &Properties<'a>, others: &str) {
        if let Some((object, _)) = &properties.additional {
            self.diagnostics.push(
                Diagnostic::note(
                    object.join("additionalProperties"),
                    "there are no setters for additional properties",
                )
                .expected("parameters that are declared as properties")
                .help(format!("declare those that callers need; {others}")),
            );
        }
    }

    /// Returns the schema of a use, following references.
    pub(super) fn schema_of(&mut self, schema: SchemaUse<'a>) -> Option<&'a Schema> {
        match schema {
            SchemaUse::Inline(schema) => Some(schema),
            SchemaUse::Named(name) => self.component(name),
        }
    }

    /// Reports a name in a member of an object that is not the name of a property.
    pub(super) fn unknown_property(
        &mut self,
        member: &str,
        name: &str,
        pointer: Pointer,
    ) {
        self.diagnostics.push(
            Diagnostic::note(
                pointer,
                format!("`{member}` names `{name}`, which is not a property"),
            )
            .expected("the name of a property")
            .help("correct or remove the name, or declare the property"),
        );
    }
}

/// Returns `true` if a schema only describes the property that another one declares.
fn adds_nothing(schema: SchemaUse<'_>) -> bool {
    matches!(schema, SchemaUse::Inline(schema) if is_annotation(schema))
}

/// Returns the keyword of a schema that allows several shapes, if there is one.
fn choice(any: &AnySchema) -> Option<&'static str> {
    if !any.one_of.is_empty() {
        Some("oneOf")
    } else if !any.any_of.is_empty() {
        Some("anyOf")
    } else {
        any.not.as_ref().map(|_| "not")
    }
}

fn require<'a>(found: &mut Properties<'a>, required: &'a [String], pointer: &Pointer) {
    let pointer = pointer.join("required");
    let names = required.iter().enumerate();
    found
        .required
        .extend(names.map(|(index, name)| (name.as_str(), pointer.index(index))));
}
