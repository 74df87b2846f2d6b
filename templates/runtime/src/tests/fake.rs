//! The engine of the fake, with tables that have every rule. Those of the sample resources are tested in `tests/fake`.

mod growth;
mod hostile;
mod insertion;
mod instances;
mod lists;
mod model;
mod rules;
mod shop;
mod time;
mod views;

use serde_json::Value;

use crate::runtime::fake::{FakeTwilio, FakeTwilioBuilder};
use crate::runtime::transport::{Bytes, Transport, http};

/// Creates a fake of the shops.
fn shops() -> FakeTwilio {
    FakeTwilioBuilder::new(&shop::SHOPS).build().unwrap()
}

/// Sends a request with credentials and a form, and returns the status and the JSON of the response.
async fn send(
    fake: &FakeTwilio,
    method: &str,
    target: &str,
    form: &[(&str, &str)],
) -> (u16, Value) {
    let form =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = http::Request::builder()
        .method(method)
        .uri(format!("https://shops.example.com{target}"))
        .header("authorization", basic())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(form))
        .unwrap();
    let response = fake.send(request).await.unwrap();
    let body = serde_json::from_slice(response.body()).unwrap_or_default();
    (response.status().as_u16(), body)
}

fn basic() -> String {
    use base64::Engine as _;
    let pair = "SK00000000000000000000000000000000:test-secret";
    format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(pair))
}

/// Sends a request that succeeds, and returns the JSON of the response.
async fn call(
    fake: &FakeTwilio,
    method: &str,
    target: &str,
    form: &[(&str, &str)],
) -> Value {
    let (status, body) = send(fake, method, target, form).await;
    assert!(status < 300, "{method} {target}: {status} {body}");
    body
}

async fn get(fake: &FakeTwilio, target: &str) -> Value {
    call(fake, "GET", target, &[]).await
}

async fn post(fake: &FakeTwilio, target: &str, form: &[(&str, &str)]) -> Value {
    call(fake, "POST", target, form).await
}

/// Sends a request that is refused, and returns the status and the code of the error.
async fn refused(
    fake: &FakeTwilio,
    method: &str,
    target: &str,
    form: &[(&str, &str)],
) -> (u16, u64) {
    let (status, body) = send(fake, method, target, form).await;
    assert!(status >= 400, "{method} {target}: {status} {body}");
    (status, body["code"].as_u64().unwrap())
}

/// Returns the text of a member.
fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("`{member}` of {value} is a text"))
}
