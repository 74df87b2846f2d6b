//! Layers for servers of webhooks: any service of `tower` that takes requests of the `http` crate, such as the routers of
//! axum.
//!
//! [`SignatureLayer`] lets only requests pass that Twilio signed. [`DeadlineLayer`] responds in time if a handler does
//! not.
//!
//! ```
//! use std::convert::Infallible;
//!
//! use client_runtime::bytes::Bytes;
//! use client_runtime::http::{Request, Response};
//! use client_runtime::webhook::tower::{DeadlineLayer, SignatureLayer};
//! use client_runtime::webhook::{PublicUrl, SignatureValidator, WebhookReceiver};
//! use http_body_util::Full;
//! use tower::{Layer, Service, service_fn};
//!
//! async fn handle(request: Request<Full<Bytes>>) -> Result<Response<Full<Bytes>>, Infallible> {
//!     Ok(Response::default())
//! }
//!
//! # fn main() -> client_runtime::Result<()> {
//! let validator = SignatureValidator::new("12345")?;
//! let receiver = WebhookReceiver::new(validator, PublicUrl::new("https://bot.example.com")?);
//! let service = DeadlineLayer::new().layer(service_fn(handle));
//! // The signature is checked first, so it is the outer layer.
//! let service = SignatureLayer::new(receiver).layer(service);
//! # fn is_service<S: Service<Request<Full<Bytes>>>>(_: S) {}
//! # is_service(service);
//! # Ok(())
//! # }
//! ```

mod deadline;
mod signature;

pub use self::deadline::{DeadlineExceeded, DeadlineLayer, DeadlineService};
pub use self::signature::{SignatureLayer, SignatureService};
