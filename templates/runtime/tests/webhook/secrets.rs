//! Auth tokens and shared keys.

use client_runtime::runtime::ErrorKind;
use client_runtime::runtime::webhook::{
    RequestSigner, SignatureError, SignatureValidator, SignedRequest,
};
use http::Request;

use crate::{FORM, GREETING, HOOK, Outcome, SETTINGS, SIGNATURE, get, validator};

fn shared(validator: &SignatureValidator, settings: &str, signature: &str) -> Outcome {
    let request = Request::post("/hook")
        .header("Content-Type", FORM.unwrap())
        .header("X-Twilio-Webhooks-Signature-Settings", settings)
        .header("X-Twilio-Signature", signature)
        .body(GREETING)
        .unwrap();
    validator.validate_request("https://example.com", &request)
}

#[test]
fn a_shared_key_signs_by_the_algorithm_that_the_header_names() {
    let validator = SignatureValidator::for_shared_key("shared-secret").unwrap();
    let by_sha256 = "xWdCCB9/id1CLrdXxI+xWuPLUCjW86BXCXcW2O3owyI=";
    let by_sha1 = "EGcJC7s5kxK1qRH25/7hH6GlGhc=";
    for settings in [
        SETTINGS,
        "algorithm=HMAC_SHA256",
        "algorithm = hmac_sha256 , key=other",
        "key,algorithm=,algorithm=HMAC_SHA256",
    ] {
        assert_eq!(shared(&validator, settings, by_sha256), Ok(()), "{settings}");
        let outcome = shared(&validator, settings, by_sha1);
        assert_eq!(outcome, Err(SignatureError::MalformedSignature), "{settings}");
    }
    for settings in ["key=webhooks_sharedkey_01", "key=1,algorithm=HMAC_SHA1"] {
        assert_eq!(shared(&validator, settings, by_sha1), Ok(()), "{settings}");
    }
    for settings in ["algorithm=HMAC_MD5", "algorithm=none", "algorithm=HMAC_SHA256 x"] {
        let outcome = shared(&validator, settings, by_sha256);
        assert_eq!(outcome, Err(SignatureError::UnsupportedAlgorithm), "{settings}");
    }
    let outcome = shared(&validator, SETTINGS, &by_sha256.replace('x', "y"));
    assert_eq!(outcome, Err(SignatureError::Mismatch));
}

#[test]
fn each_kind_of_secret_is_taken_for_its_own_scheme_alone() {
    let signature = "LPh593ybXyJuYmo3n3ut+vWnsSQOA9gHZuOOAoQ6k5E=";
    let request =
        SignedRequest::new("GET", HOOK, signature).signature_settings(SETTINGS);
    let shared = SignatureValidator::for_shared_key("shared-secret").unwrap();
    assert_eq!(shared.validate(&request), Ok(()));
    // The same secret as an auth token.
    let token = SignatureValidator::new("shared-secret").unwrap();
    assert_eq!(token.validate(&request), Err(SignatureError::MissingSecret));
    let request = SignedRequest::new("GET", HOOK, SIGNATURE);
    let validator = SignatureValidator::for_shared_key("12345").unwrap();
    assert_eq!(validator.validate(&request), Err(SignatureError::MissingSecret));
    let both = validator.also_accept("12345").unwrap();
    assert_eq!(both.validate(&request), Ok(()));
    // An empty header counts as absent.
    assert_eq!(both.validate(&request.signature_settings("")), Ok(()));
}

#[test]
fn several_shared_keys_can_be_accepted_beside_an_auth_token() {
    let validator = validator()
        .also_accept_shared_key("shared-secret")
        .and_then(|validator| validator.also_accept_shared_key("next-secret"))
        .unwrap();
    for signature in [
        "xWdCCB9/id1CLrdXxI+xWuPLUCjW86BXCXcW2O3owyI=",
        "p0x/5YaAh4t4+wlSLR6/2y9rEshj+5wEGtuCxBy6gpk=",
    ] {
        assert_eq!(shared(&validator, SETTINGS, signature), Ok(()));
    }
    let request = SignedRequest::new("GET", HOOK, SIGNATURE);
    assert_eq!(validator.validate(&request), Ok(()));
}

#[test]
fn one_settings_header_is_taken_and_not_several() {
    let signature = "LPh593ybXyJuYmo3n3ut+vWnsSQOA9gHZuOOAoQ6k5E=";
    let validator = SignatureValidator::for_shared_key("shared-secret").unwrap();
    let outcome = |settings: &[&[u8]]| {
        let mut request = Request::get("/hook").header("x-twilio-signature", signature);
        for value in settings {
            request = request.header("x-twilio-webhooks-signature-settings", *value);
        }
        let request = request.body("").unwrap();
        validator.validate_request("https://example.com", &request)
    };
    let settings = SETTINGS.as_bytes();
    assert_eq!(outcome(&[settings]), Ok(()));
    assert_eq!(outcome(&[settings, settings]), Err(SignatureError::MalformedSettings));
    assert_eq!(outcome(&[b"\xff"]), Err(SignatureError::MalformedSettings));
}

#[test]
fn several_tokens_can_be_accepted() {
    let both = validator().also_accept("67890").unwrap();
    let outcome =
        |signature: &str| both.validate(&SignedRequest::new("GET", HOOK, signature));
    for signature in [SIGNATURE, "CFEbvJIoYTgn0JMwovFcijBKgYE="] {
        assert_eq!(outcome(signature), Ok(()));
    }
    let signed_with_nothing = "xQOF1APtyntRalj3wBIyoHzQGho=";
    assert_eq!(outcome(signed_with_nothing), Err(SignatureError::Mismatch));
    assert_eq!(get(HOOK, "CFEbvJIoYTgn0JMwovFcijBKgYE="), Err(SignatureError::Mismatch));
}

#[test]
fn a_secret_that_cannot_be_is_refused() {
    for (secret, fault) in [
        ("", "is empty"),
        (" ", "has white space around it"),
        ("sentinel\n", "has white space around it"),
        (" sentinel", "has white space around it"),
        ("senti\u{7f}nel", "contains control characters"),
        ("senti\nnel", "contains control characters"),
    ] {
        let auth_token = format!("the auth token of the validator {fault}");
        let shared_key = format!("the shared key of the validator {fault}");
        for (refused, message) in [
            (SignatureValidator::new(secret).map(|_| ()), &auth_token),
            (validator().also_accept(secret).map(|_| ()), &auth_token),
            (SignatureValidator::for_shared_key(secret).map(|_| ()), &shared_key),
            (validator().also_accept_shared_key(secret).map(|_| ()), &shared_key),
            (
                RequestSigner::auth_token(secret).map(|_| ()),
                &format!("the auth token of the signer {fault}"),
            ),
            (
                RequestSigner::shared_key("key", secret).map(|_| ()),
                &format!("the shared key of the signer {fault}"),
            ),
        ] {
            let error = refused.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(message), "{error}");
            assert!(!format!("{error} {error:?}").contains("senti"), "{error:?}");
        }
    }
}

#[test]
fn no_secret_is_shown() {
    let validator = SignatureValidator::new("sentinel")
        .and_then(|validator| validator.also_accept_shared_key("sentinel"))
        .unwrap();
    let signer = RequestSigner::shared_key("key", "sentinel").unwrap();
    let request =
        SignedRequest::new("GET", "https://me:sentinel@example.com", "sentinel");
    let request = request.body("sentinel");
    let shown = format!("{validator:?} {signer:?} {request:?}");
    assert!(!shown.contains("sentinel"), "{shown}");
}
