//! Conversion of names to the cases of Rust.

use deunicode::deunicode;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `UpperCamelCase`.
    UpperCamel,
    /// `UpperCamelCase`; a name that is valid for a type is not changed, as `SMSMessage`.
    Type,
    /// `snake_case`.
    Snake,
    /// `SHOUTY_SNAKE_CASE`.
    Shouty,
}

impl Case {
    /// Converts any text to a name in this case, which consists of ASCII letters, digits and underscores.
    pub(super) fn convert(self, text: &str) -> String {
        let text = deunicode(text);
        let name = match self {
            Self::Type if is_type_name(&text) => text,
            Self::Type | Self::UpperCamel => text.to_upper_camel_case(),
            Self::Snake => text.to_snake_case(),
            Self::Shouty => text.to_shouty_snake_case(),
        };
        self.valid(&name)
    }

    /// Appends a number to a name.
    ///
    /// No keyword ends in a number, so a numbered name needs no escape.
    pub(super) fn numbered(self, name: &str, number: usize) -> String {
        match self {
            Self::UpperCamel | Self::Type => format!("{name}{number}"),
            Self::Snake | Self::Shouty => format!("{name}_{number}"),
        }
    }

    /// Removes characters that are invalid in identifiers.
    fn valid(self, name: &str) -> String {
        let kept: String =
            name.chars().filter(|&c| c.is_ascii_alphanumeric() || c == '_').collect();
        let prefix = match self {
            Self::UpperCamel | Self::Type => "Value",
            Self::Snake => "value_",
            Self::Shouty => "VALUE_",
        };
        match kept.chars().next() {
            Some('0'..='9') => format!("{prefix}{kept}"),
            Some(_) => kept,
            None => prefix.trim_end_matches('_').to_owned(),
        }
    }
}

fn is_type_name(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_lowercase()) && !text.contains('_')
}

/// Returns a name as an identifier: keywords are escaped.
pub(super) fn escaped(name: &str) -> String {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => format!("{name}_"),
        // `gen` is a keyword since the 2024 edition, which `syn` does not support.
        "gen" => "r#gen".to_owned(),
        _ if syn::parse_str::<syn::Ident>(name).is_err() => format!("r#{name}"),
        _ => name.to_owned(),
    }
}
