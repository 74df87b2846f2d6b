//! The JSON path of a model that cannot be decoded, from the position of the error in the text.
//!
//! Unlike [`json_path`](super::json_path), it needs no second deserializer for each type.

use std::fmt::Write as _;

use crate::api::PROPERTY_NAMES;
use crate::runtime::values::redacted::REDACTED;

/// The names in the metadata of pages and in responses with access tokens, which no document declares.
const OTHER_NAMES: [&str; 14] = [
    "access_token",
    "expires_in",
    "meta",
    "first_page_url",
    "key",
    "next_page_url",
    "page",
    "page_size",
    "previous_page_url",
    "url",
    "first_page_uri",
    "next_page_uri",
    "previous_page_uri",
    "uri",
];

/// Returns the path of the value that could not be decoded, such as `participants[2].date_created`; `.` for the whole
/// document.
///
/// Only names of properties are shown. Other keys come from the response, and may be personal data, such as the addresses
/// that messages go to.
pub(super) fn locate_in_text(json: &[u8], error: &serde_json::Error) -> String {
    let read = &json[..offset(json, error.line(), error.column())];
    let mut levels = levels(read);
    // The array was entered before it was refused.
    let text = error.to_string();
    let is_refused = ["an object", "a number"].iter().any(|expected| {
        text.strip_prefix("invalid type: sequence, expected ")
            .is_some_and(|rest| rest.starts_with(expected))
    });
    if is_refused && read.trim_ascii_end().ends_with(b"[") {
        levels.pop();
    }
    path(&levels)
}

/// Returns the number of bytes before a position: `line` counts from 1, `column` the bytes since the start of the line.
fn offset(json: &[u8], line: usize, column: usize) -> usize {
    let lines = json.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (before + column).min(json.len())
}

/// An array or object that has been entered but not left.
enum Level<'j> {
    /// An array, and the index of its current element.
    Array(usize),
    /// An object, and the current key: after its colon, and up to the next comma.
    Object(Option<&'j [u8]>),
}

/// Returns the arrays and objects that are open at the end of JSON that is complete up to there.
fn levels(json: &[u8]) -> Vec<Level<'_>> {
    let mut levels = Vec::new();
    let mut text: &[u8] = b"";
    let mut at = 0;
    while let Some(byte) = json.get(at) {
        match (byte, levels.last_mut()) {
            (b'"', _) => {
                text = string(&json[at + 1..]);
                // Both quotes; the loop adds one.
                at += text.len() + 1;
            }
            (b':', Some(Level::Object(key))) => *key = Some(text),
            (b',', Some(Level::Object(key))) => *key = None,
            (b',', Some(Level::Array(index))) => *index += 1,
            (b'[', _) => levels.push(Level::Array(0)),
            (b'{', _) => levels.push(Level::Object(None)),
            (b']' | b'}', _) => {
                levels.pop();
            }
            _ => {}
        }
        at += 1;
    }
    levels
}

/// Returns the text of a string up to its closing quote.
fn string(json: &[u8]) -> &[u8] {
    let mut is_escaped = false;
    let end = json.iter().position(|byte| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    });
    &json[..end.unwrap_or(json.len())]
}

/// Returns the path to the current value of the innermost level.
fn path(levels: &[Level<'_>]) -> String {
    let mut path = String::new();
    for level in levels {
        // Writing to a string does not fail.
        let _ = match level {
            Level::Array(index) => write!(path, "[{index}]"),
            Level::Object(None) => Ok(()),
            Level::Object(Some(key)) => {
                let point = if path.is_empty() { "" } else { "." };
                write!(path, "{point}{}", shown(key))
            }
        };
    }
    if path.is_empty() {
        path.push('.');
    }
    path
}

/// Returns the key if it is the name of a property.
fn shown(key: &[u8]) -> &'static str {
    let names = PROPERTY_NAMES.iter().copied().flatten().chain(&OTHER_NAMES);
    names.copied().find(|name| name.as_bytes() == key).unwrap_or(REDACTED)
}
