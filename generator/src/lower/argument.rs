//! The arguments of paths.

use std::collections::HashMap;

use openapiv3::{
    Parameter as Source, ParameterData, ParameterSchemaOrContent, PathItem, PathStyle,
    ReferenceOr,
};

use super::Lowering;
use super::naming::words;
use super::resource::Place;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ArgumentType, PathTemplate, Segment, Type};

/// A parameter, with its operation's method and its index there.
type Declared<'a> = (&'a str, usize, &'a ParameterData);

/// The parameters that operations of a path item declare as its arguments, the first of each name.
fn declared(item: &PathItem) -> HashMap<&str, Declared<'_>> {
    let mut declared = HashMap::new();
    for (method, operation) in item.iter() {
        for (index, parameter) in operation.parameters.iter().enumerate() {
            if let ReferenceOr::Item(Source::Path { parameter_data, .. }) = parameter {
                declared.entry(parameter_data.name.as_str()).or_insert((
                    method,
                    index,
                    parameter_data,
                ));
            }
        }
    }
    declared
}

impl<'a> Lowering<'a> {
    /// The template of a path with its arguments typed by the first operation that declares them.
    pub(super) fn with_arguments(&mut self, place: &Place<'a>) -> PathTemplate {
        let mut template = place.template.clone();
        let declared = declared(place.item);
        for segment in &mut template.segments {
            let Segment::Argument(argument) = segment else {
                continue;
            };
            let Some((method, index, data)) = declared.get(argument.wire.as_str())
            else {
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
            let pointer = place.pointer.join(method).join("parameters").index(*index);
            argument.description = data.description.clone().unwrap_or_default();
            argument.pointer = pointer.clone();
            argument.ty = self.argument_type(data, &pointer);
        }
        template
    }

    fn argument_type(
        &mut self,
        data: &'a ParameterData,
        pointer: &Pointer,
    ) -> ArgumentType {
        let hint = Hint {
            owner: String::new(),
            role: words(&data.name),
        };
        let ty = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                self.schema(SchemaUse::from(schema), pointer, &hint).ty
            }
            ParameterSchemaOrContent::Content(_) => Type::Json,
        };
        match ty {
            Type::Sid(sid) => return ArgumentType::Sid(sid),
            Type::Array(_) | Type::Map(_) | Type::Model(_) | Type::Json => {
                self.diagnostics.push(
                    Diagnostic::error(
                        pointer.clone(),
                        format!("parameter `{}` in the path, which is not a scalar", data.name),
                    )
                    .expected("a `schema` of a scalar type")
                    .help("describe it as text, by an overlay if the document is not yours"),
                );
            }
            _ => {}
        }
        ArgumentType::Text
    }

    /// A parameter in the path fills one of the path's arguments, always.
    pub(super) fn check_argument(
        &mut self,
        style: &PathStyle,
        data: &ParameterData,
        path: &PathTemplate,
        pointer: &Pointer,
    ) {
        let name = &data.name;
        if !path.arguments().any(|argument| argument.wire == *name) {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("name"),
                    format!("parameter `{name}` in the path, which has no `{{{name}}}`"),
                )
                .expected(format!("an argument of `{path}`"))
                .help("correct the name, or where the parameter stands (`in`)"),
            );
        }
        if !data.required {
            self.diagnostics.push(
                Diagnostic::warning(
                    pointer.clone(),
                    format!("parameter `{name}` in the path, which is not required"),
                )
                .expected("`required: true`")
                .help(
                    "it is taken as required: a path has no room for what is left out",
                ),
            );
        }
        if !matches!(style, PathStyle::Simple) {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("style"),
                    format!("parameter `{name}` in the path, of a style of its own"),
                )
                .expected("style `simple`: the value alone")
                .help("other styles are not supported yet; correct the style by an overlay if it is wrong"),
            );
        }
    }
}
