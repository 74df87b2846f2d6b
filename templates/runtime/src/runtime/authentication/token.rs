//! Access tokens and their providers.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::secret;
use crate::runtime::Error;
use crate::runtime::transport::Transport;

/// Provides access tokens, which are sent as `Authorization: Bearer`.
///
/// The client calls [`token`](Self::token) before every attempt, from many tasks at once, so an implementation should
/// cache a token while it is valid. `Debug` must not show a secret.
///
/// ```
/// use client_runtime::Credentials;
/// use client_runtime::authentication::{AccessToken, TokenFuture, TokenProvider, TokenRequest};
///
/// /// Reads a token that another process keeps up to date.
/// #[derive(Debug)]
/// struct TokenFile(std::path::PathBuf);
///
/// impl TokenProvider for TokenFile {
///     fn token(&self, _: TokenRequest) -> TokenFuture<'_> {
///         Box::pin(async {
///             let text = std::fs::read_to_string(&self.0)
///                 .map_err(client_runtime::authentication::TokenError::transient)?;
///             Ok(AccessToken::new(text.trim().to_owned()))
///         })
///     }
/// }
///
/// let credentials = Credentials::bearer(TokenFile("/run/secrets/twilio".into()));
/// ```
pub trait TokenProvider: fmt::Debug + Send + Sync + 'static {
    /// Returns a valid token.
    ///
    /// The future can be dropped at any time, or not be polled for a while, as it is part of the future of a request.
    /// It must therefore not hold a lock while it awaits something, or no other request gets a token. Share one future
    /// among all callers instead, such as a `futures_util::future::Shared`, or fetch tokens in a task of your own.
    fn token(&self, request: TokenRequest) -> TokenFuture<'_>;

    /// Checks the configuration when a client is built with this provider. The default implementation succeeds.
    ///
    /// # Errors
    ///
    /// The client returns the error as the source of an error of
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration).
    fn check(&self) -> Result<(), CheckError> {
        Ok(())
    }

    /// Reports that the API rejected a token (status 401), which must not be returned again.
    ///
    /// Returns `true` if another token can be obtained; the request is then sent once more. The default implementation
    /// returns `false`.
    fn reject(&self, token: &AccessToken) -> bool {
        let _ = token;
        false
    }
}

/// Future of an access token, returned by [`TokenProvider::token`].
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<AccessToken, TokenError>> + Send + 'a>>;

/// Error of [`TokenProvider::check`]. Its text ends up in logs and must not contain a secret.
pub type CheckError = Box<dyn StdError + Send + Sync>;

/// Context in which a [`TokenProvider`] obtains a token.
///
/// ```
/// use client_runtime::authentication::TokenRequest;
/// use client_runtime::transport::{Bytes, TransportError, http};
///
/// /// Requests a token with the transport of the client, and so with its proxy and its certificates.
/// async fn request(context: TokenRequest) -> Result<Bytes, TransportError> {
///     let request = http::Request::get("https://tokens.internal/twilio").body(Bytes::new());
///     let request = request.expect("the URL is valid");
///     Ok(context.transport().send(request).await?.into_body())
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct TokenRequest {
    transport: Arc<dyn Transport>,
}

impl TokenRequest {
    /// Creates the context of a client with this transport.
    pub(crate) fn new(transport: Arc<dyn Transport>) -> Self {
        Self { transport }
    }

    /// Returns the transport of the client, with its proxy and its certificates.
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.transport
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenRequest").finish_non_exhaustive()
    }
}

/// Access token. `Debug` redacts it, and it is erased from memory when the last clone is dropped.
///
/// It authenticates requests of this crate's client. The tokens with which front ends authenticate to Twilio are those
/// of the feature `access-token`.
///
/// ```
/// use client_runtime::authentication::AccessToken;
///
/// let token = AccessToken::new("eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl");
/// assert!(!format!("{token:?}").contains("eyJ"));
/// assert!(token.expose_secret().starts_with("eyJ"));
/// ```
#[derive(Clone)]
pub struct AccessToken(Arc<SecretString>);

impl AccessToken {
    /// Creates a token from its text, as sent after `Bearer` in the header.
    pub fn new(text: impl Into<SecretString>) -> Self {
        Self(Arc::new(text.into()))
    }

    /// Returns the text of the token.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }

    /// Returns `true` if both are clones of the same token.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Always returns this token.
impl TokenProvider for AccessToken {
    fn token(&self, _: TokenRequest) -> TokenFuture<'_> {
        Box::pin(async move { Ok(self.clone()) })
    }

    fn check(&self) -> Result<(), CheckError> {
        secret::check_header("the access token", self.expose_secret())
            .map_err(Into::into)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AccessToken").finish_non_exhaustive()
    }
}

/// Error of a [`TokenProvider`] that failed to obtain a token.
///
/// Its text and that of its source end up in logs and must not contain a secret.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::authentication::TokenError;
///
/// let busy = TokenError::transient("the token service is overloaded")
///     .with_retry_after(Duration::from_secs(2));
/// assert!(busy.is_transient());
/// assert!(!TokenError::new("the secret was revoked").is_transient());
/// ```
#[derive(Clone, Debug)]
pub struct TokenError {
    source: Arc<dyn StdError + Send + Sync>,
    is_transient: bool,
    retry_after: Option<Duration>,
}

impl TokenError {
    /// Creates a permanent error, such as for a revoked secret. The operation is not retried.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            source: Arc::from(source.into()),
            is_transient: false,
            retry_after: None,
        }
    }

    /// Creates a transient error. The operation is retried as its retry policy says.
    pub fn transient(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            is_transient: true,
            ..Self::new(source)
        }
    }

    /// Sets the time to wait before the next attempt.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.retry_after = Some(retry_after);
        self
    }

    /// Returns `true` if the error is transient.
    pub fn is_transient(&self) -> bool {
        self.is_transient
    }

    /// Returns `true` if obtaining the token timed out.
    pub(crate) fn is_late(&self) -> bool {
        self.source.downcast_ref().is_some_and(Error::is_timeout)
    }

    /// Returns the time to wait before the next attempt, if it is known.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

/// Converts the error of a request for a token.
impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        let retry_after = error.retry_after();
        let may_pass =
            error.is_interrupted() || error.is_rate_limited() || error.is_server_error();
        Self {
            retry_after,
            is_transient: may_pass,
            ..Self::new(error)
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("failed to obtain an access token")
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
