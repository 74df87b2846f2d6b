//! The error type of this crate.

mod creation;
mod decode;
mod display;
mod kind;
mod problem;
mod retry_after;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;

pub(crate) use self::decode::DecodeError;
pub use self::kind::ErrorKind;
use self::problem::Problem;
pub(crate) use self::retry_after::retry_after;
use crate::runtime::request::operation::Call;
use crate::runtime::response::received::ReceivedResponse;

/// Alias of [`std::result::Result`] with the [`Error`] of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Error of a request or of the configuration.
///
/// [`kind`](Self::kind) returns the kind of error. If the API responded, [`status`](Self::status),
/// [`code`](Self::code), [`message`](Self::message) and others return the contents of its response; otherwise they
/// return `None`.
///
/// ```no_run
/// use client_runtime::{Error, ErrorKind};
///
/// fn report(error: &Error) {
///     if error.is_not_found() {
///         println!("the resource does not exist");
///     } else if error.is_rate_limited() {
///         println!("retry in {:?}", error.retry_after());
///     } else if error.is_outcome_unknown() {
///         println!("the request may have taken effect: check before you repeat it");
///     } else if error.kind() == ErrorKind::Api {
///         println!("Twilio error {:?}: {:?}", error.code(), error.message());
///     } else {
///         println!("{error}");
///     }
/// }
/// ```
///
/// `Display` formats one line for logs: the operation, the status, Twilio's error code with a link to its page, and
/// the request ID; if a response cannot be decoded, the fault and its place. `Display` and `Debug` never show personal
/// data or secrets: no parameter, URL or body, and not Twilio's message either, because it can quote a parameter such
/// as a phone number. Log [`message`](Self::message) too where personal data is allowed.
///
/// [`source`](StdError::source) returns the cause: the [`TransportError`] of a request without a response, the
/// [`TokenError`] of a token that could not be obtained, the [`serde_json::Error`] of a value that cannot be serialized,
/// whose message is that of your own type. A response that cannot be decoded has no source, because serde's message
/// quotes the value: `Display` has the rest of it, and [`json_path`](Self::json_path) the place.
///
/// [`TokenError`]: crate::runtime::authentication::TokenError
/// [`TransportError`]: crate::runtime::transport::TransportError
pub struct Error(Box<Inner>);

/// Boxed, so that a `Result` stays small.
struct Inner {
    kind: ErrorKind,
    call: Option<Call>,
    attempts: u32,
    is_outcome_unknown: bool,
    /// Description of the fault without personal data; empty if the status says it all.
    explanation: Cow<'static, str>,
    received: Option<Arc<ReceivedResponse>>,
    problem: Problem,
    retry_after: Option<Duration>,
    json_path: Option<String>,
    item_index: Option<usize>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// Returns the kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the `operationId` in Twilio's OpenAPI document of the operation that failed, such as
    /// `FetchUser`; `RawRequest` for a [raw request](crate::runtime::RawRequest).
    pub fn operation(&self) -> Option<&'static str> {
        self.0.call.map(|call| call.route.id)
    }

    /// Returns the HTTP method of the operation.
    pub fn method(&self) -> Option<&'static Method> {
        self.0.call.map(|call| call.method)
    }

    /// Returns the path of the operation with the names of its arguments instead of their values, such as
    /// `/v1/Users/{Sid}`; `None` for a raw request.
    pub fn path_template(&self) -> Option<&'static str> {
        self.0.call.map(|call| call.route.path).filter(|path| !path.is_empty())
    }

    /// Returns the number of times that the request was sent; 0 if it was never sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the HTTP status of the response.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.received.as_ref().map(|received| received.status)
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.received.as_ref().map(|received| &received.headers)
    }

    /// Returns the body of the response as received. It may contain personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.received.as_ref().map(|received| received.body.as_ref())
    }

    /// Returns Twilio's error code, such as 20404. See <https://www.twilio.com/docs/api/errors>.
    pub fn code(&self) -> Option<u32> {
        self.0.problem.code
    }

    /// Returns Twilio's error message, in English. It may contain personal data, because it can quote a parameter.
    ///
    /// Truncated after 4 KiB, with `…` at the end. If the body is larger than 64 KiB, it is not parsed: this method,
    /// [`code`](Self::code), [`more_info`](Self::more_info) and [`details`](Self::details) return `None`, and
    /// [`body`](Self::body) returns the whole body.
    pub fn message(&self) -> Option<&str> {
        self.0.problem.message.as_deref()
    }

    /// Returns the URL of Twilio's page about the error, as the API sent it; `None` if it is longer than 2 KiB or contains characters other
    /// than visible ASCII.
    pub fn more_info(&self) -> Option<&str> {
        self.0.problem.more_info.as_deref()
    }

    /// Returns further details of the error, such as the invalid parameters. They may contain personal data.
    pub fn details(&self) -> Option<&Value> {
        self.0.problem.details.as_ref()
    }

    /// Returns the Twilio request ID, which Twilio's support asks for. Truncated after 128 bytes;
    /// [`headers`](Self::headers) contains it in full.
    pub fn request_id(&self) -> Option<&str> {
        self.0.received.as_ref()?.request_id()
    }

    /// Returns the time to wait before the request is retried, from the `Retry-After` header of the response.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the path of the invalid value in the JSON of the response, such as `participants[2].date_created`.
    ///
    /// The path of a missing property ends with its name. Only names of fields are shown. Keys of maps may be personal
    /// data and are redacted: `links.[redacted]`.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// Returns the index of the item of a page that cannot be decoded, from 0; `None` if the error is not about one
    /// item.
    ///
    /// The rest of the list is not lost: [`Items`](crate::runtime::Items) and [`Pages`](crate::runtime::Pages) continue
    /// after such an error.
    pub fn item_index(&self) -> Option<usize> {
        self.0.item_index
    }

    /// Returns `true` if the resource does not exist (status 404).
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Returns `true` if the credentials were rejected (status 401).
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Returns `true` if the credentials do not permit the operation (status 403).
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Returns `true` if the request conflicts with the current state, such as a second participant with the same
    /// identity (status 409).
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// Returns `true` if there were too many requests (status 429).
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns `true` if the server failed (status 500 to 599).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Returns `true` if something may have been created, changed or deleted although the request failed: the
    /// connection broke, the response timed out or was too large, or the server failed while processing it.
    ///
    /// Always `false` for reads. If it is `true`, the client has not retried the request; check the current state
    /// before you retry it.
    pub fn is_outcome_unknown(&self) -> bool {
        self.0.is_outcome_unknown
    }

    /// Returns `true` if the API processed the request although the call failed: the response is a success that cannot
    /// be decoded.
    ///
    /// If it is `true`, the resource has been created or changed. Do not send the request again; [`body`](Self::body)
    /// returns the response.
    ///
    /// ```
    /// use client_runtime::Error;
    ///
    /// fn may_send_again(error: &Error) -> bool {
    ///     !error.was_carried_out() && !error.is_outcome_unknown()
    /// }
    /// ```
    pub fn was_carried_out(&self) -> bool {
        let is_success = self.status().is_some_and(|status| status.is_success());
        self.kind() == ErrorKind::Decode && is_success
    }

    /// Returns `true` if the request timed out.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Returns `true` if the API responded with this status as an error.
    fn has_status(&self, status: StatusCode) -> bool {
        self.is_api() && self.status() == Some(status)
    }
}
