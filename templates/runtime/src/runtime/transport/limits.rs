//! Limits on the size of responses.

use http::{HeaderMap, Request};

use super::{TransportError, TransportErrorKind};

/// Limits on the size of a response.
///
/// The client stores its limits in the [extensions](http::Request::extensions) of each request. A transport reads them
/// with [`of`](Self::of) and should stop reading a response that exceeds them, so that no response exhausts the memory:
/// [`check_headers`](Self::check_headers) and [`check_body`](Self::check_body) return the error. The client checks the
/// response again.
///
/// ```
/// use client_runtime::transport::{Bytes, ResponseLimits, TransportError, http};
///
/// fn accept(request: &http::Request<Bytes>, announced: u64) -> Result<(), TransportError> {
///     ResponseLimits::of(request).check_body(announced)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResponseLimits {
    max_body_size: u64,
    max_header_size: u64,
}

impl ResponseLimits {
    /// Creates the default limits: 32 MiB for the body and 64 KiB for the headers.
    pub const fn new() -> Self {
        Self {
            max_body_size: 32 * 1024 * 1024,
            max_header_size: 64 * 1024,
        }
    }

    /// Sets the limit on the size of the body in bytes, after decompression.
    #[must_use]
    pub const fn with_max_body_size(mut self, bytes: u64) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// Sets the limit on the total size of the headers, in bytes of their names and values.
    #[must_use]
    pub const fn with_max_header_size(mut self, bytes: u64) -> Self {
        self.max_header_size = bytes;
        self
    }

    /// Returns the limit on the size of the body in bytes.
    pub const fn max_body_size(self) -> u64 {
        self.max_body_size
    }

    /// Returns the limit on the total size of the headers, in bytes of their names and values.
    pub const fn max_header_size(self) -> u64 {
        self.max_header_size
    }

    /// Returns the limits for the response to a request; the default limits if the request has none.
    pub fn of<B>(request: &Request<B>) -> Self {
        request.extensions().get().copied().unwrap_or_default()
    }

    /// Checks the size of the headers.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::ResponseTooLarge`] if they exceed the limit.
    pub fn check_headers(self, headers: &HeaderMap) -> Result<(), TransportError> {
        let sizes =
            headers.iter().map(|(name, value)| name.as_str().len() + value.len());
        check("headers", sizes.sum::<usize>() as u64, self.max_header_size)
    }

    /// Checks the number of bytes that were received or announced.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::ResponseTooLarge`] if it exceeds the limit.
    pub fn check_body(self, bytes: u64) -> Result<(), TransportError> {
        check("body", bytes, self.max_body_size)
    }
}

impl Default for ResponseLimits {
    fn default() -> Self {
        Self::new()
    }
}

/// Compares a size with its limit.
fn check(part: &str, bytes: u64, limit: u64) -> Result<(), TransportError> {
    if bytes <= limit {
        return Ok(());
    }
    let explanation =
        format!("the {part} of at least {bytes} bytes exceeds the limit of {limit}");
    Err(TransportError::new(TransportErrorKind::ResponseTooLarge, explanation))
}
