//! Access tokens. The expected signatures were computed apart from this crate, with Python's `hmac`, `json` and `base64`.
//! The claims are compared with those of Twilio's SDK for Node in `tests/tests/node_sdk`.
#![cfg(feature = "access-token")]

mod client;
mod errors;
mod grants;
mod redaction;
mod tokens;

use client_runtime::jiff::Timestamp;
use client_runtime::runtime::access_token::AccessToken;

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const KEY: &str = "SK0123456789abcdef0123456789abcdef";
const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
const SECRET: &str = "sentinel";

/// Returns a token of alice that is issued at a fixed time.
fn token() -> AccessToken {
    AccessToken::new(ACCOUNT, KEY, SECRET).identity("alice").issued_at(at(1_700_000_000))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("it is in range")
}
