//! Error bodies of Twilio, in all their formats.

use serde_json::{Map, Value};

use crate::runtime::response::surrogates::replace_unpaired;

/// Maximum size in bytes of an error body that is parsed. A parsed JSON value takes a multiple of the memory of its
/// text.
const MAX_BODY: usize = 64 * 1024;
/// Maximum length of a message in bytes.
const MAX_MESSAGE: usize = 4 * 1024;
/// Maximum length of a link in bytes.
const MAX_LINK: usize = 2 * 1024;

/// Contents of an error body.
#[derive(Default)]
pub(crate) struct Problem {
    /// Twilio's error code.
    pub(crate) code: Option<u32>,
    /// Error message, in English.
    pub(crate) message: Option<String>,
    /// Link to a page about the error.
    pub(crate) more_info: Option<String>,
    /// Further details.
    pub(crate) details: Option<Value>,
}

impl Problem {
    /// Parses an error body. A body in another format, or one that exceeds the limit, has no contents.
    ///
    /// | form | code | message | link | details |
    /// |---|---|---|---|---|
    /// | legacy | `code` | `message` | `more_info` | `details` |
    /// | V1 | `code` | `message` | `params.twilioErrorCodeUrl` | `params` |
    /// | RFC 9457 | `code` | `detail`, else `title` | `type` | `errors` |
    pub(crate) fn read(body: &[u8]) -> Self {
        if body.len() > MAX_BODY {
            return Self::default();
        }
        let read = serde_json::from_slice(body).or_else(|error| {
            let replaced = replace_unpaired(body).ok_or(error)?;
            serde_json::from_slice(&replaced)
        });
        let Ok(Value::Object(mut body)) = read else {
            return Self::default();
        };
        Self {
            code: body.get("code").and_then(code),
            more_info: more_info(&body),
            message: text(&mut body, &["message", "detail", "title"]).map(cut),
            details: take(&mut body, &["details", "params", "errors"]),
        }
    }
}

/// Returns the error code, which some of Twilio's products send as a string.
fn code(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.parse().ok(),
        number => u32::try_from(number.as_u64()?).ok(),
    }
}

/// Returns the link to a page about the error.
fn more_info(body: &Map<String, Value>) -> Option<String> {
    let of_v1 = || body.get("params")?.get("twilioErrorCodeUrl");
    let link = body.get("more_info").or_else(|| body.get("moreInfo"));
    let link = link.or_else(of_v1).or_else(|| body.get("type"))?.as_str()?;
    // RFC 9457 uses `about:blank` for an error without a page.
    let is_link = link.starts_with("http")
        && link.len() <= MAX_LINK
        && link.bytes().all(|byte| byte.is_ascii_graphic());
    is_link.then(|| link.to_owned())
}

/// Truncates a message to the limit.
fn cut(mut message: String) -> String {
    if message.len() > MAX_MESSAGE {
        let end = (0..=MAX_MESSAGE).rev().find(|end| message.is_char_boundary(*end));
        message.truncate(end.unwrap_or_default());
        message.push('…');
    }
    message
}

/// Removes and returns the first of the properties that is a string.
fn text(body: &mut Map<String, Value>, names: &[&str]) -> Option<String> {
    let text = |name: &&str| match body.remove(*name)? {
        Value::String(text) => Some(text),
        _ => None,
    };
    names.iter().find_map(text)
}

/// Removes and returns the first of the properties that is present.
fn take(body: &mut Map<String, Value>, names: &[&str]) -> Option<Value> {
    let there = |name: &&str| body.remove(*name).filter(|value| !value.is_null());
    names.iter().find_map(there)
}
