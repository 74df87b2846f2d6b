//! How large a response may be.

use http::{HeaderMap, Request};

use super::{TransportError, TransportErrorKind};

/// How large a response may be.
///
/// The client puts its limits into the [extensions](http::Request::extensions) of each request. A transport reads them
/// with [`of`](Self::of), and should stop reading where they are exceeded, so that no answer fills the memory:
/// [`check_headers`](Self::check_headers) and [`check_body`](Self::check_body) give the error to return. The client
/// checks again what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResponseLimits {
    max_body_size: u64,
    max_header_size: u64,
}

impl ResponseLimits {
    /// The default limits: 32 MiB of body and 64 KiB of headers.
    pub const fn new() -> Self {
        Self {
            max_body_size: 32 * 1024 * 1024,
            max_header_size: 64 * 1024,
        }
    }

    /// Sets how large a body may be, in bytes, as it is after any decompression.
    #[must_use]
    pub const fn with_max_body_size(mut self, bytes: u64) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// Sets how large the headers may be together, in bytes of their names and values.
    #[must_use]
    pub const fn with_max_header_size(mut self, bytes: u64) -> Self {
        self.max_header_size = bytes;
        self
    }

    /// How large a body may be, in bytes.
    pub const fn max_body_size(self) -> u64 {
        self.max_body_size
    }

    /// How large the headers may be together, in bytes of their names and values.
    pub const fn max_header_size(self) -> u64 {
        self.max_header_size
    }

    /// The limits for the response to a request, the default ones if the request does not say.
    pub fn of<B>(request: &Request<B>) -> Self {
        request.extensions().get().copied().unwrap_or_default()
    }

    /// Refuses headers that are larger than the limit.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::ResponseTooLarge`].
    pub fn check_headers(self, headers: &HeaderMap) -> Result<(), TransportError> {
        let sizes =
            headers.iter().map(|(name, value)| name.as_str().len() + value.len());
        check("headers", sizes.sum::<usize>() as u64, self.max_header_size)
    }

    /// Refuses a body of which so many bytes came, or are announced, if they are more than the limit.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::ResponseTooLarge`].
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
