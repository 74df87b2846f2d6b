//! Transport that uses reqwest.

use std::error::Error as StdError;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use reqwest::Client;

use super::{
    ResponseLimits, Transport, TransportError, TransportErrorKind, TransportFuture,
    pieces,
};

/// Transport that sends requests with [`reqwest`](https://docs.rs/reqwest). It needs a tokio runtime.
///
/// The default transport of a client uses HTTP/1.1 and rustls with the platform's root certificates. It connects within
/// 10 seconds, honors the proxy variables of the environment, follows no redirects, sends nothing twice, stores no
/// cookies, and requests no compression, because a small response could decompress to a huge one. For other settings,
/// use `ReqwestTransport::builder()` or a `reqwest::Client` of your own:
///
/// ```
/// use client_runtime::transport::ReqwestTransport;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # #[cfg(feature = "rustls")] {
/// let transport = ReqwestTransport::builder().https_only(true).build()?;
/// # }
/// # Ok(())
/// # }
/// ```
///
/// The client enforces the timeouts of requests: it drops those that time out.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(Client);

impl ReqwestTransport {
    /// Creates a transport from a reqwest client.
    ///
    /// Disable its redirects, which could lead the credentials to another host, and its retries, which could send a
    /// request that creates something twice.
    ///
    /// With `http2_prior_knowledge`, all requests to a host wait for one connection: a request that is not polled while
    /// it connects delays the others.
    pub fn new(client: Client) -> Self {
        Self(client)
    }

    /// Returns a builder for a transport with rustls.
    #[cfg(feature = "rustls")]
    pub fn builder() -> super::ReqwestTransportBuilder {
        super::ReqwestTransportBuilder::default()
    }

    /// Sends one request and reads the response, as far as its limits allow.
    async fn exchange(
        &self,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, TransportError> {
        let limits = ResponseLimits::of(&request);
        let request = request.map(pieces::body).try_into().map_err(classify)?;
        let mut response = self.0.execute(request).await.map_err(classify)?;
        limits.check_headers(response.headers())?;
        let body = read_body(&mut response, limits).await?;
        let mut read = Response::new(body);
        *read.status_mut() = response.status();
        *read.headers_mut() = std::mem::take(response.headers_mut());
        Ok(read)
    }
}

impl From<Client> for ReqwestTransport {
    fn from(client: Client) -> Self {
        Self::new(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.exchange(request))
    }
}

/// Reads a body up to its limit.
///
/// If the announced length exceeds the limit, the body is not read. No memory is allocated for it, because it may be
/// wrong.
async fn read_body(
    response: &mut reqwest::Response,
    limits: ResponseLimits,
) -> Result<Bytes, TransportError> {
    if let Some(length) = response.content_length() {
        limits.check_body(length)?;
    }
    let Some(first) = response.chunk().await.map_err(classify)? else {
        return Ok(Bytes::new());
    };
    limits.check_body(first.len() as u64)?;
    let Some(mut chunk) = response.chunk().await.map_err(classify)? else {
        // Most responses fit into one chunk, which is not copied.
        return Ok(first);
    };
    let mut body = BytesMut::from(&first[..]);
    loop {
        limits.check_body((body.len() + chunk.len()) as u64)?;
        body.extend_from_slice(&chunk);
        chunk = match response.chunk().await.map_err(classify)? {
            Some(chunk) => chunk,
            None => return Ok(body.freeze()),
        };
    }
}

/// Converts an error of reqwest. Its URL is removed, because it may contain personal data.
fn classify(error: reqwest::Error) -> TransportError {
    TransportError::new(kind(&error), error.without_url())
}

/// Returns the kind of an error of reqwest.
fn kind(error: &reqwest::Error) -> TransportErrorKind {
    let cause = hyper_cause(error);
    if error.is_builder() {
        // reqwest rejected the URL, so the request never reached a connection.
        TransportErrorKind::InvalidRequest
    } else if error.is_connect() {
        if error.is_timeout() {
            TransportErrorKind::ConnectTimeout
        } else {
            TransportErrorKind::Connect
        }
    } else if cause.is_some_and(was_never_written) {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if cause.is_some_and(hyper::Error::is_parse_too_large) {
        // More than 100 headers, or more than about 400 KiB of them.
        TransportErrorKind::ResponseTooLarge
    } else {
        TransportErrorKind::Other
    }
}

/// Returns the underlying error of hyper, if there is one.
fn hyper_cause(error: &reqwest::Error) -> Option<&hyper::Error> {
    let mut cause = StdError::source(error);
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        cause = error.source();
    }
    None
}

/// Returns `true` if hyper reports that nothing of the request was written.
///
/// It does so if the connection was closed while the request was still queued. After that it reports the failure
/// itself, whether or not a part of the request was written.
pub(crate) fn was_never_written(error: &hyper::Error) -> bool {
    error.is_canceled() || error.is_closed()
}
