//! What the client proves itself with.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderValue;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::{Error, Result};

/// What a client proves itself with to Twilio.
///
/// The secret part is wiped from memory when the credentials are dropped, and no `Debug` or error shows it. There is
/// no `Display`.
#[derive(Clone)]
pub struct Credentials {
    /// The user name of Basic authentication: the SID of an account or of an API key.
    user: String,
    secret: SecretString,
    account_sid: Option<String>,
}

impl Credentials {
    /// The SID of an account (`AC...`) and its auth token, as shown in the Twilio console.
    ///
    /// The auth token can do everything the account can; prefer an [API key](Self::api_key) outside of local tests.
    pub fn auth_token(
        account_sid: impl Into<String>,
        auth_token: impl Into<SecretString>,
    ) -> Self {
        let account_sid = account_sid.into();
        Self {
            user: account_sid.clone(),
            secret: auth_token.into(),
            account_sid: Some(account_sid),
        }
    }

    /// The SID of an API key (`SK...`) and its secret.
    ///
    /// A key belongs to one account, and can be revoked alone. See <https://www.twilio.com/docs/iam/api-keys>.
    pub fn api_key(key_sid: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            user: key_sid.into(),
            secret: secret.into(),
            account_sid: None,
        }
    }

    /// Says which account is meant, where it is not the one that the auth token belongs to: the account of an API key,
    /// or a subaccount.
    pub fn with_account_sid(mut self, account_sid: impl Into<String>) -> Self {
        self.account_sid = Some(account_sid.into());
        self
    }

    /// The SID of the account, where it is known.
    pub fn account_sid(&self) -> Option<&str> {
        self.account_sid.as_deref()
    }

    /// Whether the credentials can be sent at all; Basic authentication has no way to write a colon in the name.
    pub(crate) fn check(&self) -> Result<()> {
        if self.user.is_empty() || self.user.contains(':') {
            return Err(Error::configuration(
                "the SID of the credentials is empty or holds a colon",
            ));
        }
        if self.secret.expose_secret().is_empty() {
            return Err(Error::configuration("the secret of the credentials is empty"));
        }
        Ok(())
    }

    /// The value of the `Authorization` header.
    pub(crate) fn authorization(&self) -> Result<HeaderValue> {
        let pair =
            Zeroizing::new(format!("{}:{}", self.user, self.secret.expose_secret()));
        let text =
            Zeroizing::new(format!("Basic {}", BASE64_STANDARD.encode(pair.as_bytes())));
        let mut value = HeaderValue::from_str(&text).map_err(|error| {
            Error::configuration("the credentials do not fit into a header")
                .because(error)
        })?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// Shows whose credentials they are, never the secret.
impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("user", &self.user)
            .field("account_sid", &self.account_sid)
            .finish_non_exhaustive()
    }
}
