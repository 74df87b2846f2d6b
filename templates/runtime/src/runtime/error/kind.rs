//! Kinds of errors.

/// Kind of an [`Error`](super::Error).
///
/// ```
/// use client_runtime::{Error, ErrorKind};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.kind() {
///         ErrorKind::Configuration | ErrorKind::InvalidRequest => "fix the program or its settings",
///         ErrorKind::Credentials => "check the credentials",
///         _ => "try again later",
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The API responded with an error status.
    Api,
    /// The connection failed, so there is no response. [`is_outcome_unknown`](super::Error::is_outcome_unknown) returns
    /// whether the request may have taken effect.
    Transport,
    /// The request timed out. [`is_outcome_unknown`](super::Error::is_outcome_unknown) returns whether it may have taken
    /// effect.
    Timeout,
    /// The response exceeds the [size limit](crate::runtime::RequestOptions::max_response_size). The request may have
    /// taken effect.
    ResponseTooLarge,
    /// The request succeeded, but the response is not what the API documents.
    Decode,
    /// The request was not sent, because a parameter or the URL is invalid.
    InvalidRequest,
    /// The request was not sent, because no access token could be obtained. See the source for the cause.
    Credentials,
    /// A setting of the client or of the request is missing or invalid.
    Configuration,
    /// The API accepted the request, and later failed to carry it out. Only a [`Waiter`](crate::runtime::Waiter) returns this
    /// kind of error.
    OperationFailed,
    /// The next page of a list was not requested, because its link is not trusted.
    Page,
}
