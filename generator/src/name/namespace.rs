//! Namespaces, in which every identifier is unique.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::Identifier;
use super::subject::Subject;
use crate::diagnostics::Diagnostics;

/// Maximum length of a name in characters, since names are used in file names of modules and documentation.
const MAX_LENGTH: usize = 100;

/// A namespace, in which every identifier is unique.
#[derive(Clone, Debug)]
pub(super) struct Namespace {
    taken: BTreeSet<String>,
    /// The next number to try for each name that was requested more than once.
    numbers: BTreeMap<String, usize>,
}

impl Namespace {
    /// Creates a namespace in which the names of these lists are taken.
    pub(super) fn new(reserved: &[&[&str]]) -> Self {
        Namespace::with(reserved.concat())
    }

    /// Creates a namespace in which these names are taken.
    pub(super) fn with(taken: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Namespace {
            taken: taken.into_iter().map(Into::into).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Allocates a name in `UpperCamelCase`, with a number if it is taken.
    pub(super) fn upper_camel(
        &mut self,
        preferred: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(
            &deunicode(preferred).to_upper_camel_case(),
            "Value",
            subject,
            diagnostics,
        )
    }

    /// Allocates a name in `snake_case`, with a number if it is taken.
    pub(super) fn snake(
        &mut self,
        preferred: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(preferred).to_snake_case(), "value_", subject, diagnostics)
    }

    /// Allocates a name in `SHOUTY_SNAKE_CASE`, with a number if it is taken.
    pub(super) fn shouty(
        &mut self,
        preferred: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(
            &deunicode(preferred).to_shouty_snake_case(),
            "VALUE_",
            subject,
            diagnostics,
        )
    }

    /// Allocates an explicit name unchanged if it is a valid type name, with a number if it is taken.
    pub(super) fn type_name(
        &mut self,
        preferred: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        let preferred = deunicode(preferred);
        if preferred.starts_with(|c: char| c.is_ascii_lowercase())
            || preferred.contains('_')
        {
            return self.upper_camel(&preferred, subject, diagnostics);
        }
        self.claim(&preferred, "Value", subject, diagnostics)
    }

    fn claim(
        &mut self,
        preferred: &str,
        prefix_for_digits: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        let mut preferred = valid(preferred, prefix_for_digits);
        if preferred.len() > MAX_LENGTH {
            // Valid names are ASCII.
            preferred.truncate(MAX_LENGTH);
            preferred.truncate(preferred.trim_end_matches('_').len());
            let fault =
                format!("is truncated to the maximum of {MAX_LENGTH} characters");
            diagnostics
                .push(subject.note(&preferred, &fault).expected("a shorter name"));
        }
        let escaped = escape_keyword(&preferred);
        if !self.taken.contains(&preferred) && !self.taken.contains(&escaped) {
            self.taken.extend([preferred, escaped.clone()]);
            return Identifier::new(escaped);
        }
        let separator = if prefix_for_digits.ends_with('_') {
            "_"
        } else {
            ""
        };
        // No keyword ends in a number, so a numbered name needs no escape.
        let number = self.numbers.entry(preferred.clone()).or_insert(2);
        let name = loop {
            let name = format!("{preferred}{separator}{number}");
            *number += 1;
            if self.taken.insert(name.clone()) {
                break name;
            }
        };
        let fault = format!("is taken and was changed to `{name}`");
        diagnostics.push(subject.note(&preferred, &fault).expected("a unique name"));
        Identifier::new(name)
    }
}

/// Removes characters that are invalid in identifiers.
fn valid(preferred: &str, prefix_for_digits: &str) -> String {
    let kept: String =
        preferred.chars().filter(|&c| c.is_ascii_alphanumeric() || c == '_').collect();
    match kept.chars().next() {
        Some('0'..='9') => format!("{prefix_for_digits}{kept}"),
        Some(_) => kept,
        None => prefix_for_digits.trim_end_matches('_').to_owned(),
    }
}

fn escape_keyword(name: &str) -> String {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => format!("{name}_"),
        // `gen` is a keyword since the 2024 edition, which `syn` does not support.
        "gen" => "r#gen".to_owned(),
        _ if syn::parse_str::<syn::Ident>(name).is_err() => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Namespace, Subject};
    use crate::diagnostics::Diagnostics;
    use crate::diagnostics::Pointer;

    fn names(wishes: &[&str]) -> (Vec<String>, usize) {
        let mut diagnostics = Diagnostics::default();
        let mut namespace = Namespace::with(["send"]);
        let names = wishes
            .iter()
            .map(|preferred| {
                namespace
                    .snake(
                        preferred,
                        Subject::declared(&Pointer::root()),
                        &mut diagnostics,
                    )
                    .to_string()
            })
            .collect();
        (names, diagnostics.iter().count())
    }

    #[test]
    fn joins_dots_and_dashes() {
        let (names, clashes) =
            names(&["MessagingBinding.ProxyAddress", "X-Twilio-Webhook-Enabled"]);
        assert_eq!(names, ["messaging_binding_proxy_address", "webhook_enabled"]);
        assert_eq!(clashes, 0);
    }

    #[test]
    fn escapes_keywords() {
        let (names, _) = names(&["Type", "async", "Self", "crate", "gen"]);
        assert_eq!(names, ["r#type", "r#async", "self_", "crate_", "r#gen"]);
    }

    #[test]
    fn numbers_clashes_and_reports_them() {
        let (names, clashes) = names(&["FriendlyName", "friendly_name", "Send"]);
        assert_eq!(names, ["friendly_name", "friendly_name_2", "send_2"]);
        assert_eq!(clashes, 2);
    }

    #[test]
    fn an_escaped_name_is_taken_too() {
        let mut diagnostics = Diagnostics::default();
        let mut namespace = Namespace::new(&[]);
        let names = ["self", "self_", "Self", "crate"].map(|preferred| {
            namespace
                .snake(preferred, Subject::declared(&Pointer::root()), &mut diagnostics)
                .to_string()
        });
        assert_eq!(names, ["self_", "self_2", "self_3", "crate_"]);
    }

    #[test]
    fn names_of_types_by_hand_stay_if_types_can_be_called_so() {
        let mut diagnostics = Diagnostics::default();
        let mut namespace = Namespace::new(&[]);
        let names = ["SMSMessage", "str", "__Visitor", "Self", "2fa", "A_B"];
        let names = names.map(|preferred| {
            namespace
                .type_name(
                    preferred,
                    Subject::declared(&Pointer::root()),
                    &mut diagnostics,
                )
                .to_string()
        });
        assert_eq!(names, ["SMSMessage", "Str", "Visitor", "Self_", "Value2fa", "AB"]);
    }

    #[test]
    fn cuts_long_names_and_reports_them() {
        let long = "x".repeat(super::MAX_LENGTH);
        let (names, cut) = names(&[&long, &format!("{long}y"), &format!("{long}z")]);
        assert_eq!(names, [long.clone(), format!("{long}_2"), format!("{long}_3")]);
        let (names, _) = self::names(&[&format!("{}_xyz", &long[1..])]);
        assert_eq!(names, [&long[1..]]);
        // Truncation is reported for each name, and the clash for each taken name.
        assert_eq!(cut, 3);
    }

    #[test]
    fn makes_identifiers_of_anything() {
        let (names, _) = names(&["2fa", "", "größe", "a b!", "部屋"]);
        assert_eq!(names, ["value_2fa", "value", "grosse", "a_b", "bu_wu"]);
    }
}
