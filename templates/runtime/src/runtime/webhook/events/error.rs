//! Reasons why a request is not an event.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::runtime::webhook::SignatureError;

/// Reason why a request is not an event.
///
/// It contains neither a secret nor any part of the request, so it can be logged.
///
/// ```ignore
/// use client_runtime::events::{Event, EventError};
///
/// assert_eq!(Event::parse("Body=Hello"), Err(EventError::MissingKind));
/// assert_eq!(EventError::MissingKind.status(), 400);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventError {
    /// The signature of the request is not valid, so it did not come from Twilio.
    Signature(SignatureError),
    /// The form is larger than 1 MiB, or has more than 1,000 parameters.
    TooLarge,
    /// The body is not a form (`application/x-www-form-urlencoded`).
    UnsupportedContentType,
    /// The name or the value of a parameter is not UTF-8.
    InvalidUtf8,
    /// The parameter with the kind of the event is missing or empty.
    MissingKind,
}

impl EventError {
    /// Returns the status to respond with: 403 for an invalid signature, otherwise 413, 415 or 400.
    ///
    /// Any of them also rejects the action, if the event is one that is sent before an action.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Signature(_) => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::InvalidUtf8 | Self::MissingKind => StatusCode::BAD_REQUEST,
        }
    }
}

impl From<SignatureError> for EventError {
    fn from(error: SignatureError) -> Self {
        Self::Signature(error)
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Signature(_) => "the signature of the event is not valid",
            Self::TooLarge => "the form of the event is too large",
            Self::UnsupportedContentType => "the body of the event is not a form",
            Self::InvalidUtf8 => "the form of the event is not UTF-8",
            Self::MissingKind => "the kind of the event is missing",
        })
    }
}

impl StdError for EventError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Signature(error) => Some(error),
            _ => None,
        }
    }
}
