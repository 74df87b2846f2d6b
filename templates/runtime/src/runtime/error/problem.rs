//! What Twilio says of an error, in whichever form.

use serde_json::{Map, Value};

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
    /// Reads the body of an error. One that is none of Twilio's says nothing.
    ///
    /// | form | code | message | link | details |
    /// |---|---|---|---|---|
    /// | legacy | `code` | `message` | `more_info` | `details` |
    /// | V1 | `code` | `message` | `params.twilioErrorCodeUrl` | `params` |
    /// | RFC 9457 | `code` | `detail`, else `title` | `type` | `errors` |
    pub(crate) fn read(body: &[u8]) -> Self {
        let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else {
            return Self::default();
        };
        Self {
            code: body.get("code").and_then(code),
            more_info: more_info(&body),
            message: text(&mut body, &["message", "detail", "title"]),
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
    link.starts_with("http").then(|| link.to_owned())
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
