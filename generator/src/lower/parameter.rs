//! Parameters but for those in paths.

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
    /// The parameters of an operation but for those in its path.
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
                        Diagnostic::error(pointer, "a parameter in a cookie")
                            .expected("a parameter in the path, the query or a header")
                            .help(
                                "remove the parameter, by an overlay if the document is not yours",
                            ),
                    );
                    continue;
                }
            };
            parameters.extend(self.parameter(data, location, pointer));
        }
        parameters
    }

    /// A parameter has a name, and no other in the same place has it, too.
    fn check_identity(
        &mut self,
        known: &mut HashMap<(Discriminant<Source>, &'a str), usize>,
        (index, parameter): (usize, &'a Source),
        pointer: &Pointer,
    ) {
        let name = &parameter.parameter_data_ref().name;
        if name.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(pointer.join("name"), "a parameter without a name")
                    .expected("the name that the API gives it")
                    .help("name it, by an overlay if the document is not yours"),
            );
        }
        let other = *known.entry((discriminant(parameter), name)).or_insert(index);
        if other != index {
            let other = pointer.parent().unwrap_or_default().index(other);
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("name"),
                    format!("another parameter in the same place is `{name}` too"),
                )
                .expected("each parameter of an operation once")
                .help(format!("remove one of them; the other is at {other}")),
            );
        }
    }

    /// A query list is written as repeated keys; the styles that ask for anything else are refused.
    fn check_style(
        &mut self,
        style: &QueryStyle,
        data: &ParameterData,
        pointer: &Pointer,
    ) {
        let found = match style {
            QueryStyle::Form if data.explode != Some(false) => return,
            QueryStyle::Form => "not exploded",
            QueryStyle::SpaceDelimited => "of style `spaceDelimited`",
            QueryStyle::PipeDelimited => "of style `pipeDelimited`",
            QueryStyle::DeepObject => "of style `deepObject`",
        };
        self.diagnostics.push(
            Diagnostic::error(pointer.clone(), format!("parameter `{}`, {found}", data.name))
                .expected("style `form`, exploded: one key for each element")
                .help("other styles are not supported yet; correct the style by an overlay if it is wrong"),
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
                    format!("parameter `{}` with `content`", data.name),
                )
                .expected("a parameter with a `schema`")
                .help("give it a schema, by an overlay if the document is not yours"),
            );
            return None;
        };
        let mut parameter = self.schema_parameter(
            &data.name,
            location,
            data.required,
            SchemaUse::from(schema),
            pointer,
        );
        if let Some(description) = &data.description {
            parameter.description.clone_from(description);
        }
        if let Some(example) = data.extensions.get("x-example") {
            parameter.example = super::example::text(example);
        }
        if let Some(name) = data.extensions.get("x-name").and_then(|name| name.as_str())
        {
            let pointer = parameter.pointer.join("x-name");
            parameter.explicit_name = self.short(Some(name.to_owned()), &pointer);
        }
        Some(parameter)
    }

    /// A parameter of which the schema says everything.
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
        if !is_sendable(&lowered.ty) {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.clone(),
                    format!("parameter `{wire}`, which is not a scalar"),
                )
                .expected("a scalar or a list of scalars")
                .help(
                    "describe it as text (`format: json` for JSON text), by an overlay if need be",
                ),
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
            description: lowered.description,
        }
    }
}

/// Whether a value fits into a query or a form: a scalar, or a list of scalars.
fn is_sendable(ty: &Type) -> bool {
    let scalar = match ty {
        Type::Array(element) => element,
        other => other,
    };
    !matches!(scalar, Type::Array(_) | Type::Map(_) | Type::Model(_) | Type::Json)
}
