//! Credentials for authenticating requests.
//!
//! Most programs need only [`Credentials`]: an [API key](Credentials::api_key), an [auth
//! token](Credentials::auth_token), or an [OAuth application](Credentials::oauth). For access tokens from elsewhere,
//! such as a vault, implement [`TokenProvider`] and pass it to [`Credentials::bearer`].

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

/// Credentials for authenticating requests.
///
/// The secret is erased from memory when the last clone is dropped. `Debug` and errors redact it, and there is no
/// `Display`.
///
/// ```
/// use client_runtime::{Client, Credentials};
///
/// # fn main() -> client_runtime::Result<()> {
/// # #[cfg(feature = "rustls")] {
/// let credentials = Credentials::api_key("SK0123456789abcdef0123456789abcdef", "secret");
/// let client = Client::builder().credentials(credentials).build()?;
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "credentials have no effect until they are passed to a client or a request"]
#[doc(alias("authenticate", "authorization", "login"))]
pub struct Credentials {
    scheme: Scheme,
    account_sid: Option<Arc<str>>,
}

/// The scheme of the `Authorization` header.
#[derive(Clone)]
enum Scheme {
    Basic {
        kind: Kind,
        /// The SID of an account or of an API key.
        user: Arc<str>,
        secret: Arc<SecretString>,
    },
    Bearer(Arc<dyn TokenProvider>),
}

/// Contents of the `Authorization` header of Basic authentication.
#[derive(Clone, Copy)]
enum Kind {
    AuthToken,
    ApiKey,
}

impl Credentials {
    /// Creates credentials from an account SID (`AC...`) and the auth token shown in the Twilio Console.
    ///
    /// The auth token grants access to the whole account; outside of local tests, prefer an [API key](Self::api_key).
    pub fn auth_token(
        account_sid: impl Into<String>,
        auth_token: impl Into<SecretString>,
    ) -> Self {
        let account_sid = account_sid.into();
        Self::basic(Kind::AuthToken, account_sid.clone(), auth_token.into())
            .with_account_sid(account_sid)
    }

    /// Creates credentials from the SID (`SK...`) and the secret of an API key.
    ///
    /// An API key belongs to one account and can be revoked on its own. See <https://www.twilio.com/docs/iam/api-keys>.
    pub fn api_key(key_sid: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self::basic(Kind::ApiKey, key_sid.into(), secret.into())
    }

    /// Creates credentials from the client ID (`OQ...`) and the client secret of an OAuth application. The client
    /// exchanges them for access tokens.
    ///
    /// See [`OAuthClientCredentials`] for further settings, and <https://www.twilio.com/docs/iam/oauth-apps> for how to
    /// create an application.
    pub fn oauth(
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self::bearer(OAuthClientCredentials::new(client_id, client_secret))
    }

    /// Creates credentials from an access token that does not change. For tokens that expire, use
    /// [`bearer`](Self::bearer).
    pub fn access_token(token: impl Into<SecretString>) -> Self {
        Self::bearer(AccessToken::new(token))
    }

    /// Creates credentials that authenticate with access tokens of `provider`.
    pub fn bearer(provider: impl TokenProvider) -> Self {
        Self {
            scheme: Scheme::Bearer(Arc::new(provider)),
            account_sid: None,
        }
    }

    /// Sets the SID that [`account_sid`](Self::account_sid) returns, such as the account of an API key.
    ///
    /// It is not sent: the API key or the access token determines the account. Access tokens for front ends
    /// (`Client::access_token`) contain it, so they need it beside an API key.
    pub fn with_account_sid(mut self, account_sid: impl Into<String>) -> Self {
        self.account_sid = Some(account_sid.into().into());
        self
    }

    /// Returns the SID of the account, if it is known: with an auth token, or if it was set.
    pub fn account_sid(&self) -> Option<&str> {
        self.account_sid.as_deref()
    }

