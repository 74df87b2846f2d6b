//! Twilio signs every webhook request. The request determines what the signature covers; the first row that applies
//! counts:
//!
//! | request | signed |
//! |---|---|
//! | `GET` or `HEAD` without a body | the URL. A `bodySHA256` in its query is signed as a part of the URL, but not checked: Twilio sends one there that is not the hash of an empty body |
//! | the URL has a `bodySHA256` | the URL. The body must have that SHA-256 hash, whatever its type; where there is none, the hash must be that of an empty body |
//! | a form (`application/x-www-form-urlencoded`), as most products send it | the URL, then the name and the value of every parameter, sorted; of equal pairs, one |
//! | no body | the URL |
//! | any other body | the request is rejected, because the signature does not cover the body |
//!
//! The signature is an HMAC of that, in base64, in the header `X-Twilio-Signature`:
//!
//! | header `X-Twilio-Webhooks-Signature-Settings` | secret | HMAC |
//! |---|---|---|
//! | absent or empty | the auth token of the account | HMAC-SHA1 |
//! | `key=...,algorithm=HMAC_SHA256` | a [shared key](https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys) | as the algorithm says: `HMAC_SHA256`, or `HMAC_SHA1`, which is the default |
//!
//! See <https://www.twilio.com/docs/usage/webhooks/webhooks-security>.
//!
//! # Do not parse the body before validation
//!
//! Validation takes the unparsed bytes of the body, and parses a form itself. A framework that parses it first may trim
//! values, drop repeated keys or replace invalid UTF-8, and then genuine requests are rejected. Limit the size of the
//! body: the sender is not authenticated yet. The `WebhookReceiver` and the layers of the feature `tower` do so.
//!
//! # The URL configured at Twilio
//!
//! Twilio signs the URL that is configured at Twilio, so a server has to know its own public URL. Behind a proxy, a
//! load balancer or a tunnel it differs from what the server sees: TLS is terminated before, the host and the port
//! differ, a prefix of the path is removed. [`SignatureValidator::validate_request`] therefore takes the public part as
//! an argument, and path and query from the request. Do not derive the public part from headers of the request (`Host`,
//! `X-Forwarded-Host`), which anybody can set.
//!
//! Path and query are compared byte for byte: a server or proxy that re-encodes them, adds a slash or sorts the query
//! invalidates signatures. So does a router that removes the prefix under which it is nested, unless the prefix is part
//! of the public URL. Twilio removes user and password (`https://user:password@example.com`) from the URL before it
//! signs, and signs the port in some products and not in others; either is accepted with and without.
//!
//! The URL configured at Twilio should have a path, because `https://example.com` and `https://example.com/` are the
//! same request but not the same text. The parameters of its query should be in alphabetical order, because Twilio may
//! sort them in the request but not in the signed URL.
//!
//! # The secret
//!
//! Without shared keys, Twilio signs with the *primary* auth token of the account that the webhook is about: of
//! the subaccount, if there is one. It never signs with the secret of an API key, so a server whose client authenticates
//! with an API key needs the auth token too: set `TWILIO_AUTH_TOKEN` beside `TWILIO_API_KEY` and `TWILIO_API_SECRET`, which
//! the client then prefers. While secrets are rotated, accept both with [`SignatureValidator::also_accept`] or [`SignatureValidator::also_accept_shared_key`].
//!
//! # Replayed requests
//!
//! A signature contains no time, so a recorded request can be replayed: serve webhooks only over HTTPS, and make
//! handlers idempotent. Twilio itself retries requests that receive no response.
//!
//! # Tests of handlers
//!
//! [`RequestSigner`] signs requests as Twilio does. A router of axum, with its layers, is tested without a connection:
//! `oneshot` of tower's `ServiceExt` (feature `util` of tower) sends it one request.
//!
#![cfg_attr(feature = "axum", doc = "```")]
#![cfg_attr(not(feature = "axum"), doc = "```ignore")]
//! use axum::Router;
//! use axum::body::Body;
//! use axum::routing::post;
//! use client_runtime::http::Request;
//! use client_runtime::webhook::tower::SignatureLayer;
//! use client_runtime::webhook::{PublicUrl, RequestSigner, SignatureValidator, WebhookReceiver};
//! use tower::ServiceExt as _;
//!
//! // The code under test.
//! fn router(receiver: WebhookReceiver) -> Router {
//!     Router::new()
//!         .route("/webhooks", post(async |body: String| println!("{body}")))
//!         .route_layer(SignatureLayer::new(receiver))
//! }
//!
//! // In a test this is `#[tokio::test] async fn ...`.
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let url = "https://bot.example.com";
//! let validator = SignatureValidator::new("an auth token for tests")?;
//! let router = router(WebhookReceiver::new(validator, PublicUrl::new(url)?));
//!
//! let request = Request::post("/webhooks")
//!     .header("Content-Type", "application/x-www-form-urlencoded")
//!     .body("EventType=onMessageAdded&Body=Hello")?;
//! let signed = RequestSigner::auth_token("an auth token for tests")?.sign(url, request.clone())?;
//! let response = router.clone().oneshot(signed.map(Body::from)).await?;
//! assert_eq!(response.status(), 200);
//!
//! let response = router.oneshot(request.map(Body::from)).await?;
//! assert_eq!(response.status(), 403);
//! # Ok(())
//! # }
//! ```

mod algorithm;
#[cfg(feature = "axum")]
pub mod axum;
mod body_hash;
mod error;
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "the document decides which events there are, and what they use"
)]
pub(crate) mod events;
pub(super) mod form;
mod headers;
mod parameters;
#[cfg(feature = "tower")]
mod receiver;
mod signature;
mod signed_request;
mod signer;
#[cfg(feature = "tower")]
pub mod tower;
mod url;
mod validator;

pub use self::error::SignatureError;
#[cfg(feature = "tower")]
pub use self::receiver::{PublicUrl, ReceiveError, VerifiedWebhook, WebhookReceiver};
pub use self::signed_request::SignedRequest;
pub use self::signer::RequestSigner;
pub use self::validator::SignatureValidator;
