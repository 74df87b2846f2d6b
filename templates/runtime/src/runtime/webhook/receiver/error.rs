//! Reasons why a request is refused.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::runtime::webhook::error::SignatureError;

/// Reason why a request is refused.
///
/// It contains neither a secret nor any part of the request, so it can be logged. Respond with its status and no body:
/// the sender, who may be anybody, must not learn more.
///
/// ```
/// use client_runtime::http::StatusCode;
/// use client_runtime::webhook::{ReceiveError, SignatureError};
///
/// let error = ReceiveError::from(SignatureError::Mismatch);
/// assert_eq!(error.status(), StatusCode::FORBIDDEN);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReceiveError {
    /// The signature of the request is not valid, so it did not come from Twilio.
    Signature(SignatureError),
    /// A header that the public URL is taken from is missing, repeated or malformed.
    UnknownUrl,
    /// The body is larger than the limit.
    TooLarge,
    /// The body was not sent in time.
    ReadTimeout,
    /// The body could not be read: the connection broke, or the body is malformed.
    Unreadable,
}

impl ReceiveError {
    /// Returns the status to respond with: 403 if the request is not authenticated, otherwise 413, 408 or 400.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Signature(_) | Self::UnknownUrl => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::ReadTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Unreadable => StatusCode::BAD_REQUEST,
        }
    }
}

impl From<SignatureError> for ReceiveError {
    fn from(error: SignatureError) -> Self {
        Self::Signature(error)
    }
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Signature(error) => return error.fmt(formatter),
            Self::UnknownUrl => {
                "a header with the public URL of the webhook is missing, repeated or malformed"
            }
            Self::TooLarge => "the body of the webhook is too large",
            Self::ReadTimeout => "timed out reading the body of the webhook",
            Self::Unreadable => "failed to read the body of the webhook",
        })
    }
}

impl StdError for ReceiveError {}
