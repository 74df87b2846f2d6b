//! Default values.

use super::Lowering;
use super::schema::{Lowered, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Type;

impl<'a> Lowering<'a> {
    /// Returns the default of a parameter, or notes that its type does not have that value.
    pub(super) fn checked_default(
        &mut self,
        (wire, schema): (&str, SchemaUse<'a>),
        lowered: &Lowered,
        pointer: &Pointer,
    ) -> Option<String> {
        let default = lowered.default.as_deref()?;
        let Err(expected) = self.check_default(default, &lowered.ty) else {
            return Some(default.to_owned());
        };
        let is_own = matches!(schema, SchemaUse::Inline(schema) if schema.schema_data.default.is_some());
        let pointer = if is_own {
            pointer.join("default")
        } else {
            pointer.clone()
        };
        self.diagnostics.push(
            Diagnostic::note(
                pointer,
                format!("the default of `{wire}` is not {expected}"),
            )
            .expected(expected)
            .help("correct the default in the document or in an overlay; it is not documented otherwise"),
        );
        None
    }

    /// Returns what a default has to be if it is something else.
    fn check_default(&self, default: &str, ty: &Type) -> Result<(), &'static str> {
        let (fits, expected) = match ty {
            Type::Boolean => (matches!(default, "true" | "false"), "`true` or `false`"),
            Type::Integer => (default.parse::<i64>().is_ok(), "an integer"),
            Type::UnsignedInteger => {
                (default.parse::<u64>().is_ok(), "an integer from 0")
            }
            Type::Number => (default.parse::<f64>().is_ok(), "a number"),
            Type::Enumeration(id) => {
                let mut variants = self.api.enumerations[*id].variants.iter();
                let is_known = variants.any(|it| it.wire.eq_ignore_ascii_case(default));
                (is_known, "a value of the `enum`")
            }
            Type::Array(_) => (default.starts_with('['), "an array"),
            _ => (true, ""),
        };
        if fits { Ok(()) } else { Err(expected) }
    }
}
