//! Access tokens with the credentials of a client.

use client_runtime::runtime::access_token::{AccessToken, AccessTokenError, ChatGrant};
use client_runtime::runtime::transport::{Bytes, Transport, TransportFuture};
use client_runtime::runtime::{Client, ClientBuilder, Credentials};

use crate::{ACCOUNT, KEY, SECRET, SERVICE, at};

/// Transport that must not be used.
struct Unused;

impl Transport for Unused {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        unreachable!("no request is sent")
    }
}

fn client(credentials: Credentials) -> ClientBuilder {
    Client::builder().credentials(credentials).transport(Unused)
}

/// Returns the text of a token that is the same every time.
fn text(token: AccessToken) -> String {
    let token = token.grant(ChatGrant::new(SERVICE)).token_id("1");
    token.issued_at(at(1_700_000_000)).to_jwt().unwrap().expose_secret().to_owned()
}

#[test]
fn a_token_has_account_key_and_region_of_the_client() {
    let credentials = Credentials::api_key(KEY, SECRET).with_account_sid(ACCOUNT);
    let expected = AccessToken::new(ACCOUNT, KEY, SECRET).identity("alice");
    let client = client(credentials);
    let token = client.clone().build().unwrap().access_token("alice").unwrap();
    assert_eq!(text(token), text(expected.clone()));
    let client = client.region("ie1").build().unwrap();
    let token = client.access_token("alice").unwrap();
    assert_eq!(text(token), text(expected.region("ie1")));
}

#[test]
fn only_an_api_key_signs_tokens() {
    for credentials in [
        Credentials::auth_token(ACCOUNT, SECRET),
        Credentials::access_token(SECRET).with_account_sid(ACCOUNT),
        Credentials::oauth("OQ0123456789abcdef0123456789abcdef", SECRET)
            .with_account_sid(ACCOUNT),
    ] {
        let client = client(credentials).build().unwrap();
        let error = client.access_token("alice").unwrap_err();
        assert_eq!(error, AccessTokenError::UnsupportedCredentials);
        let message = error.to_string();
        for name in ["`Credentials::api_key`", "TWILIO_API_KEY", "TWILIO_ACCOUNT_SID"] {
            assert!(message.contains(name), "{message}");
        }
    }
}

#[test]
fn the_account_of_the_api_key_is_required() {
    let client = client(Credentials::api_key(KEY, SECRET)).build().unwrap();
    let error = client.access_token("alice").unwrap_err();
    assert_eq!(error, AccessTokenError::MissingAccountSid);
    let message = error.to_string();
    for name in ["`Credentials::with_account_sid`", "TWILIO_ACCOUNT_SID"] {
        assert!(message.contains(name), "{message}");
    }
}

#[cfg(feature = "mock")]
#[test]
fn the_client_of_a_mock_signs_tokens() {
    let mock = client_runtime::runtime::mock::MockTransport::new();
    let jwt = mock.client().access_token("alice").unwrap().to_jwt().unwrap();
    let claims = jwt.claims();
    assert_eq!(claims["sub"], "AC00000000000000000000000000000000");
    assert_eq!(claims["iss"], "SK00000000000000000000000000000000");
}
