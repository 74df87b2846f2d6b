//! Requests that are let through, and forged ones.

use bytes::Bytes;
use client_runtime::runtime::webhook::{PublicUrl, RequestSigner, WebhookReceiver};
use http::Request;
use http_body_util::Full;

use crate::{
    EVENT, FORM, SERVER, assert_refused, outcome, receiver, signed, signed_for,
};

#[tokio::test]
async fn a_signed_request_is_passed_on_with_its_body() {
    let bodies: [&[u8]; 6] = [
        EVENT.as_bytes(),
        b"",
        b"Tags=a&Tags=b&Tags=a&Tags",
        b"Body=%FF%FE",
        b"Body=\xff\xfe&\0",
        b"&&=&a=%zz%4",
    ];
    for body in bodies {
        let request = signed(body).map(Full::<Bytes>::from);
        let (status, echoed, calls) = outcome(receiver(), request).await;
        assert_eq!((status.as_u16(), &*echoed, calls), (200, body, 1), "{body:?}");
    }
}

#[tokio::test]
async fn a_json_body_is_passed_on_if_its_hash_is_signed() {
    let request = Request::post("/webhooks").header("Content-Type", "application/json");
    let signer = RequestSigner::shared_key("key", "67890").unwrap();
    let request = signer.sign(SERVER, request.body(r#"{"a":1}"#).unwrap()).unwrap();
    let validator = crate::validator().also_accept_shared_key("67890").unwrap();
    let public_url = PublicUrl::new(SERVER).unwrap();
    let receiver = WebhookReceiver::new(validator, public_url);
    let (status, echoed, _) =
        outcome(receiver.clone(), request.clone().map(Full::<Bytes>::from)).await;
    assert_eq!((status.as_u16(), &*echoed), (200, &br#"{"a":1}"#[..]));
    let other = request.map(|_| Full::<Bytes>::from(r#"{"a":2}"#));
    assert_refused("another body", outcome(receiver, other).await, 403);
}

#[tokio::test]
async fn forged_requests_are_refused() {
    let whole = || signed(EVENT);
    let header = |name: &'static str, value: &'static str| {
        let mut request = whole();
        request.headers_mut().append(name, value.parse().unwrap());
        request
    };
    let mut unsigned = whole();
    unsigned.headers_mut().remove("X-Twilio-Signature");
    let mut forged = whole();
    let made_up = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=".parse().unwrap();
    forged.headers_mut().insert("X-Twilio-Signature", made_up);
    let mut other_path = whole();
    *other_path.uri_mut() = "/other?bot=1".parse().unwrap();
    let mut other_query = whole();
    *other_query.uri_mut() = "/webhooks?bot=2".parse().unwrap();
    let mut json = whole();
    json.headers_mut().insert("Content-Type", "application/json".parse().unwrap());
    let mut untyped = whole();
    untyped.headers_mut().remove("Content-Type");
    let attempts = [
        ("unsigned", unsigned),
        ("made up", forged),
        (
            "replayed with another body",
            whole().map(|_| "EventType=onMessageAdd&Body=Bye"),
        ),
        (
            "replayed with a parameter more",
            whole().map(|_| "EventType=onMessageAdd&Author=alice&Body=Hello%21&a=1"),
        ),
        ("truncated", whole().map(|body| &body[..20])),
        ("emptied", whole().map(|_| "")),
        ("replayed at another path", other_path),
        ("replayed with another query", other_query),
        ("of another server", signed_for("https://example.com", EVENT)),
        ("of another scheme", signed_for("http://bot.example.com", EVENT)),
        ("signed twice", header("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
        (
            "of another algorithm",
            header("X-Twilio-Webhooks-Signature-Settings", "algorithm=none"),
        ),
        ("called JSON", json),
        ("of no type", untyped),
    ];
    for (what, request) in attempts {
        let request = request.map(Full::<Bytes>::from);
        assert_refused(what, outcome(receiver(), request).await, 403);
    }
    let binary = whole().map(|_| Full::<Bytes>::from(&b"\xff\xfe\0%"[..]));
    assert_refused("binary", outcome(receiver(), binary).await, 403);
    let other = RequestSigner::auth_token("another").unwrap();
    let request = Request::post("/webhooks").header("Content-Type", FORM);
    let request = other.sign(SERVER, request.body(EVENT).unwrap()).unwrap();
    let outcome = outcome(receiver(), request.map(Full::<Bytes>::from)).await;
    assert_refused("by another token", outcome, 403);
}
