//! Access tokens, and who hands them out.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use crate::runtime::Error;
use crate::runtime::transport::Transport;

/// Hands out access tokens, which are sent as `Authorization: Bearer`.
///
/// It is asked before every attempt, so it should keep a token for as long as it is valid. Many tasks ask at once.
/// `Debug` must not show a secret.
pub trait TokenProvider: fmt::Debug + Send + Sync + 'static {
    /// A token that is valid now.
    ///
    /// The future may be dropped at any time, or be polled once and then not for long, since it is part of the future
    /// of a request. If it held a lock while it awaits something, no other request would get a token meanwhile. Share
    /// one future among all who ask instead, such as a `futures_util::future::Shared`, or fetch tokens in a task of
    /// your own.
    fn token(&self, request: TokenRequest) -> TokenFuture<'_>;

    /// Checks the configuration, so that what cannot work is reported when a client is built with it. By default there is
    /// nothing to check.
    ///
    /// The client returns the error as the cause of one of [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration).
    fn check(&self) -> Result<(), CheckError> {
        Ok(())
    }

    /// Told that the API did not accept a token (status 401), which must not be handed out again.
    ///
    /// Returns whether there is hope of another one; the request is sent once more then. By default there is not.
    fn reject(&self, token: &AccessToken) -> bool {
        let _ = token;
        false
    }
}

/// The future of a token.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<AccessToken, TokenError>> + Send + 'a>>;

/// Why a provider cannot work as it is configured. Its text ends up in logs, and may not hold a secret.
pub type CheckError = Box<dyn StdError + Send + Sync>;

/// What a provider may use to get a token.
#[derive(Clone)]
#[non_exhaustive]
pub struct TokenRequest {
    transport: Arc<dyn Transport>,
}

impl TokenRequest {
    /// A request for a token, on behalf of a client that uses this transport.
    pub(crate) fn new(transport: Arc<dyn Transport>) -> Self {
        Self { transport }
    }

    /// The transport of the client, with its proxy and its certificates.
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.transport
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenRequest").finish_non_exhaustive()
    }
}

/// An access token. `Debug` does not show it, and it is wiped from memory when its last clone is dropped.
#[derive(Clone)]
pub struct AccessToken(Arc<SecretString>);

impl AccessToken {
    /// Takes the text of a token, as it stands behind `Bearer` in the header.
    pub fn new(text: impl Into<SecretString>) -> Self {
        Self(Arc::new(text.into()))
    }

    /// The text of the token.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether the two are the same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AccessToken").finish_non_exhaustive()
    }
}

/// Why there is no token.
///
/// Its texts end up in logs: neither they nor those of the cause may hold a secret.
#[derive(Clone, Debug)]
pub struct TokenError {
    source: Arc<dyn StdError + Send + Sync>,
    is_transient: bool,
    retry_after: Option<Duration>,
}

impl TokenError {
    /// A failure that would repeat itself, such as a secret that was revoked.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            source: Arc::from(source.into()),
            is_transient: false,
            retry_after: None,
        }
    }

    /// A failure that may pass; the operation asks again, as its retry policy says.
    pub fn transient(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            is_transient: true,
            ..Self::new(source)
        }
    }

    /// Says how long to wait before asking again.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.retry_after = Some(retry_after);
        self
    }

    /// Whether the failure may pass.
    pub fn is_transient(&self) -> bool {
        self.is_transient
    }

    /// Whether the token did not come in time.
    pub(crate) fn is_late(&self) -> bool {
        self.source.downcast_ref().is_some_and(Error::is_timeout)
    }

    /// How long to wait before asking again, if it is known.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

/// The failure of a request for a token.
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
        formatter.write_str("no access token could be had")
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
