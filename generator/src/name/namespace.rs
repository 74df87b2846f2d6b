//! A place where each name stands for one thing.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::Identifier;
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};

/// Type names that emitted code uses without a path.
pub(super) const RESERVED_TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Client",
    "Debug",
    "Deserialize",
    "DeserializeOwned",
    "Duration",
    "Err",
    "Error",
    "From",
    "IntoFuture",
    "Into",
    "IntoIterator",
    "Items",
    "JsonText",
    "ListRequest",
    "Location",
    "Method",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Page",
    "Pages",
    "Paging",
    "Redacted",
    "Request",
    "RequestOptions",
    "ResponseFuture",
    "Result",
    "Route",
    "Self",
    "Serialize",
    "SidOrName",
    "Some",
    "String",
    "Timestamp",
    "Value",
    "Vec",
];
/// Methods that every request has.
pub(super) const RESERVED_SETTERS: &[&str] =
    &["clone", "into_future", "options", "send"];
/// Methods that every request for a list has.
pub(super) const RESERVED_LIST_SETTERS: &[&str] = &[
    "all",
    "clone",
    "into_future",
    "limit",
    "prefetch",
    "options",
    "page_size",
    "pages",
    "resume",
    "send",
    "stream",
];
/// Methods that every handle has.
pub(super) const RESERVED_HANDLE_METHODS: &[&str] = &["clone"];
/// Methods that every client has.
pub(super) const RESERVED_CLIENT_METHODS: &[&str] = &[
    "account_sid",
    "assemble",
    "base_url",
    "builder",
    "clone",
    "execute",
    "from_env",
    "new",
    "options",
];
/// Modules that every client crate has, and names that Cargo or Windows take for something else than a module's file.
pub(super) const RESERVED_MODULES: &[&str] = &[
    "api",
    "authentication",
    "bytes",
    "client",
    "http",
    "jiff",
    "lib",
    "main",
    "mock",
    "reqwest",
    "runtime",
    "secrecy",
    "serde_json",
    "sid",
    "transport",
    "webhook",
    "aux",
    "con",
    "nul",
    "prn",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];
/// The variant for values that are not in the set.
pub(super) const RESERVED_VARIANTS: &[&str] = &["Unknown"];

/// How many characters a name has at most: files are called as modules, and so are pages of the documentation as types.
const LONGEST: usize = 100;

/// A place where each name stands for one thing.
#[derive(Debug)]
pub(super) struct Namespace {
    taken: BTreeSet<String>,
    /// The number to try next for each name that was asked for more than once.
    numbers: BTreeMap<String, usize>,
}

impl Namespace {
    pub(super) fn new(reserved: &[&str]) -> Self {
        Namespace {
            taken: reserved.iter().map(|&name| name.to_owned()).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// `wish` in `UpperCamelCase`, or with a number if that is taken.
    pub(super) fn upper_camel(
        &mut self,
        wish: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(wish).to_upper_camel_case(), "Value", pointer, diagnostics)
    }

    /// `wish` in `snake_case`, or with a number if that is taken.
    pub(super) fn snake(
        &mut self,
        wish: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(wish).to_snake_case(), "value_", pointer, diagnostics)
    }

    /// `wish` in `SHOUTY_SNAKE_CASE`, or with a number if that is taken.
    pub(super) fn shouty(
        &mut self,
        wish: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(
            &deunicode(wish).to_shouty_snake_case(),
            "VALUE_",
            pointer,
            diagnostics,
        )
    }

    /// `wish` as it is, for a name given by hand, or with a number if that is taken.
    pub(super) fn verbatim(
        &mut self,
        wish: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(wish), "Value", pointer, diagnostics)
    }

    fn claim(
        &mut self,
        wish: &str,
        prefix_for_digits: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        let mut wish = valid(wish, prefix_for_digits);
        if wish.len() > LONGEST {
            // What is valid is in ASCII.
            wish.truncate(LONGEST);
            wish.truncate(wish.trim_end_matches('_').len());
            diagnostics.push(
                Diagnostic::note(
                    pointer.clone(),
                    format!(
                        "a name of more than {LONGEST} characters is cut to `{wish}`"
                    ),
                )
                .expected("a shorter name")
                .help("give it one by `x-name` in an overlay"),
            );
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
        diagnostics.push(
            Diagnostic::note(
                pointer.clone(),
                format!("the name `{wish}` is taken, so this is `{name}`"),
            )
            .expected("a name that is free")
            .help("give it another by `x-name` in an overlay"),
        );
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
    use super::Namespace;
    use crate::diagnostics::Diagnostics;
    use crate::diagnostics::Pointer;

    fn names(wishes: &[&str]) -> (Vec<String>, usize) {
        let mut diagnostics = Diagnostics::default();
        let mut namespace = Namespace::new(&["send"]);
        let names = wishes
            .iter()
            .map(|wish| {
                namespace.snake(wish, &Pointer::root(), &mut diagnostics).to_string()
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
        let names = ["self", "self_", "crate_", "crate"].map(|wish| {
            namespace.verbatim(wish, &Pointer::root(), &mut diagnostics).to_string()
        });
        assert_eq!(names, ["self_", "self_2", "crate_", "crate2"]);
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
