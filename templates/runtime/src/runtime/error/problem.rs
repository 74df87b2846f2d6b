//! What Twilio says of an error, in whichever form.

use serde_json::{Map, Value};

use crate::runtime::response::surrogates::replace_unpaired;

/// How large the body of an error is that is read, in bytes. A tree of JSON takes many times the memory of its text.
const MAX_BODY: usize = 64 * 1024;
/// How much of a message is kept, in bytes.
const MAX_MESSAGE: usize = 4 * 1024;
/// How long a link may be, in bytes.
const MAX_LINK: usize = 2 * 1024;

/// What the body of an error says.
#[derive(Default)]
pub(crate) struct Problem {
    /// Twilio's number for the error.
    pub(crate) code: Option<u32>,
    /// What Twilio says, in English.
    pub(crate) message: Option<String>,
    /// A link to a page on the error.
    pub(crate) more_info: Option<String>,
    /// What else there is to say.
    pub(crate) details: Option<Value>,
}

impl Problem {
    /// Reads the body of an error. One that is none of Twilio's says nothing, nor does one that is too large.
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

/// A code, which some of Twilio's products write as text.
fn code(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.parse().ok(),
        number => u32::try_from(number.as_u64()?).ok(),
    }
}

/// The link to a page on the error.
fn more_info(body: &Map<String, Value>) -> Option<String> {
    let of_v1 = || body.get("params")?.get("twilioErrorCodeUrl");
    let link = body.get("more_info").or_else(|| body.get("moreInfo"));
    let link = link.or_else(of_v1).or_else(|| body.get("type"))?.as_str()?;
    // RFC 9457 has `about:blank` for an error that has no page.
    let is_link = link.starts_with("http")
        && link.len() <= MAX_LINK
        && link.bytes().all(|byte| byte.is_ascii_graphic());
    is_link.then(|| link.to_owned())
}

/// A message without what exceeds the limit.
fn cut(mut message: String) -> String {
    if message.len() > MAX_MESSAGE {
        let end = (0..=MAX_MESSAGE).rev().find(|end| message.is_char_boundary(*end));
        message.truncate(end.unwrap_or_default());
        message.push('…');
    }
    message
}

/// The first of the properties that is a text.
fn text(body: &mut Map<String, Value>, names: &[&str]) -> Option<String> {
    let text = |name: &&str| match body.remove(*name)? {
        Value::String(text) => Some(text),
        _ => None,
    };
    names.iter().find_map(text)
}

/// The first of the properties that is there.
fn take(body: &mut Map<String, Value>, names: &[&str]) -> Option<Value> {
    let there = |name: &&str| body.remove(*name).filter(|value| !value.is_null());
    names.iter().find_map(there)
}
