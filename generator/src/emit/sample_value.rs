//! Values in the examples of the documentation.

use std::collections::BTreeSet;

use heck::ToSnakeCase as _;

use super::{Context, sid};
use crate::ir::{SidId, Type};

/// The paths of types that an example imports.
pub(super) type Uses = BTreeSet<String>;

const ANY_TEXT: &str = "example";
const ANY_URL: &str = "https://example.com/";
/// Stands for the letters of a SID whose prefix the document does not tell.
const UNKNOWN_PREFIX: &str = "XX";

/// Returns `true` if a text needs no escapes in a string literal.
pub(super) fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric() || b" !#$%&'()*+,-./:;=?@_{}".contains(&byte)
    };
    text.bytes().all(is_plain)
}

/// Returns a plausible value for a string with a name, by the last word of the name that tells.
pub(super) fn text_called(context: Context<'_>, name: &str) -> String {
    let words = name.to_snake_case();
    let of_word = |word: &str| {
        let text = match word {
            "identity" | "author" | "user" | "username" | "owner" => "alice",
            "body" | "text" | "message" | "description" | "comment" => "Hello!",
            "phone" | "number" | "address" | "from" | "to" => "+15558675310",
            "email" => "alice@example.com",
            "url" | "uri" | "callback" | "website" => ANY_URL,
            "domain" | "host" | "hostname" => "example.com",
            "country" => "US",
            "language" | "locale" => "en-US",
            "currency" => "USD",
            "timezone" => "Europe/Berlin",
            "date" => "2026-01-31",
            "time" | "timestamp" => "2026-01-31T12:00:00Z",
            "sid" => return Some(sid_called(context, &words)),
            _ => return None,
        };
        Some(text.to_owned())
    };
    words.rsplit('_').find_map(of_word).unwrap_or_else(|| ANY_TEXT.to_owned())
}

/// Returns a SID of a kind as a literal.
pub(super) fn sid(context: Context<'_>, id: SidId) -> String {
    literal(&sid::example(context.api.sid(id)))
}

/// Returns a SID of the kind that other parameters and properties with the same name have.
fn sid_called(context: Context<'_>, name: &str) -> String {
    sid::with_prefix(context.sid_prefixes.get(name).unwrap_or(&UNKNOWN_PREFIX))
}

/// Returns a string literal with a text that needs no escapes.
pub(super) fn literal(text: &str) -> String {
    format!("\"{text}\"")
}

/// Returns a value of a type.
pub(super) fn sample_of(
    context: Context<'_>,
    ty: &Type,
    example: Option<&str>,
    uses: &mut Uses,
) -> String {
    match ty {
        Type::String => literal(example.unwrap_or(ANY_TEXT)),
        Type::Uri => literal(example.unwrap_or(ANY_URL)),
        Type::Boolean => "true".to_owned(),
        Type::Integer | Type::UnsignedInteger => "1".to_owned(),
        Type::Number => "1.0".to_owned(),
        Type::Timestamp => {
            uses.insert(format!("{}::jiff::Timestamp", context.crate_name));
            "Timestamp::now()".to_owned()
        }
        Type::Date => {
            uses.insert(format!("{}::jiff::civil::date", context.crate_name));
            "date(2026, 1, 31)".to_owned()
        }
        Type::Duration => {
            uses.insert("std::time::Duration".to_owned());
            "Duration::from_secs(600)".to_owned()
        }
        Type::Sid(id) => sid(context, *id),
        Type::Enumeration(id) => {
            let enumeration = context.api.enumeration(*id);
            let names = context.names.enumeration(*id);
            let mut wires = enumeration.variants.iter().map(|variant| &variant.wire);
            let index = wires.position(|wire| example == Some(wire)).unwrap_or_default();
            uses.insert(context.rust().enumeration(*id).text(Some(context.crate_name)));
            format!("{}::{}", names.name, names.variants[index])
        }
        Type::Array(element) => {
            format!("[{}]", sample_of(context, element, example, uses))
        }
        Type::JsonText => match example {
            Some(example) if !example.contains('#') => format!("r#\"{example}\"#"),
            _ => "\"{}\"".to_owned(),
        },
        Type::Map(_) => "[(\"key\", \"value\")]".to_owned(),
        Type::Json | Type::Model(_) => "\"{}\"".to_owned(),
    }
}
