//! Responses with the sentinel in all fields that the document marks as personal data.

use serde_json::{Value, json};
use tests::keywords::Keywords;
use twilio_conversations::transport::Bytes;
use twilio_conversations::transport::http::Response;

use crate::given::SENTINEL;

/// Puts the sentinel into each string of a response that the document marks, and into undeclared properties.
///
/// The mark of an object applies to all strings in it, except for enums, dates and the like.
pub fn taint(document: &Value, schema: &Value, answer: &mut Value) {
    visit(document, schema, answer, false);
}

fn visit(document: &Value, schema: &Value, value: &mut Value, is_marked: bool) {
    let keywords = Keywords::of(document, schema);
    let vendor = keywords.get("x-twilio");
    let is_marked = is_marked || vendor.is_some_and(|vendor| !vendor["pii"].is_null());
    match value {
        Value::Object(object) => {
            let Some(properties) = keywords.properties() else {
                return;
            };
            for (name, value) in object.iter_mut() {
                visit(document, &properties[name], value, is_marked);
            }
            object.insert(format!("unknown_{SENTINEL}"), json!({SENTINEL: [SENTINEL]}));
        }
        Value::Array(items) => {
            let schema = keywords.get("items").unwrap_or(&Value::Null);
            for item in items {
                visit(document, schema, item, is_marked);
            }
        }
        Value::String(text) if is_marked && keywords.values().is_none() => {
            match keywords.text("format") {
                Some("json") => *text = json!({SENTINEL: SENTINEL}).to_string(),
                Some("uri") | None => SENTINEL.clone_into(text),
                Some(_) => {}
            }
        }
        _ => {}
    }
}

/// Puts the sentinel into all links of a page.
pub fn taint_links(page: &mut Value) {
    let link = |origin: &str| format!("{origin}/v1/{SENTINEL}?PageToken={SENTINEL}");
    page["meta"] = json!({
        "first_page_url": link("https://conversations.twilio.com"),
        "previous_page_url": link("https://conversations.twilio.com"),
        "url": link("https://conversations.twilio.com"),
        // Not followed by the client.
        "next_page_url": link("https://example.com"),
    });
}

/// Creates a response with the sentinel in its headers.
pub fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let response = Response::builder()
        .status(status)
        .header("twilio-request-id", REQUEST_ID)
        .header("content-type", "application/json")
        .header("set-cookie", SENTINEL)
        .header("location", format!("https://example.com/{SENTINEL}"))
        .header("retry-after", "0")
        .header(SENTINEL.to_lowercase(), SENTINEL)
        .body(body.into());
    response.expect("it is a response")
}

/// The Twilio request ID.
pub const REQUEST_ID: &str = "RQ0123456789abcdef0123456789abcdef";

/// Returns error bodies that contain the sentinel, in each of Twilio's formats.
pub fn errors() -> [String; 3] {
    let link = format!("https://www.twilio.com/docs/errors/{SENTINEL}");
    let legacy = json!({
        "code": 20001,
        "message": format!("{SENTINEL} is not allowed"),
        "more_info": link,
        "status": 400,
        "details": {SENTINEL: SENTINEL},
    });
    let v1 = json!({
        "code": 20001,
        "message": SENTINEL,
        "httpStatusCode": 400,
        "userError": true,
        "params": {"twilioErrorCodeUrl": link, SENTINEL: SENTINEL},
    });
    let rfc_9457 = json!({
        "type": link,
        "title": SENTINEL,
        "detail": SENTINEL,
        "instance": SENTINEL,
        "code": 20001,
        "errors": [{"detail": SENTINEL, "pointer": SENTINEL}],
    });
    [legacy, v1, rfc_9457].map(|body| body.to_string())
}
