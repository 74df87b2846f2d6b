//! The values of `enum`.

use openapiv3::StringType;
use serde::Serialize;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};

/// Maximum number of values that a message names.
const MAX_NAMED: usize = 5;

impl Lowering<'_> {
    /// Reports an `enum` with values that are not strings, which is ignored.
    pub(super) fn check_values<V: Serialize>(
        &mut self,
        values: &[V],
        pointer: &Pointer,
    ) {
        if values.is_empty() {
            return;
        }
        let others = values.iter().map(|value| serde_json::to_value(value).ok());
        let others =
            others.enumerate().filter_map(|(index, value)| Some((index, value?)));
        let mut others = others.filter(|(_, value)| !value.is_string());
        let Some((index, first)) = others.next() else {
            return;
        };
        let pointer = pointer.join("enum");
        let problem = if others.by_ref().all(|(_, value)| value.is_null())
            && first.is_null()
        {
            Diagnostic::warning(pointer, "`enum` has no value other than null")
                .expected("at least one string")
                .help("remove `enum`; it is ignored")
        } else {
            let named =
                values.iter().filter_map(|value| serde_json::to_value(value).ok());
            let named = named.filter(|value| !value.is_string() && !value.is_null());
            let named: Vec<String> =
                named.take(MAX_NAMED).map(|value| format!("`{value}`")).collect();
            let found =
                format!("`enum` has values that are not strings: {}", named.join(", "));
            Diagnostic::warning(pointer.index(index), found)
                .expected("`type: string` and an `enum` of strings")
                .help("quote the values if they are strings, or remove `enum`; it is ignored")
        };
        self.diagnostics.push(problem);
    }
}

/// Returns `true` if `enum` has values other than null.
pub(super) fn has_values(string: &StringType) -> bool {
    string.enumeration.iter().any(Option::is_some)
}
