//! What the client proves itself with.
//!
//! Most programs need [`Credentials`] alone: an [API key](Credentials::api_key), an
//! [auth token](Credentials::auth_token), or an [OAuth application](Credentials::oauth). For access tokens from
//! elsewhere, such as a vault, implement [`TokenProvider`] and give it to [`Credentials::bearer`].

mod oauth;
pub(crate) mod secret;
mod token;
mod token_response;
mod tokens;

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderValue;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

pub use self::oauth::OAuthClientCredentials;
pub use self::token::{
    AccessToken, CheckError, TokenError, TokenFuture, TokenProvider, TokenRequest,
};
use crate::runtime::{Error, Result};

/// What a client proves itself with to Twilio.
///
/// The secret part is wiped from memory when the last clone of the credentials is dropped, and no `Debug` or error shows
/// it. There is no `Display`.
#[derive(Clone)]
#[must_use = "credentials have no effect until they are passed to a client or a request"]
pub struct Credentials {
    scheme: Scheme,
    account_sid: Option<Arc<str>>,
}

/// How the credentials are sent.
#[derive(Clone)]
enum Scheme {
    Basic {
        /// The SID of an account or of an API key.
        user: Arc<str>,
        secret: Arc<SecretString>,
    },
    Bearer(Arc<dyn TokenProvider>),
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
        Self::basic(account_sid.clone(), auth_token.into()).with_account_sid(account_sid)
    }

    /// The SID of an API key (`SK...`) and its secret.
    ///
    /// A key belongs to one account, and can be revoked alone. See <https://www.twilio.com/docs/iam/api-keys>.
    pub fn api_key(key_sid: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self::basic(key_sid.into(), secret.into())
    }

    /// The id (`OQ...`) and the secret of an OAuth application, which are exchanged for access tokens as they are needed.
    ///
    /// See [`OAuthClientCredentials`] for how, and for what can be set, and
    /// <https://www.twilio.com/docs/iam/oauth-apps> for how to get them.
    pub fn oauth(
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self::bearer(OAuthClientCredentials::new(client_id, client_secret))
    }

    /// Access tokens, from whoever hands them out.
    pub fn bearer(provider: impl TokenProvider) -> Self {
        Self {
            scheme: Scheme::Bearer(Arc::new(provider)),
            account_sid: None,
        }
    }

    /// Says which account is meant, where it is not the one that the auth token belongs to: the account of an API key,
    /// or a subaccount.
    pub fn with_account_sid(mut self, account_sid: impl Into<String>) -> Self {
        self.account_sid = Some(account_sid.into().into());
        self
    }

    /// The SID of the account, where it is known.
    pub fn account_sid(&self) -> Option<&str> {
        self.account_sid.as_deref()
    }

    /// A name and a secret, for Basic authentication.
    fn basic(user: String, secret: SecretString) -> Self {
        Self {
            scheme: Scheme::Basic {
                user: user.into(),
                secret: Arc::new(secret),
            },
            account_sid: None,
        }
    }

    /// Whether the credentials can be sent at all; Basic authentication has no way to write a colon in the name.
    pub(crate) fn check(&self) -> Result<()> {
        let (user, secret) = match &self.scheme {
            Scheme::Basic { user, secret } => (user, secret),
            Scheme::Bearer(provider) => return provider.check().map_err(unusable),
        };
        if user.is_empty() || user.contains(':') {
            return Err(Error::configuration(
                "the SID of the credentials is empty or holds a colon",
            ));
        }
        if secret.expose_secret().is_empty() {
            return Err(Error::configuration("the secret of the credentials is empty"));
        }
        Ok(())
    }

    /// What to prove an attempt with.
    pub(crate) async fn authorize(
        &self,
        request: TokenRequest,
    ) -> Result<Authorization> {
        match &self.scheme {
            Scheme::Basic { user, secret } => {
                let pair = Zeroizing::new(format!("{user}:{}", secret.expose_secret()));
                let text = Zeroizing::new(BASE64_STANDARD.encode(pair.as_bytes()));
                Authorization::new("Basic", &text, None)
            }
            Scheme::Bearer(provider) => {
                let token = provider.token(request).await.map_err(Error::credentials)?;
                let text = Zeroizing::new(token.expose_secret().to_owned());
                Authorization::new("Bearer", &text, Some(token))
            }
        }
    }

    /// Notes that the API did not accept a token; whether it makes sense to ask for another one.
    pub(crate) fn reject(&self, token: &AccessToken) -> bool {
        match &self.scheme {
            Scheme::Basic { .. } => false,
            Scheme::Bearer(provider) => provider.reject(token),
        }
    }
}

/// The error for a provider of tokens that cannot work. One of this crate says what is wrong by itself.
fn unusable(error: CheckError) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(error) => {
            Error::configuration("the credentials cannot be used").with_source(error)
        }
    }
}

/// What an attempt proves itself with.
pub(crate) struct Authorization {
    /// The value of the `Authorization` header.
    pub(crate) header: HeaderValue,
    /// The token, if it is one.
    pub(crate) token: Option<AccessToken>,
}

impl Authorization {
    /// Writes the header.
    fn new(scheme: &str, secret: &str, token: Option<AccessToken>) -> Result<Self> {
        if secret.is_empty() {
            return Err(Error::configuration("the access token is empty"));
        }
        let text = Zeroizing::new(format!("{scheme} {secret}"));
        let mut header = HeaderValue::from_str(&text).map_err(|error| {
            Error::configuration("the credentials do not fit into a header")
                .with_source(error)
        })?;
        header.set_sensitive(true);
        Ok(Self { header, token })
    }
}

/// Shows whose credentials they are, never the secret.
impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Credentials");
        match &self.scheme {
            Scheme::Basic { user, .. } => shown.field("user", user),
            Scheme::Bearer(provider) => shown.field("provider", provider),
        };
        shown.field("account_sid", &self.account_sid).finish_non_exhaustive()
    }
}
