//! Default values.

use openapiv3::SchemaKind;

use super::Lowering;
use super::schema::{Lowered, MAX_DEPTH, SchemaUse};
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
        let Err(expected) = self.check_default(default, lowered) else {
            return Some(default.to_owned());
        };
        let pointer = self.default_pointer(schema, pointer);
        self.diagnostics.push(
            Diagnostic::note(pointer, format!("the default of `{wire}` is not {expected}"))
                .expected(expected)
                .help("correct the default in the document or in an overlay; it is not documented otherwise"),
        );
        None
    }

    /// Returns the default if the type has that value.
    pub(super) fn fitting_default(&self, lowered: &Lowered) -> Option<String> {
        let default = lowered.default.as_ref()?;
        self.check_default(default, lowered).is_ok().then(|| default.clone())
    }

    /// Returns what a default has to be if it is something else.
    fn check_default(&self, default: &str, lowered: &Lowered) -> Result<(), String> {
        let (fits, expected) = match &lowered.ty {
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
        if fits {
            check_limits(default, lowered)
        } else {
            Err(expected.to_owned())
        }
    }

    /// Returns the place of a default: that of the schema, or of the one that it refers to.
    fn default_pointer(
        &mut self,
        mut schema: SchemaUse<'a>,
        pointer: &Pointer,
    ) -> Pointer {
        let mut pointer = pointer.clone();
        // A schema that refers to itself has no default of its own; it was reported.
        for _ in 0..MAX_DEPTH {
            let own = match schema {
                SchemaUse::Inline(own) => Some(own),
                SchemaUse::Named(name) => {
                    let name = self.resolve_alias(name);
                    pointer =
                        Pointer::root().join("components").join("schemas").join(name);
                    self.component(name)
                }
            };
            let Some(own) = own else { break };
            if own.schema_data.default.is_some() {
                return pointer.join("default");
            }
            let all_of = match &own.schema_kind {
                SchemaKind::AllOf { all_of } => all_of,
                SchemaKind::Any(any) => &any.all_of,
                _ => break,
            };
            let [one] = all_of.as_slice() else { break };
            pointer = pointer.join("allOf").index(0);
            schema = SchemaUse::from(one);
        }
        pointer
    }
}

/// Returns the limits that the default of an integer is beyond.
fn check_limits(default: &str, lowered: &Lowered) -> Result<(), String> {
    if !matches!(lowered.ty, Type::Integer | Type::UnsignedInteger) {
        return Ok(());
    }
    let Ok(value) = default.parse::<i128>() else {
        return Ok(());
    };
    let (minimum, maximum) = (lowered.minimum, lowered.maximum);
    if minimum.is_none_or(|minimum| value >= i128::from(minimum))
        && maximum.is_none_or(|maximum| value <= i128::from(maximum))
    {
        return Ok(());
    }
    Err(match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => {
            format!("an integer from {minimum} to {maximum}")
        }
        (Some(minimum), None) => format!("an integer of at least {minimum}"),
        (None, Some(maximum)) => format!("an integer of at most {maximum}"),
        (None, None) => return Ok(()),
    })
}
