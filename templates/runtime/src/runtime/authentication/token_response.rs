//! Responses of a token endpoint.

use std::marker::PhantomData;
use std::time::Duration;

use http::Response;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tokio::time::Instant;

use super::token::AccessToken;
use super::tokens::Grant;
use crate::runtime::response::decode_model;
use crate::runtime::response::received::ReceivedResponse;
use crate::runtime::transport::{Bytes, ResponseLimits};
use crate::runtime::{Error, Result};

/// Size limits of a token response.
pub(super) const LIMITS: ResponseLimits =
    ResponseLimits::new().with_max_body_size(64 * 1024);
/// Maximum length of a token in bytes, so that it fits into the headers that servers accept.
const MAX_TOKEN: usize = 16 * 1024;
/// Maximum time before its expiry at which a token is renewed.
const MARGIN: Duration = Duration::from_secs(60);

/// Decodes the token, whose lifetime starts when it was requested.
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
    // The derived implementation would also deserialize the fields from an array.
    if received.body.trim_ascii_start().starts_with(b"[") {
        return Err(Error::invalid_response("the token response is not an object"));
    }
    match decode_model(&received.body, PhantomData::<TokenResponse>) {
        Ok(response) => response.into_grant(asked),
        // The body is omitted, because it can contain a token.
        Err(error) => Err(Error::invalid_body(received.decode_hint(), false, &error)),
    }
}

/// Body of a token response.
#[derive(Deserialize)]
struct TokenResponse {
    access_token: SecretString,
    #[serde(default, deserialize_with = "life")]
    expires_in: Option<Duration>,
}

impl TokenResponse {
    /// Returns the token and its lifetime.
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

/// Rejects a token that cannot be sent, before it is cached.
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

/// Deserializes a number of seconds, which some servers send as a string or with decimals. Fractions are truncated,
/// negative numbers count as 0, and anything that is not a number is ignored.
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
        // A lifetime that exceeds the range of `Duration` never ends.
        Duration::try_from_secs_f64(whole).unwrap_or(Duration::MAX)
    }))
}
