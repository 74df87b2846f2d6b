//! Reasons why an access token cannot be signed.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::runtime::{Error, ParseSidError};

/// Reason why an access token cannot be signed: what Twilio would reject.
///
/// It contains neither a secret nor the identity, so it can be logged. It converts into the crate's
/// [`Error`](crate::runtime::Error), of the kind [`Configuration`](crate::runtime::ErrorKind::Configuration).
///
/// ```
/// use client_runtime::access_token::AccessTokenError;
/// use client_runtime::transport::http::StatusCode;
///
/// fn status(error: &AccessTokenError) -> StatusCode {
///     match error {
///         AccessTokenError::MissingIdentity | AccessTokenError::IdentityTooLong { .. } => {
///             StatusCode::BAD_REQUEST
///         }
///         _ => {
///             eprintln!("{error}");
///             StatusCode::INTERNAL_SERVER_ERROR
///         }
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessTokenError {
    /// The account SID is not `AC` followed by 32 hexadecimal digits.
    InvalidAccountSid(ParseSidError),
    /// The SID of the API key is not `SK` followed by 32 hexadecimal digits.
    InvalidApiKeySid(ParseSidError),
    /// The secret of the API key is empty, has white space around it, or contains control characters.
    InvalidSecret {
        /// The fault, such as `is empty`.
        fault: &'static str,
    },
    /// There is no identity, or it is empty.
    MissingIdentity,
    /// The identity has more than 256 characters.
    IdentityTooLong {
        /// The number of characters.
        length: usize,
    },
    /// The token has a grant for Voice, and the identity contains characters that Voice rejects.
    InvalidVoiceIdentity,
    /// The lifetime is shorter than a second or longer than 24 hours.
    InvalidTtl {
        /// The lifetime.
        ttl: Duration,
    },
    /// The token is not valid before it expires.
    InvalidNotBefore,
    /// The token is issued before 1970 or expires after the year 9999.
    InvalidIssuedAt,
    /// The identifier of the token is empty.
    EmptyTokenId,
    /// The region is not a single name of letters, digits and inner hyphens.
    InvalidRegion,
    /// A grant is invalid.
    InvalidGrant {
        /// The name of the grant in the token, such as `chat`.
        grant: String,
        /// The fault, such as the name of the invalid member and the reason.
        fault: String,
    },
    /// The client does not authenticate with an API key. Twilio accepts neither an auth token nor an OAuth application
    /// for access tokens.
    UnsupportedCredentials,
    /// The client authenticates with an API key, but does not know the SID of the account, which the key does not tell.
    MissingAccountSid,
}

impl fmt::Display for AccessTokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("invalid access token: ")?;
        match self {
            Self::InvalidAccountSid(error) => write!(formatter, "account SID: {error}"),
            Self::InvalidApiKeySid(error) => write!(formatter, "API key SID: {error}"),
            Self::InvalidSecret { fault } => write!(formatter, "the API key secret {fault}"),
            Self::MissingIdentity => formatter
                .write_str("the identity is missing: set the name of the user with `identity`"),
            Self::IdentityTooLong { length } => write!(
                formatter,
                "the identity has {length} characters, expected at most 256"
            ),
            Self::InvalidVoiceIdentity => formatter.write_str(
                "the identity contains characters that Voice rejects: use letters, digits and \
                 underscores",
            ),
            Self::InvalidTtl { ttl } => {
                write!(formatter, "`ttl` is {ttl:?}, expected 1 second to 24 hours")
            }
            Self::InvalidNotBefore => formatter.write_str(
                "it expires before it is valid: set an earlier `not_before`, or a longer `ttl`",
            ),
            Self::InvalidIssuedAt => formatter
                .write_str("`issued_at` is before 1970, or the token expires after the year 9999"),
            Self::EmptyTokenId => {
                formatter.write_str("`token_id` is empty: set a unique one, or none")
            }
            Self::InvalidRegion => formatter.write_str(
                "`region` is not a single name of letters, digits and inner hyphens, such as ie1",
            ),
            Self::InvalidGrant { grant, fault } => write!(formatter, "grant {grant:?}: {fault}"),
            Self::UnsupportedCredentials => formatter.write_str(
                "it is signed with an API key, and the client has other credentials: use \
                 `Credentials::api_key`, or set the environment variables TWILIO_API_KEY and \
                 TWILIO_API_SECRET beside TWILIO_ACCOUNT_SID",
            ),
            Self::MissingAccountSid => formatter.write_str(
                "the account SID, which an API key does not tell, is missing: set it with \
                 `Credentials::with_account_sid`, or with the environment variable TWILIO_ACCOUNT_SID \
                 beside TWILIO_API_KEY",
            ),
        }
    }
}

impl StdError for AccessTokenError {}

/// Returns an error of the kind [`Configuration`](crate::runtime::ErrorKind::Configuration), with this one as its source.
impl From<AccessTokenError> for Error {
    fn from(error: AccessTokenError) -> Self {
        Self::configuration("failed to create an access token").with_source(error)
    }
}
