//! The response of a server that hands out tokens.

use std::time::Duration;

use http::Response;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tokio::time::Instant;

use super::token::AccessToken;
use super::tokens::Grant;
use crate::runtime::response::decode;
use crate::runtime::response::received::ReceivedResponse;
use crate::runtime::transport::{Bytes, ResponseLimits};
use crate::runtime::{Error, Result};

/// How large the response may be.
pub(super) const LIMITS: ResponseLimits =
    ResponseLimits::new().with_max_body_size(64 * 1024);
/// How long a token may be, in bytes: it has to fit into the headers that servers accept.
const MAX_TOKEN: usize = 16 * 1024;
/// How long before it expires a token is replaced, at most.
const MARGIN: Duration = Duration::from_secs(60);

/// Reads the token, which is valid from when it was asked for.
pub(super) fn read(response: Response<Bytes>, asked: Instant) -> Result<Grant> {
    let (parts, body) = response.into_parts();
    LIMITS.check_headers(&parts.headers).map_err(Error::transport)?;
    LIMITS.check_body(body.len() as u64).map_err(Error::transport)?;
    let received = ReceivedResponse {
        status: parts.status,
        headers: parts.headers,
        body,
    };
    if !received.status.is_success() {
        return Err(Error::api(received));
    }
    // Serde would read the fields out of an array, too.
    if received.body.trim_ascii_start().starts_with(b"[") {
        return Err(Error::invalid_response("the token response is not an object"));
    }
    let response: std::result::Result<TokenResponse, _> =
        decode(&received.body, std::marker::PhantomData);
    match response {
        Ok(response) => response.into_grant(asked),
        // The body is left out: it can hold a token.
        Err(error) => Err(Error::invalid_body(received.decode_hint(), false, &error)),
    }
}

/// What the server answers.
#[derive(Deserialize)]
struct TokenResponse {
    access_token: SecretString,
    #[serde(default, deserialize_with = "life")]
    expires_in: Option<Duration>,
}

impl TokenResponse {
    /// The token and its time.
    fn into_grant(self, asked: Instant) -> Result<Grant> {
        check(self.access_token.expose_secret())?;
        let life = self.expires_in;
        let expiry = life.and_then(|life| asked.checked_add(life));
        let renewal = life.and_then(|life| {
            asked.checked_add(life.saturating_sub(MARGIN.min(life / 10)))
        });
        Ok(Grant {
            token: AccessToken::new(self.access_token),
            asked,
            renewal,
            expiry,
        })
    }
}

/// Refuses a token that cannot be sent, before it is kept for the requests to come.
fn check(token: &str) -> Result<()> {
    let reason = if token.is_empty() {
        "the access token in the token response is empty"
    } else if token.len() > MAX_TOKEN {
        "the access token in the token response is longer than 16 KiB"
    } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        "the access token in the token response contains characters other than visible ASCII"
    } else {
        return Ok(());
    };
    Err(Error::invalid_response(reason))
}

/// Reads a number of seconds, which some servers write as text or with decimals. A fraction is cut off, a negative number
/// counts as 0, and what is no number says nothing.
fn life<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Duration>, D::Error> {
    let seconds = match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let seconds = seconds.filter(|seconds: &f64| !seconds.is_nan());
    Ok(seconds.map(|seconds| {
        let whole = seconds.max(0.0).trunc();
        // What is more than a duration can hold is for ever.
        Duration::try_from_secs_f64(whole).unwrap_or(Duration::MAX)
    }))
}
