//! Responses along with their decoded values.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{OperationResponse, decode};
use crate::runtime::Result;
use crate::runtime::values::redacted::REDACTED;

/// A decoded value and its response.
///
/// Returned by `send_with_response` of every request, and by [raw requests](crate::runtime::RawRequest). `Debug` shows no
/// values of headers and no body, which may be personal data.
///
/// ```no_run
/// # use client_runtime::{Response, Result};
/// # fn example<T>(response: Response<T>) -> Result<()> {
/// println!("request {:?}, sent {} times", response.request_id(), response.attempts());
/// // A property that the type of the value does not have.
/// let all: serde_json::Value = response.decode()?;
/// println!("{}", all["new_property"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    response: OperationResponse,
}

impl<T> Response<T> {
    /// Creates a response with its decoded value.
    pub(crate) fn new(value: T, response: OperationResponse) -> Self {
        Self { value, response }
    }

    /// Returns the decoded value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the decoded value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the status, from 200 to 299.
    pub fn status(&self) -> StatusCode {
        self.response.received.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.response.received.headers
    }

    /// Returns the Twilio request ID, which its support asks for. Truncated after 128 bytes; [`headers`](Self::headers) contains it in full.
    pub fn request_id(&self) -> Option<&str> {
        self.response.received.request_id()
    }

    /// Returns the number of times that the request was sent.
    pub fn attempts(&self) -> u32 {
        self.response.attempts
    }

    /// Returns the body, not decoded. It may contain personal data.
    pub fn body(&self) -> &Bytes {
        &self.response.received.body
    }

    /// Decodes the JSON of the body as another type, such as one with properties that the value does not have.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::runtime::ErrorKind::Decode) if the body is not JSON, or not of that type.
    pub fn decode<U: DeserializeOwned>(&self) -> Result<U> {
        decode(self.body()).map_err(|error| self.response.clone().reject(&error))
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers().keys().collect();
        formatter
            .debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts())
            .field("headers", &headers)
            .field("body", &format_args!("{REDACTED} ({} bytes)", self.body().len()))
            .finish_non_exhaustive()
    }
}
