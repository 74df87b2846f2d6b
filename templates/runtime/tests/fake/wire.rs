//! Requests without a client, and so without its checks and retries.

use client_runtime::fake::FakeTwilio;
use client_runtime::runtime::transport::http::{HeaderMap, Request};
use client_runtime::runtime::transport::{Bytes, Transport as _};
use serde_json::Value;

/// `Authorization` of the API key that fakes have by default: `SK00000000000000000000000000000000:test-secret`.
pub const API_KEY: &str =
    "Basic U0swMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDp0ZXN0LXNlY3JldA==";
/// The content type of forms.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// Response of the fake.
#[derive(Debug)]
pub struct Received {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Received {
    /// Returns the status, the error code and the message.
    pub fn refusal(&self) -> (u16, u64, &str) {
        let code = self.body["code"].as_u64().unwrap_or_default();
        (self.status, code, self.body["message"].as_str().unwrap_or_default())
    }
}

/// Sends a request with these headers.
pub async fn send_with(
    fake: &FakeTwilio,
    (method, target): (&str, &str),
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Received {
    let url = format!("https://conversations.twilio.com{target}");
    let mut request = Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = fake.send(request.body(body.into()).unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    Received {
        status: head.status.as_u16(),
        headers: head.headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    }
}

/// Sends a form.
pub async fn send(fake: &FakeTwilio, request: (&str, &str), form: &str) -> Received {
    let headers = [("authorization", API_KEY), ("content-type", FORM)];
    send_with(fake, request, &headers, form.to_owned()).await
}
