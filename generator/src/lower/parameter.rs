//! Parameters in the query, the headers and forms.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use openapiv3::{
    Content, Operation, Parameter as Source, ParameterData, ParameterSchemaOrContent,
    QueryStyle, ReferenceOr,
};

use super::Lowering;
use super::list_style::Serialization;
use super::media_type::json_entry;
use super::naming::{explicit_name, words};
use super::object::free_object;
use super::properties::Property;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ListStyle, Location, Parameter, PathTemplate, Role, Type};

impl<'a> Lowering<'a> {
    /// Lowers the parameters of an operation, except for those in its path.
    pub(super) fn parameters(
        &mut self,
        source: &'a Operation,
        path: &PathTemplate,
        pointer: &Pointer,
    ) -> Vec<Parameter> {
        let pointer = pointer.join("parameters");
        let mut parameters = Vec::new();
        let mut known = HashMap::new();
        for (index, parameter) in source.parameters.iter().enumerate() {
            let pointer = pointer.join(&index.to_string());
            let ReferenceOr::Item(parameter) = parameter else {
                self.unresolved(&pointer);
                continue;
            };
            let data = parameter.parameter_data_ref();
            self.check_identity(&mut known, (index, parameter), &pointer);
            match parameter {
                Source::Path { style, .. } => {
                    self.check_argument(style, data, path, &pointer);
                    if data.deprecated == Some(true) {
                        let what = ("deprecated", "Parameter Object");
                        let consequence = "the argument is part of the path";
                        self.ignored
                            .add(what, consequence, || pointer.join("deprecated"));
                    }
                }
                Source::Header { .. } => {
                    if self.check_header(&data.name, &pointer) {
                        parameters.extend(self.parameter(
                            data,
                            Location::Header,
                            pointer,
                        ));
                    }
                }
                Source::Query {
                    style,
                    allow_reserved,
                    allow_empty_value,
                    ..
                } => {
                    if *allow_reserved {
                        self.note_allow_reserved(&data.name, &pointer);
                    }
                    if *allow_empty_value == Some(true) {
                        self.note_empty_value(&data.name, &pointer);
                    }
                    parameters.extend(self.query_parameter(data, style, &pointer));
                }
                Source::Cookie { .. } => {
                    self.diagnostics.push(
                        Diagnostic::error(
                            pointer,
                            "cookie parameters are not supported",
                        )
                        .expected("a parameter in the path, the query or a header")
                        .help("remove the parameter in the document or in an overlay"),
                    );
                }
            }
        }
        parameters
    }

