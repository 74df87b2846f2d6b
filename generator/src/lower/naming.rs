//! Lower-case words out of the document's own names.

use heck::ToSnakeCase;

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
