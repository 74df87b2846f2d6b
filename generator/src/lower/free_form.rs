//! Parameters to which the document gives no type.

use super::Lowering;
use crate::diagnostics::Diagnostic;
use crate::ir::{Location, Parameter, Type};

impl Lowering<'_> {
    /// Makes a parameter of a query or a form JSON text if its schema, or that of its elements, has no type. Before it was
    /// lowered, `known` schemas had no type.
    pub(super) fn send_free_form_as_json(
        &mut self,
        parameter: &mut Parameter,
        known: usize,
    ) {
        let has_text = matches!(parameter.location, Location::Query | Location::Form);
        let value = match &mut parameter.ty {
            Type::Array(element) => element.as_mut(),
            whole => whole,
        };
        let is_free = matches!(&self.untyped[known..], [only] if only.is_free);
        if !has_text || *value != Type::Json || !is_free {
            return;
        }
        *value = Type::JsonText;
        let whole = match &parameter.ty {
            Type::Array(_) => "each element of the parameter",
            _ => "the parameter",
        };
        let Some(untyped) = self.take_untyped(known) else {
            return;
        };
        let (wire, reason) = (&parameter.wire, untyped.found);
        let found = format!("{whole} `{wire}` is sent as JSON text: {reason}");
        self.diagnostics.push(
            Diagnostic::note(untyped.pointer, found)
                .expected("a scalar or an array of scalars")
                .help("no action is required if the API expects JSON (`format: json` of a string); declare the type otherwise"),
        );
    }
}
