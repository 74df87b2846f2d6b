//! The one error of this crate.

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
use crate::runtime::request::operation::Call;
use crate::runtime::response::received::ReceivedResponse;

/// The result of whatever this crate does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed.
///
/// [`kind`](Self::kind) tells the sort of failure. If the API answered, [`status`](Self::status),
/// [`code`](Self::code), [`message`](Self::message) and the like tell what it said; these are `None` otherwise.
///
/// `Display` is a line for a log. It names the operation, the status, Twilio's code with a link to the page on it, and the
/// request ID; if a response cannot be decoded, what is wrong with it and where. `Display` and `Debug` never show what
/// could be personal data or a secret: no parameter, no URL, no body, and not Twilio's message either, for it may quote
/// what was sent, such as a phone number. Log [`message`](Self::message) beside it where personal data is allowed.
pub struct Error(Box<Inner>);

/// Kept behind a pointer, so that a `Result` stays small.
struct Inner {
    kind: ErrorKind,
    call: Option<Call>,
    attempts: u32,
    is_outcome_unknown: bool,
    /// What went wrong, in words free of personal data; empty if the status says it all.
    explanation: Cow<'static, str>,
    received: Option<Arc<ReceivedResponse>>,
    problem: Problem,
    retry_after: Option<Duration>,
    json_path: Option<String>,
    item_index: Option<usize>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// The sort of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, as the API's document names it, such as `FetchConversation`; `RawRequest` for a
    /// [raw request](crate::runtime::RawRequest).
    pub fn operation(&self) -> Option<&'static str> {
        self.0.call.map(|call| call.route.id)
    }

    /// The HTTP method of the operation.
    pub fn method(&self) -> Option<&'static Method> {
        self.0.call.map(|call| call.method)
    }

    /// The path of the operation, with the names of its arguments instead of their values, such as
    /// `/v1/Conversations/{Sid}`; `None` for a raw request.
    pub fn path_template(&self) -> Option<&'static str> {
        self.0.call.map(|call| call.route.path).filter(|path| !path.is_empty())
    }

    /// How often the request was sent; 0 if the failure came before.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The status of the answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.received.as_ref().map(|received| received.status)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.received.as_ref().map(|received| &received.headers)
    }

    /// The body of the answer, as it came. May hold personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.received.as_ref().map(|received| received.body.as_ref())
    }

    /// Twilio's number for the error, such as 20404. See <https://www.twilio.com/docs/api/errors>.
    pub fn code(&self) -> Option<u32> {
        self.0.problem.code
    }

    /// What Twilio says of the error, in English. May hold personal data: it can quote a parameter.
    ///
    /// After 4 KiB it is cut, and ends with `…`. Of a body of more than 64 KiB nothing is read: then this,
    /// [`code`](Self::code), [`more_info`](Self::more_info) and [`details`](Self::details) are `None`, and
    /// [`body`](Self::body) has it all.
    pub fn message(&self) -> Option<&str> {
        self.0.problem.message.as_deref()
    }

    /// A link to Twilio's page on the error; `None` if it is longer than 2 KiB or contains characters other than visible ASCII.
    pub fn more_info(&self) -> Option<&str> {
        self.0.problem.more_info.as_deref()
    }

    /// What else Twilio says of the error, such as the parameters at fault. May hold personal data.
    pub fn details(&self) -> Option<&Value> {
        self.0.problem.details.as_ref()
    }

    /// The Twilio request ID, which its support asks for. Cut after 128 bytes; [`headers`](Self::headers) has it all.
    pub fn request_id(&self) -> Option<&str> {
        self.0.received.as_ref()?.request_id()
    }

    /// How long the API asks to wait before the request is sent again.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Where in the JSON of the answer the value stands that cannot be read, such as `participants[2].date_created`.
    ///
    /// That of a property that is missing ends with its name. Names are those of fields. The keys of maps may be personal data, and `[redacted]` stands for each: `links.[redacted]`.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// Which item of a page cannot be decoded, counted from 0; `None` if the error is not about one item.
    ///
    /// The rest of the list is not lost: [`Items`](crate::runtime::Items) and [`Pages`](crate::runtime::Pages) go on
    /// after such an error.
    pub fn item_index(&self) -> Option<usize> {
        self.0.item_index
    }

    /// Whether there is no such resource (status 404).
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Whether the credentials were not accepted (status 401).
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Whether the credentials do not allow the operation (status 403).
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Whether the request contradicts what is there already, such as a second participant of the same identity
    /// (status 409).
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// Whether too many requests came at once (status 429).
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the fault is Twilio's (status 500 to 599).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Returns whether something may have been created, changed or deleted although the request failed: the connection
    /// broke, the response timed out or was too large, or the server failed while it worked.
    ///
    /// False for a request that only reads. A create or an update is not retried then; look at what is there before
    /// you send it again yourself.
    pub fn is_outcome_unknown(&self) -> bool {
        self.0.is_outcome_unknown
    }

    /// Returns `true` if the API carried the request out although the call failed: it responded with a success, and the
    /// response cannot be decoded.
    ///
    /// What was created or changed is there then. Do not send the request again; [`body`](Self::body) has the response.
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

    /// Whether the answer did not come in time.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the API answered with that status and meant an error by it.
    fn has_status(&self, status: StatusCode) -> bool {
        self.is_api() && self.status() == Some(status)
    }
}
