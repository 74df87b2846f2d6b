//! How requests travel: the default way, and the trait for others.
//!
//! A [`Transport`] turns one HTTP request into one HTTP response. It does not retry, follow redirects, or look into
//! what it carries: all of that is the client's business. Without the default features the crate has no transport of
//! its own; give one to the client with [`ClientBuilder::transport`](super::ClientBuilder::transport).

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

/// The future of a response.
pub type TransportFuture<'a> = Pin<
    Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>,
>;

/// Carries requests.
///
/// An implementation sends the request as it is, once, and returns the response with its whole body, whatever the
/// status. It must not follow redirects: they could carry the credentials to another host. It must not send a request a
/// second time once a byte of it may have left. Dropping the future must abandon the request. It should stop reading
/// where the response exceeds the [`ResponseLimits`] of the request.
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

/// Why there is no response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// What a failure of the transport means for the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about, or it ended before the request was written; nothing of the request was sent, so that it
    /// is safe to send it again.
    Connect,
    /// The transport cannot send the request at all, such as to a URL that it does not take; nothing of it was sent, and
    /// sending it again would fail in the same way.
    InvalidRequest,
    /// No connection came about in time; nothing of the request was sent, so that it is safe to send it again.
    ConnectTimeout,
    /// The response did not come in time; the request may have been carried out.
    Timeout,
    /// The response exceeds its [limits](ResponseLimits) and was not read to its end; the request was carried out, or
    /// refused: its answer is not known.
    ResponseTooLarge,
    /// The exchange failed in another way; the request may have been carried out.
    Other,
}

impl TransportErrorKind {
    /// Whether nothing of the request was sent.
    pub(crate) fn is_unsent(self) -> bool {
        matches!(self, Self::Connect | Self::ConnectTimeout | Self::InvalidRequest)
    }
}

impl TransportError {
    /// An error of that kind, and what caused it.
    ///
    /// The texts of the cause end up in logs: it should not hold the URL or the body of the request, which may hold
    /// personal data.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// What the failure means for the request.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server came about",
            TransportErrorKind::InvalidRequest => {
                "the transport cannot send the request"
            }
            TransportErrorKind::ConnectTimeout => {
                "no connection to the server came about in time"
            }
            TransportErrorKind::ResponseTooLarge => "the answer is too large",
            TransportErrorKind::Timeout => "the server did not answer in time",
            TransportErrorKind::Other => "the exchange with the server failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
