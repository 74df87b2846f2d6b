//! A place where each name stands for one thing.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::Identifier;
use super::subject::Subject;
use crate::diagnostics::Diagnostics;

/// How many characters a name has at most: files are called as modules, and so are pages of the documentation as types.
const LONGEST: usize = 100;

/// A place where each name stands for one thing.
#[derive(Clone, Debug)]
pub(super) struct Namespace {
    taken: BTreeSet<String>,
    /// The number to try next for each name that was asked for more than once.
    numbers: BTreeMap<String, usize>,
}

impl Namespace {
    /// Creates a place where the names of those lists are taken.
    pub(super) fn new(reserved: &[&[&str]]) -> Self {
        Namespace::with(reserved.concat())
    }

    /// Creates a place where those names are taken.
    pub(super) fn with(taken: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Namespace {
            taken: taken.into_iter().map(Into::into).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// `wish` in `UpperCamelCase`, or with a number if that is taken.
    pub(super) fn upper_camel(
        &mut self,
        wish: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(wish).to_upper_camel_case(), "Value", subject, diagnostics)
    }

    /// `wish` in `snake_case`, or with a number if that is taken.
    pub(super) fn snake(
        &mut self,
        wish: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(wish).to_snake_case(), "value_", subject, diagnostics)
    }

    /// `wish` in `SHOUTY_SNAKE_CASE`, or with a number if that is taken.
    pub(super) fn shouty(
        &mut self,
        wish: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(
            &deunicode(wish).to_shouty_snake_case(),
            "VALUE_",
            subject,
            diagnostics,
        )
    }

    /// Claims `wish`, a name given by hand, as it is if types can be called so, or with a number if that is taken.
    pub(super) fn type_name(
        &mut self,
        wish: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        let wish = deunicode(wish);
        if wish.starts_with(|c: char| c.is_ascii_lowercase()) || wish.contains('_') {
            return self.upper_camel(&wish, subject, diagnostics);
        }
        self.claim(&wish, "Value", subject, diagnostics)
    }

    fn claim(
        &mut self,
        wish: &str,
        prefix_for_digits: &str,
        subject: Subject<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        let mut wish = valid(wish, prefix_for_digits);
        if wish.len() > LONGEST {
            // What is valid is in ASCII.
            wish.truncate(LONGEST);
            wish.truncate(wish.trim_end_matches('_').len());
            let is = format!("is cut: names have at most {LONGEST} characters");
            diagnostics.push(subject.note(&wish, &is).expected("a shorter name"));
        }
        let escaped = escape_keyword(&wish);
        if !self.taken.contains(&wish) && !self.taken.contains(&escaped) {
            self.taken.extend([wish, escaped.clone()]);
            return Identifier::new(escaped);
        }
        let separator = if prefix_for_digits.ends_with('_') {
            "_"
        } else {
            ""
        };
        // No keyword ends with a number, so a numbered name needs no escape.
        let number = self.numbers.entry(wish.clone()).or_insert(2);
        let name = loop {
            let name = format!("{wish}{separator}{number}");
            *number += 1;
            if self.taken.insert(name.clone()) {
                break name;
            }
        };
        let is = format!("is taken, so this is `{name}`");
        diagnostics.push(subject.note(&wish, &is).expected("a name that is free"));
        Identifier::new(name)
    }
}

/// `wish` without what an identifier cannot hold. It is in ASCII by now: a module of another script has no file.
fn valid(wish: &str, prefix_for_digits: &str) -> String {
    let kept: String =
        wish.chars().filter(|&c| c.is_ascii_alphanumeric() || c == '_').collect();
    match kept.chars().next() {
        Some('0'..='9') => format!("{prefix_for_digits}{kept}"),
        Some(_) => kept,
        None => prefix_for_digits.trim_end_matches('_').to_owned(),
    }
}

fn escape_keyword(name: &str) -> String {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => format!("{name}_"),
        // `gen` is a keyword since the 2024 edition, which `syn` does not know.
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
            .map(|wish| {
                namespace
                    .snake(wish, Subject::declared(&Pointer::root()), &mut diagnostics)
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
        let names = ["self", "self_", "Self", "crate"].map(|wish| {
            namespace
                .snake(wish, Subject::declared(&Pointer::root()), &mut diagnostics)
                .to_string()
        });
        assert_eq!(names, ["self_", "self_2", "self_3", "crate_"]);
    }

    #[test]
    fn names_of_types_by_hand_stay_if_types_can_be_called_so() {
        let mut diagnostics = Diagnostics::default();
        let mut namespace = Namespace::new(&[]);
        let names = ["SMSMessage", "str", "__Visitor", "Self", "2fa", "A_B"];
        let names = names.map(|wish| {
            namespace
                .type_name(wish, Subject::declared(&Pointer::root()), &mut diagnostics)
                .to_string()
        });
        assert_eq!(names, ["SMSMessage", "Str", "Visitor", "Self_", "Value2fa", "AB"]);
    }

    #[test]
    fn cuts_long_names_and_reports_them() {
        let long = "x".repeat(super::LONGEST);
        let (names, cut) = names(&[&long, &format!("{long}y"), &format!("{long}z")]);
        assert_eq!(names, [long.clone(), format!("{long}_2"), format!("{long}_3")]);
        let (names, _) = self::names(&[&format!("{}_xyz", &long[1..])]);
        assert_eq!(names, [&long[1..]]);
        // That names are cut is said once for each place, and for each that it is taken.
        assert_eq!(cut, 3);
    }

    #[test]
    fn makes_identifiers_of_anything() {
        let (names, _) = names(&["2fa", "", "größe", "a b!", "部屋"]);
        assert_eq!(names, ["value_2fa", "value", "grosse", "a_b", "bu_wu"]);
    }
}
