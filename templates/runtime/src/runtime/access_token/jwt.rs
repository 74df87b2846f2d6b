//! Signed access tokens.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::algorithm::SigningAlgorithm;
use super::error::AccessTokenError;

/// Signed access token, as Twilio's front-end SDKs take it.
///
/// Its text is a secret, which is erased from memory when the value is dropped: `Debug` redacts it, there is neither
/// `Display` nor `Serialize`, and [`expose_secret`](Self::expose_secret) returns it. To put it into a response, serialize
/// that:
///
/// ```
/// use client_runtime::access_token::Jwt;
/// use serde_json::json;
///
/// fn response(jwt: &Jwt) -> String {
///     json!({"token": jwt.expose_secret(), "expires_at": jwt.expires_at()}).to_string()
/// }
/// ```
#[derive(Clone)]
pub struct Jwt {
    text: SecretString,
    claims: Value,
    expires_at: Timestamp,
}

impl Jwt {
    /// Signs a header and claims.
    pub(super) fn sign(
        header: &Value,
        claims: Value,
        expires_at: Timestamp,
        algorithm: SigningAlgorithm,
        secret: &SecretString,
    ) -> Result<Self, AccessTokenError> {
        let message = format!("{}.{}", encoded(header), encoded(&claims));
        let signature = algorithm.sign(secret, message.as_bytes())?;
        let signature = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.encode(signature));
        // Never reallocated, so that no copy of the signature remains in memory.
        let mut text = String::with_capacity(message.len() + 1 + signature.len());
        text.push_str(&message);
        text.push('.');
        text.push_str(&signature);
        Ok(Self {
            text: text.into(),
            claims,
            expires_at,
        })
    }

    /// Returns the text of the token.
    pub fn expose_secret(&self) -> &str {
        self.text.expose_secret()
    }

    /// Returns the time at which the token expires.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Returns the claims, such as for tests: `jti`, `iss`, `sub`, `iat`, `exp`, `nbf` if it is set, and `grants`.
    ///
    /// They contain no secret, but the identity, which is personal data.
    pub fn claims(&self) -> &Value {
        &self.claims
    }
}

/// Returns the text of the token as a secret.
impl From<Jwt> for SecretString {
    fn from(jwt: Jwt) -> Self {
        jwt.text
    }
}

/// Shows when the token expires, never its text.
impl fmt::Debug for Jwt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Jwt")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Returns JSON in base64url without padding.
fn encoded(json: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(json.to_string())
}
