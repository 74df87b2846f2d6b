//! The header, the claims and the signature.

use std::collections::BTreeSet;
use std::time::Duration;

use client_runtime::jiff::Timestamp;
use client_runtime::runtime::access_token::{
    AccessToken, ChatGrant, SigningAlgorithm, VideoGrant,
};
use client_runtime::secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use crate::{ACCOUNT, KEY, SECRET, SERVICE, at, token};

/// The claims of the signed tokens, in base64url.
const CLAIMS: &str = "eyJleHAiOjE3MDAwMDM2MDAsImdyYW50cyI6eyJjaGF0Ijp7InNlcnZpY2Vfc2lkIjoiSVMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZiJ9LCJpZGVudGl0eSI6ImFsaWNlIiwidmlkZW8iOnsicm9vbSI6IjEwNDIifX0sImlhdCI6MTcwMDAwMDAwMCwiaXNzIjoiU0swMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZiIsImp0aSI6InRva2VuLTEiLCJuYmYiOjE2OTk5OTk5OTAsInN1YiI6IkFDMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYifQ";

#[test]
fn a_token_is_signed_by_each_algorithm() {
    let token = token()
        .grant(VideoGrant::new().room("1042"))
        .grant(ChatGrant::new(SERVICE))
        .not_before(at(1_699_999_990))
        .token_id("token-1")
        .region("IE1");
    for (algorithm, header, signature) in [
        (
            SigningAlgorithm::Hs256,
            "eyJhbGciOiJIUzI1NiIsImN0eSI6InR3aWxpby1mcGE7dj0xIiwidHdyIjoiaWUxIiwidHlwIjoiSldUIn0",
            "R_b80V0bRVMVPTuOwz5b2dlYKI_oKQLf-DVf4Kk4mi4",
        ),
        (
            SigningAlgorithm::Hs384,
            "eyJhbGciOiJIUzM4NCIsImN0eSI6InR3aWxpby1mcGE7dj0xIiwidHdyIjoiaWUxIiwidHlwIjoiSldUIn0",
            "9-DCumbjCODtD7Y7dODibpphdRfy_znwvG_gUuv5ipmf3fPKzd7fQ7MCQZFye9bK",
        ),
        (
            SigningAlgorithm::Hs512,
            "eyJhbGciOiJIUzUxMiIsImN0eSI6InR3aWxpby1mcGE7dj0xIiwidHdyIjoiaWUxIiwidHlwIjoiSldUIn0",
            "XOZfjJzobvIUm9tH9nS6VhahVFBkV0vQWPMORcoKHQnwIDbE56tc5pUiOh-hCd3euOWPb7gElnrvUZK0Pw0ijg",
        ),
    ] {
        let jwt = token.clone().algorithm(algorithm).to_jwt().unwrap();
        assert_eq!(jwt.expose_secret(), format!("{header}.{CLAIMS}.{signature}"));
        assert_eq!(jwt.expires_at(), at(1_700_003_600));
        let expose = SecretString::from(jwt.clone());
        assert_eq!(expose.expose_secret(), jwt.expose_secret());
    }
}

#[test]
fn a_token_is_valid_at_once_for_an_hour() {
    let before = Timestamp::now().as_second();
    let jwt = AccessToken::new(ACCOUNT, KEY, SECRET).identity("alice").to_jwt().unwrap();
    let after = Timestamp::now().as_second();
    let claims = jwt.claims();
    let issued_at = claims["iat"].as_i64().unwrap();
    assert!((before..=after).contains(&issued_at), "{claims}");
    assert_eq!(jwt.expires_at(), at(issued_at + 3600));
    assert!(claims["jti"].as_str().unwrap().starts_with(&format!("{KEY}-{issued_at}-")));
    let rest = json!({
        "exp": issued_at + 3600,
        "grants": {"identity": "alice"},
        "iat": issued_at,
        "iss": KEY,
        "jti": claims["jti"],
        "sub": ACCOUNT,
    });
    assert_eq!(*claims, rest);
}

#[test]
fn tokens_of_the_same_second_have_different_identifiers() {
    let token = token();
    let ids: BTreeSet<String> = (0..100)
        .map(|_| token.to_jwt().unwrap().claims()["jti"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 100);
}

#[test]
fn times_are_in_whole_seconds() {
    let issued_at = Timestamp::from_millisecond(1_700_000_000_999).unwrap();
    let not_before = Timestamp::from_millisecond(1_700_000_001_999).unwrap();
    let jwt = token()
        .issued_at(issued_at)
        .not_before(not_before)
        .ttl(Duration::from_millis(2_999))
        .to_jwt()
        .unwrap();
    let claims = jwt.claims();
    let times = [&claims["iat"], &claims["nbf"], &claims["exp"]];
    assert_eq!(times, [1_700_000_000, 1_700_000_001, 1_700_000_002]);
    assert_eq!(jwt.expires_at(), at(1_700_000_002));
}

#[test]
fn setters_replace() {
    let token = token()
        .identity("bob")
        .grant(ChatGrant::new(SERVICE).endpoint_id("phone"))
        .grant(ChatGrant::new(SERVICE))
        .ttl(Duration::from_secs(5))
        .ttl(Duration::from_secs(60));
    let jwt = token.to_jwt().unwrap();
    let grants = json!({"identity": "bob", "chat": {"service_sid": SERVICE}});
    assert_eq!(jwt.claims()["grants"], grants);
    assert_eq!(jwt.expires_at(), at(1_700_000_060));
}

#[test]
fn identities_are_any_text() {
    for identity in ["a@example.com", "Zoë 👋", "\"}\\\n", "a".repeat(256).as_str()] {
        let jwt = token().grant(ChatGrant::new(SERVICE)).identity(identity).to_jwt();
        assert_eq!(jwt.unwrap().claims()["grants"]["identity"], identity);
    }
}
