//! Path arguments.

use std::collections::HashMap;

use openapiv3::{
    Parameter as Source, ParameterData, ParameterSchemaOrContent, PathItem, PathStyle,
    ReferenceOr,
};

use super::Lowering;
use super::draft::ParsedPathItem;
use super::naming::words;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ArgumentType, PathTemplate, Segment, Type};

/// A parameter, with the method of its operation and its index there.
type Declared<'a> = (&'a str, usize, &'a ParameterData);

/// Returns the path parameters that the operations of a path item declare, the first of each name.
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
    /// Returns the template of a path, with arguments typed by the first operation that declares them.
    pub(super) fn with_arguments(
        &mut self,
        path_item: &ParsedPathItem<'a>,
    ) -> PathTemplate {
        let mut template = path_item.template.clone();
        let declared = declared(path_item.item);
        for argument in template.segments.iter_mut().flat_map(Segment::arguments_mut) {
            let Some((method, index, data)) = declared.get(argument.wire.as_str())
            else {
                if !path_item.has_operations() {
                    continue;
                }
                self.diagnostics.push(
                    Diagnostic::error(
                        path_item.pointer.clone(),
                        format!(
                            "the path parameter `{}` is not declared",
                            argument.wire
                        ),
                    )
                    .expected("a parameter of this name with `in: path`")
                    .help("declare the parameter"),
                );
                continue;
            };
            let pointer =
                path_item.pointer.join(method).join("parameters").index(*index);
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
        let schema = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => SchemaUse::from(schema),
            ParameterSchemaOrContent::Content(_) => {
                let found = format!(
                    "`content` of the path parameter `{}` is not supported",
                    data.name
                );
                self.diagnostics.push(
                    Diagnostic::error(pointer.join("content"), found)
                        .expected("a `schema` with a scalar type")
                        .help("replace `content` by `schema` in the document or in an overlay"),
                );
                return ArgumentType::Text;
            }
        };
        let pointer = pointer.join("schema");
        let known = self.untyped.len();
        let ty = self.schema(schema, &pointer, &hint).ty;
        if let Type::Sid(sid) = ty {
            return ArgumentType::Sid(sid);
        }
        if let Some(restriction) = beyond_text(&ty) {
            let found = format!(
                "the argument `{}` takes any text, not only `{restriction}`",
                data.name
            );
            self.diagnostics.push(
                Diagnostic::note(pointer.clone(), found)
                    .expected("`type: string` without a format")
                    .help(
                        "no action is required; describe which values the API accepts",
                    ),
            );
        }
        if !ty.is_scalar() {
            let mut found =
                format!("the path parameter `{}` is not a scalar", data.name);
            if let Some(untyped) = self.take_untyped(known) {
                found = format!(
                    "the type of the path parameter `{}` is not known: {}",
                    data.name, untyped.found
                );
            }
            self.diagnostics.push(
                Diagnostic::error(pointer, found)
                    .expected("a scalar type")
                    .help("declare it as a string in the document or in an overlay"),
            );
        }
        ArgumentType::Text
    }

    /// Checks that a path parameter occurs in the path, is required, and has the default style.
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
                    format!("the path parameter `{name}` does not occur in the path"),
                )
                .expected(format!("a parameter of `{path}`"))
                .help("correct the name or the location (`in`) of the parameter"),
            );
        }
        if !data.required {
            self.diagnostics.push(
                Diagnostic::warning(
                    pointer.clone(),
                    format!("the path parameter `{name}` is not required"),
                )
                .expected("`required: true`")
                .help("add `required: true`; the parameter is treated as required"),
            );
        }
        if !matches!(style, PathStyle::Simple) {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("style"),
                    format!("the style of the path parameter `{name}` is not supported"),
                )
                .expected("style `simple`")
                .help("correct the style in the document or in an overlay"),
            );
        }
    }
}

/// Returns how a schema restricts values to some texts.
fn beyond_text(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Boolean => Some("type: boolean"),
        Type::Integer | Type::UnsignedInteger => Some("type: integer"),
        Type::Number => Some("type: number"),
        Type::Timestamp => Some("format: date-time"),
        Type::Date => Some("format: date"),
        Type::Duration => Some("format: duration"),
        Type::Enumeration(_) => Some("enum"),
        _ => None,
    }
}
