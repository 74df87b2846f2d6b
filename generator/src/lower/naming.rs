//! Converts the names of the document to snake case.

use heck::ToSnakeCase;
use indexmap::IndexMap;
use serde_json::Value;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};

/// Maximum length in bytes of names from which other names are derived. All items below a named item repeat its name.
const MAX_NAME: usize = 1_000;

/// Returns the Rust name set by `x-name`.
pub(super) fn explicit_name(extensions: &IndexMap<String, Value>) -> Option<String> {
    extensions.get("x-name").and_then(Value::as_str).map(str::to_owned)
}

impl Lowering<'_> {
    /// Returns a name, or reports a problem if it is too long.
    pub(super) fn check_length<Name: AsRef<str>>(
        &mut self,
        name: Option<Name>,
        pointer: &Pointer,
    ) -> Option<Name> {
        let name = name?;
        if name.as_ref().len() <= MAX_NAME {
            return Some(name);
        }
        self.diagnostics.push(
            Diagnostic::error(
                pointer.clone(),
                format!("the name exceeds {MAX_NAME} bytes"),
            )
            .expected("a shorter name")
            .help("shorten the name in the document or in an overlay"),
        );
        None
    }
}

/// Converts a name of any style to snake case: `DeliveryReceipts` and `delivery-receipts` become `delivery_receipts`.
pub(super) fn words(name: &str) -> String {
    // The initial of a word is not a word of its own.
    name.replace("OAuth", "Oauth").to_snake_case()
}
