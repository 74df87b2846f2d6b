//! Limits of values that OpenAPI has no keyword for.

use openapiv3::Schema;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Type;

impl Lowering<'_> {
    /// The shortest duration allowed, in seconds, which `x-minimum-seconds` gives.
    pub(super) fn minimum_of_duration(
        &mut self,
        ty: &Type,
        schema: &Schema,
        pointer: &Pointer,
    ) -> Option<i64> {
        let minimum = schema.schema_data.extensions.get("x-minimum-seconds")?;
        let seconds = minimum.as_i64().filter(|seconds| *seconds >= 0);
        if seconds.is_none() || *ty != Type::Duration {
            let found = if seconds.is_none() {
                format!("invalid value `{minimum}` for `x-minimum-seconds`")
            } else {
                "`x-minimum-seconds` is only allowed with `format: duration`".to_owned()
            };
            self.diagnostics.push(
                Diagnostic::error(pointer.join("x-minimum-seconds"), found)
                    .expected("a non-negative integer, next to `format: duration`")
                    .help("correct it in the document or in an overlay"),
            );
        }
        seconds
    }
}
