//! Parameters and the arguments of paths.

use openapiv3::{
    Operation, Parameter as Source, ParameterData, ParameterSchemaOrContent, QueryStyle,
    ReferenceOr,
};

use super::Lowering;
use super::naming::words;
use super::resource::Place;
use super::schema::{Hint, SchemaUse};
use crate::diagnostic::Diagnostic;
use crate::ir::{ArgumentType, Location, Parameter, PathTemplate, Role, Segment, Type};
use crate::pointer::Pointer;

impl<'a> Lowering<'a> {
    /// The parameters of an operation but for those in its path.
    pub(super) fn parameters(
        &mut self,
        source: &'a Operation,
        pointer: &Pointer,
    ) -> Vec<Parameter> {
        let pointer = pointer.join("parameters");
        let mut parameters = Vec::new();
        for (index, parameter) in source.parameters.iter().enumerate() {
            let pointer = pointer.join(&index.to_string());
            let ReferenceOr::Item(parameter) = parameter else {
                self.unresolved(&pointer);
                continue;
            };
            let location = match parameter {
                Source::Path { .. } => continue,
                Source::Header { .. } => Location::Header,
                Source::Query { style, .. } => {
                    self.check_style(style, parameter.parameter_data_ref(), &pointer);
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
            parameters.extend(self.parameter(
                parameter.parameter_data_ref(),
                location,
                pointer,
            ));
        }
        parameters
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
        if let Some(name) = data.extensions.get("x-name").and_then(|name| name.as_str())
        {
            parameter.explicit_name = Some(name.to_owned());
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
            minimum: lowered.minimum,
            maximum: lowered.maximum,
            default: lowered.default,
            description: lowered.description,
        }
    }

    /// The template of a path with its arguments typed by the first operation that declares them.
    pub(super) fn with_arguments(&mut self, place: &Place<'a>) -> PathTemplate {
        let mut template = place.template.clone();
        for segment in &mut template.segments {
            let Segment::Argument(argument) = segment else {
                continue;
            };
            let declared = place.item.iter().find_map(|(method, operation)| {
                let index = operation.parameters.iter().position(|parameter| {
                    matches!(parameter, ReferenceOr::Item(Source::Path { parameter_data, .. })
                        if parameter_data.name == argument.wire)
                })?;
                let ReferenceOr::Item(parameter) = &operation.parameters[index] else {
                    return None;
                };
                let pointer = place
                    .pointer
                    .join(method)
                    .join("parameters")
                    .join(&index.to_string());
                Some((parameter.parameter_data_ref(), pointer))
            });
            let Some((data, pointer)) = declared else {
                self.diagnostics.push(
                    Diagnostic::error(
                        place.pointer.clone(),
                        format!(
                            "`{{{}}}` in the path, which no operation declares",
                            argument.wire
                        ),
                    )
                    .expected("a parameter of that name with `in: path`")
                    .help("declare the parameter"),
                );
                continue;
            };
            argument.description = data.description.clone().unwrap_or_default();
            argument.pointer = pointer.clone();
            if let ParameterSchemaOrContent::Schema(schema) = &data.format {
                let hint = Hint {
                    owner: String::new(),
                    role: words(&data.name),
                };
                if let Type::Sid(sid) =
                    self.schema(SchemaUse::from(schema), &pointer, &hint).ty
                {
                    argument.ty = ArgumentType::Sid(sid);
                }
            }
        }
        template
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
