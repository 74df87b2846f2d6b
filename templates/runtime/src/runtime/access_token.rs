//! An access token is a [JSON Web Token](https://www.rfc-editor.org/rfc/rfc7519) (JWT). It names a user of your
//! application, the identity, and grants that user access to Twilio products for at most 24 hours. Your server signs it
//! with an API key and sends it to the front end, where Twilio's SDKs (Conversations, Voice, Video, Sync) authenticate
//! with it. Creating one sends no request.
//!
//! ```
//! use std::time::Duration;
//!
//! use client_runtime::access_token::{AccessToken, AccessTokenError, ChatGrant};
//!
//! # fn main() -> Result<(), AccessTokenError> {
//! let jwt = AccessToken::new(
//!     "AC0123456789abcdef0123456789abcdef",
//!     "SK0123456789abcdef0123456789abcdef",
//!     "the secret of the API key",
//! )
//! .identity("alice")
//! .grant(ChatGrant::new("IS0123456789abcdef0123456789abcdef"))
//! .ttl(Duration::from_secs(15 * 60))
//! .to_jwt()?;
//! assert_eq!(jwt.claims()["grants"]["identity"], "alice");
//! assert!(jwt.expose_secret().starts_with("eyJ"));
//! # Ok(())
//! # }
//! ```
//!
//! If the client authenticates with an API key, [`Client::access_token`](crate::runtime::Client::access_token) takes
//! account, API key and region from it.
//!
//! # Security of tokens
//!
//! Twilio treats whoever has the token as that user. Authenticate the user before you create one, and take the identity
//! from the session, never from a parameter of the request. Send tokens over HTTPS only, with `Cache-Control: no-store`.
//! A token cannot be revoked before it expires, except by deleting the API key, so make it short-lived: the SDKs tell the
//! front end when to get the next one.
//!
//! # The API key
//!
//! Twilio accepts tokens that are signed with the secret of a *main* or *standard* API key of the account: not of a
//! restricted API key, an auth token or test credentials. An API key belongs to a region: for one of a region other
//! than `us1`, set [`AccessToken::region`].
//!
//! # What is checked
//!
//! [`AccessToken::to_jwt`] fails with an [`AccessTokenError`] if Twilio would reject the token whatever the account
//! holds. Twilio checks the rest when the token is used: whether the API key exists and is the account's (Twilio's
//! error 20103), whether the signature is valid (20107), the time of use (20104, 20105) and the grants (20106). The
//! clock of the server must be correct.
//!
//! See <https://www.twilio.com/docs/iam/access-tokens> and
//! <https://www.twilio.com/docs/conversations-classic/create-tokens>.

mod algorithm;
mod chat_grant;
mod client;
mod error;
mod grant;
mod identity;
mod jwt;
mod playback_grant;
mod sync_grant;
mod task_router_grant;
mod token;
mod video_grant;
mod voice_grant;

pub use self::algorithm::SigningAlgorithm;
pub use self::chat_grant::ChatGrant;
pub use self::error::AccessTokenError;
pub use self::grant::Grant;
pub use self::jwt::Jwt;
pub use self::playback_grant::PlaybackGrant;
pub use self::sync_grant::SyncGrant;
pub use self::task_router_grant::TaskRouterGrant;
pub use self::token::AccessToken;
pub use self::video_grant::VideoGrant;
pub use self::voice_grant::VoiceGrant;
