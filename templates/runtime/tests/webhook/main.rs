//! Signatures of webhooks. The expected ones were computed apart from this crate, with Python's `hmac` and `hashlib`:
//! `b64encode(hmac.new(token, url + "".join(name + value ...), sha1).digest())`. Two are published: see
//! `signatures::the_documented_examples`.
#![cfg(feature = "webhook")]

mod bodies;
mod event_samples;
mod events;
mod replies;
mod secrets;
mod signatures;
mod signer;
mod urls;

use client_runtime::runtime::webhook::{
    SignatureError, SignatureValidator, SignedRequest,
};

type Outcome = Result<(), SignatureError>;

const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
const JSON: Option<&str> = Some("application/json");
const HOOK: &str = "https://example.com/hook";
/// Signature of `HOOK` alone.
const SIGNATURE: &str = "JuPavG0Zweu3T+LUwMO9lxmVvgY=";

const GREETING: &str =
    "EventType=onMessageAdded&Body=Gr%C3%BC%C3%9Fe+%F0%9F%91%8B&Author=";
const SETTINGS: &str = "key=webhooks_sharedkey_01,algorithm=HMAC_SHA256";

const EVENT: &[u8] = br#"{"EventType":"onMessageAdded"}"#;
/// `HOOK` with the SHA-256 of `EVENT`.
const HASHED: &str = "https://example.com/hook?bodySHA256=725c660c48c6de96f36c72c46fc1563666260d73156e12745dd62ee9d11bf1ff";
const HASHED_SIGNATURE: &str = "S6R3gMfgpAeiLhpyQryMlapUDAw=";

fn validator() -> SignatureValidator {
    SignatureValidator::new("12345").unwrap()
}

fn post(
    url: &str,
    signature: &str,
    content_type: Option<&str>,
    body: impl AsRef<[u8]>,
) -> Outcome {
    let request = SignedRequest::new("POST", url, signature).body(&body);
    validator().validate(&match content_type {
        Some(content_type) => request.content_type(content_type),
        None => request,
    })
}

fn form(url: &str, signature: &str, body: impl AsRef<[u8]>) -> Outcome {
    post(url, signature, FORM, body)
}

fn json(url: &str, signature: &str, body: impl AsRef<[u8]>) -> Outcome {
    post(url, signature, JSON, body)
}

fn get(url: &str, signature: &str) -> Outcome {
    validator().validate(&SignedRequest::new("GET", url, signature))
}
