//! Namespaces, in which every identifier is unique.

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
    "IntoJsonText",
    "Items",
    "JsonText",
    "ListRequest",
    "Location",
    "Method",
    "None",
    "Nullable",
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
    "UnknownValue",
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
/// Modules of every client crate, and names with a special meaning for Cargo or Windows.
pub(super) const RESERVED_MODULES: &[&str] = &[
    "api",
    "authentication",
    "client",
    "lib",
    "main",
    "mock",
    "runtime",
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
/// The variant for unknown values.
pub(super) const RESERVED_VARIANTS: &[&str] = &["Unknown"];

/// Maximum length of a name in characters, since names are used in file names of modules and documentation.
const MAX_LENGTH: usize = 100;

/// A namespace, in which every identifier is unique.
#[derive(Debug)]
pub(super) struct Namespace {
    taken: BTreeSet<String>,
    /// The next number to try for each name that was requested more than once.
    numbers: BTreeMap<String, usize>,
}

impl Namespace {
    pub(super) fn new(reserved: &[&str]) -> Self {
        Namespace {
            taken: reserved.iter().map(|&name| name.to_owned()).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Allocates a name in `UpperCamelCase`, with a number if it is taken.
    pub(super) fn upper_camel(
        &mut self,
        preferred: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(
            &deunicode(preferred).to_upper_camel_case(),
            "Value",
            pointer,
            diagnostics,
        )
    }

    /// Allocates a name in `snake_case`, with a number if it is taken.
    pub(super) fn snake(
        &mut self,
        preferred: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(preferred).to_snake_case(), "value_", pointer, diagnostics)
    }

    /// Allocates a name in `SHOUTY_SNAKE_CASE`, with a number if it is taken.
    pub(super) fn shouty(
        &mut self,
        preferred: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(
            &deunicode(preferred).to_shouty_snake_case(),
            "VALUE_",
            pointer,
            diagnostics,
        )
    }

    /// Allocates an explicit name unchanged, with a number if it is taken.
    pub(super) fn verbatim(
        &mut self,
        preferred: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        self.claim(&deunicode(preferred), "Value", pointer, diagnostics)
    }

    fn claim(
        &mut self,
        preferred: &str,
        prefix_for_digits: &str,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        let mut preferred = valid(preferred, prefix_for_digits);
        if preferred.len() > MAX_LENGTH {
            // Valid names are ASCII.
            preferred.truncate(MAX_LENGTH);
            preferred.truncate(preferred.trim_end_matches('_').len());
            diagnostics.push(
                Diagnostic::note(
                    pointer.clone(),
                    format!(
                        "the name exceeds {MAX_LENGTH} characters and is truncated to `{preferred}`"
                    ),
                )
                .expected("a shorter name")
                .help("set `x-name` in an overlay"),
            );
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
        diagnostics.push(
            Diagnostic::note(
                pointer.clone(),
                format!(
                    "the name `{preferred}` is taken, so the item is named `{name}`"
                ),
            )
            .expected("a unique name")
            .help("set `x-name` in an overlay to choose another name"),
        );
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
    use super::Namespace;
    use crate::diagnostics::Diagnostics;
    use crate::diagnostics::Pointer;

    fn names(wishes: &[&str]) -> (Vec<String>, usize) {
        let mut diagnostics = Diagnostics::default();
        let mut namespace = Namespace::new(&["send"]);
        let names = wishes
            .iter()
            .map(|preferred| {
                namespace
                    .snake(preferred, &Pointer::root(), &mut diagnostics)
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
        let names = ["self", "self_", "crate_", "crate"].map(|preferred| {
            namespace.verbatim(preferred, &Pointer::root(), &mut diagnostics).to_string()
        });
        assert_eq!(names, ["self_", "self_2", "crate_", "crate2"]);
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
