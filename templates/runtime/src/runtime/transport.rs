//! HTTP transports: the default one, and the trait for others.
//!
//! A [`Transport`] sends one HTTP request and returns one HTTP response. Retries, redirects, authentication and
//! decoding are the client's responsibility. Without the feature `rustls`, set a transport with
//! [`ClientBuilder::transport`](super::ClientBuilder::transport).

mod limits;
#[cfg(feature = "reqwest")]
mod pieces;
#[cfg(feature = "rustls")]
mod proxy;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(feature = "rustls")]
mod reqwest_builder;
#[cfg(feature = "rustls")]
mod tls;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

pub use bytes::Bytes;
pub use http;

pub use self::limits::ResponseLimits;
#[cfg(feature = "rustls")]
pub use self::proxy::Proxy;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "rustls")]
pub use self::reqwest_builder::ReqwestTransportBuilder;

/// Future of a response, returned by [`Transport::send`].
pub type TransportFuture<'a> = Pin<
    Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>,
>;

/// Sends HTTP requests.
///
/// An implementation sends the request unchanged and once, and returns the response with its whole body, whatever the
/// status. It must not follow redirects, which could lead the credentials to another host, and must not send a request
/// again once a byte of it may have been sent. Dropping the future must cancel the request. Reading should stop when
/// the response exceeds the [`ResponseLimits`] of the request.
///
/// ```
/// use client_runtime::transport::{Bytes, Transport, TransportFuture, http};
///
/// /// Logs the method and the status of each request.
/// struct Logged<T>(T);
///
/// impl<T: Transport> Transport for Logged<T> {
///     fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
///         Box::pin(async move {
///             let method = request.method().clone();
///             let response = self.0.send(request).await?;
///             println!("{method}: {}", response.status());
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole response.
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }
}

/// Error of a [`Transport`] that received no response.
///
/// ```
/// use std::io;
///
/// use client_runtime::transport::{TransportError, TransportErrorKind};
///
/// let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
/// let error = TransportError::new(TransportErrorKind::Connect, refused);
/// assert_eq!(error.kind(), TransportErrorKind::Connect);
/// ```
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// Kind of a [`TransportError`], which determines whether the request may have taken effect.
///
/// ```
/// use client_runtime::transport::TransportErrorKind;
///
/// /// Maps the errors of an HTTP client without kinds of its own.
/// fn kind(error: &std::io::Error) -> TransportErrorKind {
///     match error.kind() {
///         std::io::ErrorKind::ConnectionRefused => TransportErrorKind::Connect,
///         std::io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
///         _ => TransportErrorKind::Other,
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection failed, or was closed before the request was sent. Nothing was sent, so the request is safe to
    /// retry.
    Connect,
    /// The transport cannot send the request, such as to a URL that it does not support. Nothing was sent, and a retry
    /// would fail too.
    InvalidRequest,
    /// The connection timed out. Nothing was sent, so the request is safe to retry.
    ConnectTimeout,
    /// The response timed out. The request may have taken effect.
    Timeout,
    /// The response exceeds its [limits](ResponseLimits) and was not read to its end. The request may have taken
    /// effect.
    ResponseTooLarge,
    /// The request failed in another way. It may have taken effect.
    Other,
}

impl TransportErrorKind {
    /// Returns `true` if nothing of the request was sent.
    pub(crate) fn is_unsent(self) -> bool {
        matches!(self, Self::Connect | Self::ConnectTimeout | Self::InvalidRequest)
    }
}

impl TransportError {
    /// Creates an error of this kind with its cause.
    ///
    /// The text of the cause ends up in logs: it should not contain the URL or the body of the request, which may
    /// contain personal data.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// Returns the kind of error.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect to the server",
            TransportErrorKind::InvalidRequest => {
                "the transport cannot send the request"
            }
            TransportErrorKind::ConnectTimeout => "timed out connecting to the server",
            TransportErrorKind::ResponseTooLarge => {
                "the response exceeds the size limit"
            }
            TransportErrorKind::Timeout => "timed out waiting for the response",
            TransportErrorKind::Other => "the connection to the server failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
