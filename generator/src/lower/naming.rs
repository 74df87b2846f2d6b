//! Lower-case words out of the document's own names.

use heck::ToSnakeCase;
use indexmap::IndexMap;
use serde_json::Value;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};

/// How many bytes a name may have of which others are made: everything below what has the name repeats it.
const MAX_NAME: usize = 1_000;

/// Returns the Rust name that the extensions of an object ask for.
pub(super) fn explicit_name(extensions: &IndexMap<String, Value>) -> Option<String> {
    extensions.get("x-name").and_then(Value::as_str).map(str::to_owned)
}

impl Lowering<'_> {
    /// A name, unless it is too long for one; that is reported.
    pub(super) fn short<Name: AsRef<str>>(
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
                format!("the name is longer than {MAX_NAME} bytes"),
            )
            .expected("a name that a caller can write")
            .help("shorten it, by an overlay if the document is not yours"),
        );
        None
    }
}

/// One instance of what `plural` names: `address_configurations` gives `address_configuration`.
///
/// Only the last word is made singular.
pub(super) fn singular(plural: &str) -> String {
    match plural.rsplit_once('_') {
        Some((qualifier, last)) => format!("{qualifier}_{}", singular_word(last)),
        None => singular_word(plural),
    }
}

fn singular_word(word: &str) -> String {
    pluralizer::pluralize(word, 1, false)
}

/// The words of a name, whatever its style: `DeliveryReceipts` and `delivery-receipts` give `delivery_receipts`.
pub(super) fn words(name: &str) -> String {
    name.to_snake_case()
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn makes_the_last_word_singular() {
        for (plural, one) in [
            ("conversations", "conversation"),
            ("address_configurations", "address_configuration"),
            ("addresses", "address"),
            ("policies", "policy"),
            ("status", "status"),
            ("media", "media"),
            ("configuration", "configuration"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
