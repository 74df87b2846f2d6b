//! Reasons why a webhook is rejected.

use std::error::Error as StdError;
use std::fmt;

/// Reason why a webhook is rejected.
///
/// It contains neither a secret nor any part of the request, so it can be logged. Do not send it to the client: respond
/// with status 403 and nothing else, whatever the reason is.
///
/// ```
/// use client_runtime::transport::http::StatusCode;
/// use client_runtime::webhook::SignatureError;
///
/// fn reject(error: SignatureError) -> StatusCode {
///     if error == SignatureError::InvalidUrl {
///         eprintln!("configure the public URL of this server: {error}");
///     }
///     StatusCode::FORBIDDEN
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureError {
    /// There is no `X-Twilio-Signature` header: Twilio did not send the request, or a proxy dropped the header.
    MissingSignature,
    /// The `X-Twilio-Signature` header is not a signature by the algorithm of the request, or there are several.
    MalformedSignature,
    /// The `X-Twilio-Webhooks-Signature-Settings` header is not text, or there are several.
    MalformedSettings,
    /// The `X-Twilio-Webhooks-Signature-Settings` header names an algorithm other than `HMAC_SHA1` and `HMAC_SHA256`.
    UnsupportedAlgorithm,
    /// The request says that it is signed with a shared key, and the validator has none; or it is signed with an auth
    /// token, and the validator has only shared keys.
    MissingSecret,
    /// No accepted secret produces this signature for this URL and these parameters.
    ///
    /// If Twilio did send the request, the auth token is another account's or not the primary one, the shared key is
    /// another one, the URL is not the one that is configured at Twilio, or a proxy changed the query or the body.
    Mismatch,
    /// The request has a body that the signature does not cover: it is not a form, and the URL has no `bodySHA256`.
    UnsignedBody,
    /// The signature is right, but the body is not the one whose hash the URL holds as `bodySHA256`.
    BodyMismatch,
    /// The URL is not absolute, has a port that is not a number from 1 to 65535, or the public URL that was given has a
    /// query: the server is misconfigured.
    InvalidUrl,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::MissingSignature => "the webhook is not signed",
            Self::MalformedSignature => "the signature of the webhook is malformed",
            Self::MalformedSettings => {
                "the signature settings of the webhook are malformed"
            }
            Self::UnsupportedAlgorithm => {
                "the webhook is signed by an unsupported algorithm"
            }
            Self::MissingSecret => {
                "the validator has no secret of the kind that signed the webhook"
            }
            Self::Mismatch => "the signature of the webhook does not match",
            Self::UnsignedBody => "the signature does not cover the body of the webhook",
            Self::BodyMismatch => {
                "the body of the webhook is not the one that was signed"
            }
            Self::InvalidUrl => "the URL to validate the webhook with is invalid",
        })
    }
}

impl StdError for SignatureError {}
