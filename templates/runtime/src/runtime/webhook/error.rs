//! Why a webhook is not accepted.

use std::error::Error as StdError;
use std::fmt;

/// Why a webhook is not accepted.
///
/// It holds neither a secret nor anything of the request, so it can be logged. Do not tell it to the sender: answer
/// with status 403 and nothing else, whatever the reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureError {
    /// There is no `X-Twilio-Signature` header: Twilio did not send the request, or a proxy dropped the header.
    MissingSignature,
    /// The `X-Twilio-Signature` header is no signature, or there are several.
    MalformedSignature,
    /// No accepted auth token gives this signature for this URL and these parameters.
    ///
    /// If Twilio did send the request, the token is another account's or not the primary one, the URL is not the one
    /// that Twilio was given, or something changed the query or the body on the way.
    Mismatch,
    /// The request has a body that the signature does not cover: it is not a form, and the URL has no `bodySHA256`.
    UnsignedBody,
    /// The signature is right, but the body is not the one whose hash the URL holds as `bodySHA256`.
    BodyMismatch,
    /// The URL is not absolute, has a port that is not a number from 1 to 65535, or the public URL that was given has a
    /// query: the server is not configured rightly.
    InvalidUrl,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::MissingSignature => "the webhook is not signed",
            Self::MalformedSignature => "the signature of the webhook cannot be read",
            Self::Mismatch => "the signature of the webhook is not right",
            Self::UnsignedBody => "the signature does not cover the body of the webhook",
            Self::BodyMismatch => {
                "the body of the webhook is not the one that was signed"
            }
            Self::InvalidUrl => "the URL to validate the webhook with cannot be used",
        })
    }
}

impl StdError for SignatureError {}
