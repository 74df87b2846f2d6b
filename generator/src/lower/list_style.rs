//! The style of lists, which `style` and `explode` determine.

use openapiv3::QueryStyle;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ListStyle, Parameter};

/// The members of a Parameter Object or an Encoding Object that determine the style.
#[derive(Clone, Copy)]
pub(super) struct Serialization<'a> {
    pub(super) style: &'a QueryStyle,
    pub(super) explode: Option<bool>,
    /// The object that has the members.
    pub(super) pointer: &'a Pointer,
}

impl Serialization<'_> {
    /// Returns whether each element is a parameter of its own, as by default only in the style `form`.
    pub(super) fn is_exploded(&self) -> bool {
        self.explode.unwrap_or(*self.style == QueryStyle::Form)
    }
}

impl Lowering<'_> {
    /// Sets the style of a parameter in a query or a form. Notes a style that has no effect, since the parameter is not a
    /// list; `diff` reports a change of it.
    pub(super) fn set_list_style(
        &mut self,
        parameter: &mut Parameter,
        serialization: Serialization<'_>,
    ) {
        parameter.list_style = match serialization.style {
            _ if serialization.is_exploded() => ListStyle::Repeated,
            QueryStyle::SpaceDelimited => ListStyle::SpaceSeparated,
            QueryStyle::PipeDelimited => ListStyle::PipeSeparated,
            // Objects in the style `deepObject` are several parameters.
            QueryStyle::Form | QueryStyle::DeepObject => ListStyle::CommaSeparated,
        };
        // Objects were reported.
        if parameter.ty.is_scalar() {
            self.note_style_without_effect(parameter, serialization);
        }
    }

    fn note_style_without_effect(
        &mut self,
        parameter: &Parameter,
        serialization: Serialization<'_>,
    ) {
        let member = match serialization.style {
            QueryStyle::Form if serialization.is_exploded() => return,
            QueryStyle::Form => "explode",
            _ => "style",
        };
        self.diagnostics.push(
            Diagnostic::note(
                serialization.pointer.join(member),
                format!("`{member}` of `{}` has no effect", parameter.wire),
            )
            .expected(format!("`{member}` only of lists"))
            .help(format!("remove `{member}`, or declare the value as an array")),
        );
    }
}
