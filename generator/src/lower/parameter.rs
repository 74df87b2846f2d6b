//! Query, header and form parameters.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use openapiv3::{
    Operation, Parameter as Source, ParameterData, ParameterSchemaOrContent, QueryStyle,
    ReferenceOr,
};

use super::Lowering;
use super::naming::words;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Location, Parameter, PathTemplate, Role, Type};

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
            let location = match parameter {
                Source::Path { style, .. } => {
                    self.check_argument(style, data, path, &pointer);
                    continue;
                }
                Source::Header { .. } => Location::Header,
                Source::Query { style, .. } => {
                    self.check_style(style, data, &pointer);
                    Location::Query
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
                    continue;
                }
            };
            parameters.extend(self.parameter(data, location, pointer));
        }
        parameters
    }

    /// Checks that a parameter has a name that is unique in its location.
    fn check_identity(
        &mut self,
        known: &mut HashMap<(Discriminant<Source>, &'a str), usize>,
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
        let other = *known.entry((discriminant(parameter), name)).or_insert(index);
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

    /// Rejects styles that do not serialize an array as repeated keys.
    fn check_style(
        &mut self,
        style: &QueryStyle,
        data: &ParameterData,
        pointer: &Pointer,
    ) {
        let found = match style {
            QueryStyle::Form if data.explode != Some(false) => return,
            QueryStyle::Form => "`explode: false`",
            QueryStyle::SpaceDelimited => "style `spaceDelimited`",
            QueryStyle::PipeDelimited => "style `pipeDelimited`",
            QueryStyle::DeepObject => "style `deepObject`",
        };
        self.diagnostics.push(
            Diagnostic::error(
                pointer.clone(),
                format!("{found} of the parameter `{}` is not supported", data.name),
            )
            .expected("style `form` with `explode: true`")
            .help("correct the style in the document or in an overlay"),
        );
    }

    fn parameter(
        &mut self,
        data: &'a ParameterData,
        location: Location,
        pointer: Pointer,
    ) -> Option<Parameter> {
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer,
                    format!(
                        "`content` of the parameter `{}` is not supported",
                        data.name
                    ),
                )
                .expected("a `schema`")
                .help("replace `content` by `schema` in the document or in an overlay"),
            );
            return None;
        };
        let mut parameter = self.schema_parameter(
            &data.name,
            location,
            data.required,
            SchemaUse::from(schema),
            pointer.join("schema"),
        );
        parameter.pointer = pointer;
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

    /// Lowers a parameter that is fully described by its schema.
    pub(super) fn schema_parameter(
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
        let lowered = self.schema(schema, &pointer, &hint);
        if !is_scalar_or_array(&lowered.ty) {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.clone(),
                    format!("the parameter `{wire}` is not a scalar"),
                    )
                    .expected("a scalar or an array of scalars")
                    .help("declare it as a string (`format: json` for JSON) in the document or in an overlay"),
            );
        }
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
            required,
            nullable: lowered.nullable,
            minimum: lowered.minimum,
            maximum: lowered.maximum,
            default: lowered.default,
            example: lowered.example,
            deprecated: lowered.deprecated,
            description: lowered.description,
        }
    }
}

/// Returns `true` if a type can be sent in a query, a header or a form: a scalar, or an array of scalars.
fn is_scalar_or_array(ty: &Type) -> bool {
    let scalar = match ty {
        Type::Array(element) => element,
        other => other,
    };
    !matches!(scalar, Type::Array(_) | Type::Map(_) | Type::Model(_) | Type::Json)
}
