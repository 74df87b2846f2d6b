//! Requests that are signed for tests.

use client_runtime::runtime::ErrorKind;
use client_runtime::runtime::webhook::{
    RequestSigner, SignatureError, SignatureValidator,
};
use http::Request;

use crate::{EVENT, FORM, GREETING, HASHED, SETTINGS};

#[test]
fn what_is_signed_for_a_test_is_valid() {
    let secrets = SignatureValidator::new("12345")
        .and_then(|validator| validator.also_accept_shared_key("shared-secret"))
        .unwrap();
    let public_url = "https://me:secret@example.com:8443/chat/";
    let form = |body: &'static str| {
        Request::post("/hook?a=1").header("content-type", FORM.unwrap()).body(body)
    };
    let json =
        Request::post("/hook").header("content-type", "application/json").body("{}");
    let query = Request::post("http://10.0.0.7/hook?a=1").body("text");
    for signer in [
        RequestSigner::auth_token("12345").unwrap(),
        RequestSigner::shared_key("webhooks_sharedkey_01", "shared-secret").unwrap(),
    ] {
        for request in [
            form(GREETING).unwrap(),
            form("").unwrap(),
            Request::get("/hook?a=1").body("").unwrap(),
            query.as_ref().unwrap().clone(),
            json.as_ref().unwrap().clone(),
        ] {
            let signed = signer.sign(public_url, request).unwrap();
            let outcome = secrets.validate_request(public_url, &signed);
            assert_eq!(outcome, Ok(()), "{signed:?}");
            let changed = signed.map(|body| format!("{body}&b=1"));
            let outcome = secrets.validate_request(public_url, &changed);
            assert!(outcome.is_err(), "{changed:?}");
        }
    }
}

#[test]
fn a_signer_signs_as_twilio_does() {
    let signer = RequestSigner::auth_token("12345").unwrap();
    let parameters = [("ReasonConferenceEnded", "bye"), ("Reason", "Participant left")];
    let signature =
        signer.signature("https://user:password@example.com/hook", parameters);
    assert_eq!(signature.as_deref(), Ok("lCfVD2F2R7y1lhlyOSSp2LPkGrs="));
    let json = Request::post("/hook?a=1").body(EVENT).unwrap();
    let request = signer.sign("https://example.com", json).unwrap();
    let behind_another = HASHED.replace('?', "?a=1&");
    assert_eq!(format!("https://example.com{}", request.uri()), behind_another);
    assert_eq!(request.headers()["x-twilio-signature"], "bzAJGiFOLzVzSOpqAWDJRbCsfSI=");
    assert!(!request.headers().contains_key("x-twilio-webhooks-signature-settings"));
    // An existing hash is kept, right or wrong.
    let again = signer.sign("https://example.com", request.clone()).unwrap();
    assert_eq!(again.uri(), request.uri());

    let signer =
        RequestSigner::shared_key("webhooks_sharedkey_01", "shared-secret").unwrap();
    let request = Request::post("/hook").header("content-type", FORM.unwrap());
    let request = signer.sign("https://example.com", request.body(GREETING).unwrap());
    let headers = request.unwrap().headers().clone();
    assert_eq!(
        headers["x-twilio-signature"],
        "xWdCCB9/id1CLrdXxI+xWuPLUCjW86BXCXcW2O3owyI="
    );
    assert_eq!(headers["x-twilio-webhooks-signature-settings"], SETTINGS);

    let request = Request::get("/hook").body("").unwrap();
    let outcome = signer.sign("https://example.com?a=1", request).map(|_| ());
    assert_eq!(outcome, Err(SignatureError::InvalidUrl));
    let error = RequestSigner::shared_key("a\nb", "shared-secret").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
