//! The names and values of a query or a form, in their encoding.

use http::Request;
use http::header::CONTENT_TYPE;
use percent_encoding::percent_decode_str;

use super::super::refusal::Refusal;
use crate::runtime::transport::Bytes;
use crate::runtime::webhook::form;

/// The maximum size of a body in bytes, far above that of a request that the API allows.
pub(in super::super) const MAX_BODY: usize = 1024 * 1024;
/// The content type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// A name and a value.
pub(super) struct Pair<'a> {
    pub(super) name: String,
    /// The value as it was sent, in which a comma that separates elements differs from one within an element.
    pub(super) value: &'a str,
}

impl Pair<'_> {
    /// Returns the name and the decoded value.
    pub(super) fn decoded(&self) -> (String, String) {
        (self.name.clone(), decode(self.value))
    }
}

/// Returns the names and values of the query.
pub(super) fn query(request: &Request<Bytes>) -> Result<Vec<Pair<'_>>, Refusal> {
    pairs(request.uri().query().unwrap_or_default(), "query")
}

/// Returns the names and values of the form in the body.
pub(super) fn form(request: &Request<Bytes>) -> Result<Vec<Pair<'_>>, Refusal> {
    let body = request.body();
    if body.is_empty() {
        return Ok(Vec::new());
    }
    if body.len() > MAX_BODY {
        return Err(Refusal::body_too_large(MAX_BODY));
    }
    check_content_type(request)?;
    let body = std::str::from_utf8(body).map_err(|_| not_encoded("body"))?;
    pairs(body, "body")
}

/// Decodes a value, or an element of it.
pub(super) fn decode(encoded: &str) -> String {
    let spaced = encoded.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// Checks that the body is a form.
fn check_content_type(request: &Request<Bytes>) -> Result<(), Refusal> {
    let found = request.headers().get(CONTENT_TYPE);
    let found = found.map_or("", |found| found.to_str().unwrap_or_default());
    if form::is_form(found) {
        Ok(())
    } else {
        Err(Refusal::invalid_content_type(found, FORM))
    }
}

/// Splits the query or the body.
fn pairs<'a>(encoded: &'a str, place: &str) -> Result<Vec<Pair<'a>>, Refusal> {
    if !is_well_encoded(encoded) {
        return Err(not_encoded(place));
    }
    let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Pair {
            name: decode(name),
            value,
        }
    });
    Ok(pairs.collect())
}

/// Returns `true` if two hexadecimal digits follow each `%`, and the decoded bytes are UTF-8.
fn is_well_encoded(encoded: &str) -> bool {
    let is_encoded_byte = |rest: &str| {
        rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
    };
    encoded.split('%').skip(1).all(is_encoded_byte)
        && percent_decode_str(encoded).decode_utf8().is_ok()
}

/// Returns the refusal of a query or a body that cannot be decoded.
fn not_encoded(place: &str) -> Refusal {
    Refusal::invalid(format!(
        "The {place} is not encoded as a form: expected two hexadecimal digits after each `%`, and UTF-8"
    ))
}