    /// Returns the SID and the secret of the API key, if these are the credentials of one.
    #[cfg(feature = "access-token")]
    pub(crate) fn key_pair(&self) -> Option<(&str, &Arc<SecretString>)> {
        match &self.scheme {
            Scheme::Basic {
                kind: Kind::ApiKey,
                user,
                secret,
            } => Some((user, secret)),
            _ => None,
        }
    }

    /// Creates credentials for Basic authentication.
    fn basic(kind: Kind, user: String, secret: SecretString) -> Self {
        Self {
            scheme: Scheme::Basic {
                kind,
                user: user.into(),
                secret: Arc::new(secret),
            },
            account_sid: None,
        }
    }

    /// Returns `true` if requests are authenticated by access tokens.
    pub(crate) fn are_access_tokens(&self) -> bool {
        matches!(self.scheme, Scheme::Bearer(_))
    }

    /// Fails for credentials that cannot be sent; the error names the invalid part.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.scheme {
            Scheme::Basic { kind, user, secret } => {
                let (user_name, secret_name) = match kind {
                    Kind::AuthToken => ("the account SID", "the auth token"),
                    Kind::ApiKey => ("the API key SID", "the API key secret"),
                };
                secret::check(user_name, user)?;
                // Basic authentication cannot represent a colon in the user name.
                if user.contains(':') {
                    let message = format!("{user_name} contains a colon");
                    return Err(Error::configuration(message));
                }
                secret::check(secret_name, secret.expose_secret())?;
            }
            Scheme::Bearer(provider) => provider.check().map_err(unusable)?,
        }
        match &self.account_sid {
            Some(account_sid) => secret::check("the account SID", account_sid),
            None => Ok(()),
        }
    }

    /// Returns the authorization of one attempt.
    pub(crate) async fn authorize(
        &self,
        request: TokenRequest,
    ) -> Result<Authorization> {
        match &self.scheme {
            Scheme::Basic { user, secret, .. } => {
                let pair = Zeroizing::new(format!("{user}:{}", secret.expose_secret()));
                let text = Zeroizing::new(BASE64_STANDARD.encode(pair.as_bytes()));
                Authorization::new("Basic", &text, None)
            }
            Scheme::Bearer(provider) => {
                let token = provider.token(request).await.map_err(Error::credentials)?;
                secret::check_header("the access token", token.expose_secret())?;
                let text = Zeroizing::new(token.expose_secret().to_owned());
                Authorization::new("Bearer", &text, Some(token))
            }
        }
    }

    /// Reports that the API rejected a token. Returns `true` if another one can be obtained.
    pub(crate) fn reject(&self, token: &AccessToken) -> bool {
        match &self.scheme {
            Scheme::Basic { .. } => false,
            Scheme::Bearer(provider) => provider.reject(token),
        }
    }
}

/// Returns the error for a token provider with an invalid configuration. An error of this crate is returned unchanged.
fn unusable(error: CheckError) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(error) => {
            Error::configuration("the credentials cannot be used").with_source(error)
        }
    }
}

/// Authorization of one attempt.
pub(crate) struct Authorization {
    /// Value of the `Authorization` header, if the request is authenticated.
    pub(crate) header: Option<HeaderValue>,
    /// Access token, if one is used.
    pub(crate) token: Option<AccessToken>,
}

impl Authorization {
    /// Sets the `Authorization` header.
    fn new(scheme: &str, secret: &str, token: Option<AccessToken>) -> Result<Self> {
        let text = Zeroizing::new(format!("{scheme} {secret}"));
        let mut header = HeaderValue::from_str(&text).map_err(|error| {
            Error::configuration("the credentials do not fit into a header")
                .with_source(error)
        })?;
        header.set_sensitive(true);
        Ok(Self {
            header: Some(header),
            token,
        })
    }

    /// Returns the authorization of a request without credentials.
    pub(crate) fn none() -> Self {
        Self {
            header: None,
            token: None,
        }
    }
}

/// Redacts the secret.
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
