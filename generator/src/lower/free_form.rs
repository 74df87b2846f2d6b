//! Parameters to which the document gives no type, or that are objects whose properties it leaves open.

use super::Lowering;
use super::object::free_object;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Location, Parameter, Type};

impl Lowering<'_> {
    /// Makes a parameter of a query or a form JSON text if its schema, or that of its elements, is open. Before it was
    /// lowered, `known` schemas had no type.
    pub(super) fn send_free_form_as_json(
        &mut self,
        parameter: &mut Parameter,
        known: usize,
    ) {
        if !matches!(parameter.location, Location::Query | Location::Form) {
            return;
        }
        let (value, whole) = match &mut parameter.ty {
            Type::Array(element) => (element.as_mut(), "each element of the parameter"),
            whole => (whole, "the parameter"),
        };
        let reason = if *value == free_object() {
            Some((parameter.pointer.clone(), "the object has no properties".to_owned()))
        } else if *value == Type::Json {
            self.take_free_form(known)
        } else {
            None
        };
        let Some((pointer, reason)) = reason else {
            return;
        };
        *value = Type::JsonText;
        let wire = &parameter.wire;
        let found = format!("{whole} `{wire}` is sent as JSON text: {reason}");
        self.diagnostics.push(
            Diagnostic::note(pointer, found)
                .expected("a scalar or an array of scalars")
                .help("no action is required if the API expects JSON (`format: json` of a string); declare the type otherwise"),
        );
    }

    /// Returns the only schema since `known` that became a JSON value, in place of the message about it, if the document gives
    /// it no type.
    fn take_free_form(&mut self, known: usize) -> Option<(Pointer, String)> {
        let is_free = matches!(&self.untyped[known..], [only] if only.is_free);
        let untyped = is_free.then(|| self.take_untyped(known))??;
        Some((untyped.pointer, untyped.found))
    }
}