    /// Checks that a parameter has a name that is unique in its location.
    fn check_identity(
        &mut self,
        known: &mut HashMap<(Discriminant<Source>, Cow<'a, str>), usize>,
        (index, parameter): (usize, &'a Source),
        pointer: &Pointer,
    ) {
        let name = &parameter.parameter_data_ref().name;
        if name.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("name"),
                    "the name of the parameter is empty",
                )
                .expected("the name used by the API")
                .help("set the name in the document or in an overlay"),
            );
        }
        // The names of headers have no case.
        let key = match parameter {
            Source::Header { .. } => name.to_ascii_lowercase().into(),
            _ => Cow::from(name),
        };
        let other = *known.entry((discriminant(parameter), key)).or_insert(index);
        if other != index {
            let other = pointer.parent().unwrap_or_default().index(other);
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("name"),
                    format!("duplicate parameter `{name}`"),
                )
                .expected("parameters that are unique by name and location (`in`)")
                .help(format!("remove this parameter or the one at {other}")),
            );
        }
    }

    /// Lowers a query parameter: several if it is an object of which each property is a parameter.
    fn query_parameter(
        &mut self,
        data: &'a ParameterData,
        style: &QueryStyle,
        pointer: &Pointer,
    ) -> Vec<Parameter> {
        if let (QueryStyle::DeepObject, ParameterSchemaOrContent::Schema(schema)) =
            (style, &data.format)
        {
            let object = Property {
                name: &data.name,
                schema: SchemaUse::from(schema),
                pointer: pointer.join("schema"),
                is_required: data.required,
            };
            let name = explicit_name(&data.extensions);
            let name = self.check_length(name, &pointer.join("x-name"));
            let mut parameters =
                self.deep_object(&object, Location::Query, pointer, name.as_deref());
            for parameter in &mut parameters {
                parameter.deprecated |= data.deprecated == Some(true);
                if let (true, Some(description)) =
                    (parameter.description.is_empty(), &data.description)
                {
                    parameter.description.clone_from(description);
                }
            }
            return parameters;
        }
        let serialization = Serialization {
            style,
            explode: data.explode,
            pointer,
        };
        let mut parameter = self.parameter(data, Location::Query, pointer.clone());
        // A parameter with `content` has no style.
        if let (Some(parameter), ParameterSchemaOrContent::Schema(_)) =
            (&mut parameter, &data.format)
        {
            self.set_list_style(parameter, serialization);
        }
        parameter.into_iter().collect()
    }

    fn note_empty_value(&mut self, name: &str, pointer: &Pointer) {
        self.diagnostics.push(
            Diagnostic::note(
                pointer.join("allowEmptyValue"),
                format!("an empty value of `{name}` is sent as `{name}=`"),
            )
            .expected(
                "an API that takes `{name}=` and `{name}` alike".replace("{name}", name),
            )
            .help("remove `allowEmptyValue`"),
        );
    }

    fn parameter(
        &mut self,
        data: &'a ParameterData,
        location: Location,
        pointer: Pointer,
    ) -> Option<Parameter> {
        let mut parameter = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.schema_parameter(
                &data.name,
                location,
                data.required,
                SchemaUse::from(schema),
                pointer.join("schema"),
            ),
            ParameterSchemaOrContent::Content(content) => {
                self.content_parameter(data, location, content, &pointer)?
            }
        };
        self.fake_parameter((&data.name, location), &data.extensions, &pointer);
        parameter.pointer = pointer;
        self.mark_idempotency_key(&mut parameter, &data.extensions);
        if let Some(description) = &data.description {
            parameter.description.clone_from(description);
        }
        parameter.deprecated |= data.deprecated == Some(true);
        if let Some(example) = data.extensions.get("x-example") {
            parameter.example = super::example::text(example);
        }
        if let Some(name) = data.extensions.get("x-name").and_then(|name| name.as_str())
        {
            let pointer = parameter.pointer.join("x-name");
            parameter.explicit_name = self.check_length(Some(name.to_owned()), &pointer);
        }
        Some(parameter)
    }

    /// Lowers a parameter that is serialized as JSON.
    fn content_parameter(
        &mut self,
        data: &'a ParameterData,
        location: Location,
        content: &'a Content,
        pointer: &Pointer,
    ) -> Option<Parameter> {
        let pointer = pointer.join("content");
        let entry = json_entry(content).filter(|_| content.len() == 1);
        let entry = entry.and_then(|(key, media)| Some((key, media.schema.as_ref()?)));
        let Some((key, schema)) = entry else {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer,
                    format!(
                        "`content` of the parameter `{}` is not supported",
                        data.name
                    ),
                )
                .expected("a `schema`, or only `application/json` with a schema")
                .help("replace `content` by `schema` in the document or in an overlay"),
            );
            return None;
        };
        let pointer = pointer.join(key).join("schema");
        let known = self.untyped.len();
        let mut parameter = self.unchecked_parameter(
            &data.name,
            location,
            data.required,
            SchemaUse::from(schema),
            pointer.clone(),
        );
        self.ignore_untyped(known, &pointer);
        parameter.ty = Type::JsonText;
        parameter.list_style = ListStyle::default();
        Some(parameter)
    }

    /// Lowers a parameter that is fully described by its schema: a scalar or a list.
    pub(super) fn schema_parameter(
        &mut self,
        wire: &str,
        location: Location,
        required: bool,
        schema: SchemaUse<'a>,
        pointer: Pointer,
    ) -> Parameter {
        let known = self.untyped.len();
        let mut parameter =
            self.unchecked_parameter(wire, location, required, schema, pointer);
        self.check_scalar_or_list(&mut parameter, known);
        parameter
    }

    /// Lowers a parameter of any type.
    pub(super) fn unchecked_parameter(
        &mut self,
        wire: &str,
        location: Location,
        required: bool,
        schema: SchemaUse<'a>,
        pointer: Pointer,
    ) -> Parameter {
        let hint = Hint {
            owner: String::new(),
            role: words(wire),
        };
        self.hinted_parameter((wire, location), required, (schema, hint), pointer)
    }

    /// Lowers a parameter of any type, of which inline schemas are named by a hint.
    pub(super) fn hinted_parameter(
        &mut self,
        (wire, location): (&str, Location),
        required: bool,
        (schema, hint): (SchemaUse<'a>, Hint),
        pointer: Pointer,
    ) -> Parameter {
        let mut lowered = self.schema(schema, &pointer, &hint);
        // Callers pass any value that they can serialize.
        if location.is_json() && lowered.ty == free_object() {
            lowered.ty = Type::Json;
        }
        self.fake_schema_of_parameter((wire, location), schema, &pointer);
        let default = self.checked_default((wire, schema), &lowered, &pointer);
        let is_list = matches!(lowered.ty, Type::Array(_));
        Parameter {
            pointer,
            wire: wire.to_owned(),
            explicit_name: lowered.explicit_name,
            location,
            role: if required {
                Role::Argument
            } else {
                Role::Setter
            },
            ty: lowered.ty,
            list_style: if is_list && location == Location::Header {
                ListStyle::CommaSeparated
            } else {
                ListStyle::default()
            },
            required,
            nullable: lowered.nullable,
            minimum: lowered.minimum,
            maximum: lowered.maximum,
            default,
            example: lowered.example,
            is_idempotency_key: false,
            deprecated: lowered.deprecated,
            description: lowered.description,
        }
    }

    /// Reports a parameter that cannot be sent in a query, a header or a form. Before it was lowered, `known` schemas had no
    /// type.
    pub(super) fn check_scalar_or_list(
        &mut self,
        parameter: &mut Parameter,
        known: usize,
    ) {
        self.send_free_form_as_json(parameter, known);
        let element = match &parameter.ty {
            Type::Array(element) => element,
            other => other,
        };
        if !element.is_scalar() {
            self.not_scalar(parameter, "a scalar or an array of scalars", known);
        }
    }

    pub(super) fn not_scalar(
        &mut self,
        parameter: &Parameter,
        expected: &str,
        known: usize,
    ) {
        let wire = &parameter.wire;
        let reason = self.take_untyped(known);
        let found = match reason {
            _ if *parameter.ty.innermost() != Type::Json => {
                format!("the parameter `{wire}` is not a scalar")
            }
            Some(untyped) => format!(
                "the type of the parameter `{wire}` is not known: {}",
                untyped.found
            ),
            None => format!("the type of the parameter `{wire}` is not known"),
        };
        self.diagnostics.push(
            Diagnostic::error(parameter.pointer.clone(), found)
                .expected(expected)
                .help("declare it as a string (`format: json` for JSON) in the document or in an overlay"),
        );
    }
}
