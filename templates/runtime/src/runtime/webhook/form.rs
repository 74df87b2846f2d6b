//! Parameters of a form or a query, as bytes.
//!
//! A parser that returns strings replaces invalid UTF-8, so that two different bodies would have the same signature.

use percent_encoding::percent_decode;

use super::parameters::Parameter;

/// Returns `true` if a `Content-Type` is that of a form.
pub(crate) fn is_form(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Returns the decoded names and values, in the order of the text.
pub(super) fn parameters(text: &[u8]) -> impl Iterator<Item = Parameter> {
    text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = halves.next().unwrap_or_default();
        let value = halves.next().unwrap_or_default();
        (decode(name), decode(value))
    })
}

/// Decodes a name or a value. A plus sign is a space; an invalid escape is kept.
fn decode(text: &[u8]) -> Vec<u8> {
    let is_plus = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
    let spaced: Vec<u8> = text.iter().map(is_plus).collect();
    percent_decode(&spaced).collect()
}
