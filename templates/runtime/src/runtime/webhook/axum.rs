//! Extractors for axum 0.8.
//!
//! [`Verified`] runs another extractor, such as `String` or `Form`, if Twilio signed the request. The [example of a whole
//! server](super) shows the extraction of events by their type, and replies as responses.
//!
//! Add a [`SignatureLayer`](super::tower::SignatureLayer) to a router of the webhooks alone, with `route_layer`, so that no
//! handler of a webhook can forget to check the signature, and other routes are not guarded:
//!
//! ```
//! use axum::Router;
//! use axum::routing::{get, post};
//! use client_runtime::webhook::WebhookReceiver;
//! use client_runtime::webhook::axum::Verified;
//! use client_runtime::webhook::tower::SignatureLayer;
//!
//! async fn receive(Verified(body): Verified<String>) {
//!     println!("{} bytes", body.len());
//! }
//!
//! fn router(receiver: WebhookReceiver) -> Router {
//!     let webhooks = Router::new()
//!         .route("/webhooks", post(receive))
//!         .route_layer(SignatureLayer::new(receiver));
//!     Router::new().route("/health", get(async || "healthy")).merge(webhooks)
//! }
//! ```
//!
//! Or give the [`WebhookReceiver`] to the extractors of single handlers as an `Extension`, which other routes ignore:
//!
//! ```
//! # use axum::routing::{get, post};
//! # use axum::{Extension, Router};
//! # use client_runtime::webhook::WebhookReceiver;
//! # use client_runtime::webhook::axum::Verified;
//! # async fn receive(Verified(body): Verified<String>) {}
//! fn router(receiver: WebhookReceiver) -> Router {
//!     Router::new()
//!         .route("/webhooks", post(receive))
//!         .route("/health", get(async || "healthy"))
//!         .layer(Extension(receiver))
//! }
//! ```

use std::error::Error as StdError;
use std::fmt;

use axum_core::body::Body;
use axum_core::extract::{FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;

use super::events::EventError;
use super::receiver::{ReceiveError, VerifiedWebhook, WebhookReceiver};
use crate::runtime::telemetry;

/// Extractor that runs another one if Twilio signed the request.
///
/// The request has passed a [`SignatureLayer`](super::tower::SignatureLayer), or else the signature is validated by the
/// [`WebhookReceiver`] that is an `Extension` of the router.
///
/// ```
/// use axum::extract::Form;
/// use client_runtime::webhook::axum::Verified;
///
/// /// Handles a webhook by its parameters. Repeated keys are kept.
/// async fn receive(Verified(Form(parameters)): Verified<Form<Vec<(String, String)>>>) {
///     println!("{} parameters", parameters.len());
/// }
/// # axum::Router::<()>::new().route("/", axum::routing::post(receive));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Verified<E>(pub E);

/// Reason why a request is refused before it reaches a handler.
///
/// As a response, it has a status and no body.
///
/// ```
/// use client_runtime::http::StatusCode;
/// use client_runtime::webhook::ReceiveError;
/// use client_runtime::webhook::axum::WebhookRejection;
///
/// let rejection = WebhookRejection::from(ReceiveError::TooLarge);
/// assert_eq!(rejection.status(), StatusCode::PAYLOAD_TOO_LARGE);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// The router has neither a [`SignatureLayer`](super::tower::SignatureLayer) nor a [`WebhookReceiver`] as an
    /// `Extension`: the server is misconfigured.
    MissingReceiver,
    /// The request is refused.
    Receive(ReceiveError),
}

/// Reason why [`Verified`] refuses a request.
///
/// ```
/// use axum::extract::rejection::StringRejection;
/// use axum::response::{IntoResponse, Response};
/// use client_runtime::webhook::axum::{Verified, VerifiedRejection};
///
/// async fn receive(body: Result<Verified<String>, VerifiedRejection<StringRejection>>) -> Response {
///     match body {
///         Ok(Verified(body)) => body.into_response(),
///         Err(VerifiedRejection::Inner(error)) => error.into_response(),
///         Err(error) => error.into_response(),
///     }
/// }
/// # axum::Router::<()>::new().route("/", axum::routing::post(receive));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifiedRejection<R> {
    /// The request is refused because of its signature or its body.
    Webhook(WebhookRejection),
    /// The inner extractor refuses the request, which is signed.
    Inner(R),
}

/// Reason why the extractor of events refuses a request.
///
/// ```
/// use client_runtime::http::StatusCode;
/// use client_runtime::webhook::axum::{EventRejection, WebhookRejection};
///
/// let rejection = EventRejection::from(WebhookRejection::MissingReceiver);
/// assert_eq!(rejection.status(), StatusCode::INTERNAL_SERVER_ERROR);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventRejection {
    /// The request is refused because of its signature or its body.
    Webhook(WebhookRejection),
    /// The request, which is signed, is not an event.
    Event(EventError),
}

impl<E: FromRequest<S>, S: Send + Sync> FromRequest<S> for Verified<E> {
    type Rejection = VerifiedRejection<E::Rejection>;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let request = verified(request).await.map_err(VerifiedRejection::Webhook)?;
        let extracted = E::from_request(request, state).await;
        extracted.map(Self).map_err(VerifiedRejection::Inner)
    }
}

/// Returns the request if it is signed.
async fn verified(request: Request) -> Result<Request, WebhookRejection> {
    if request.extensions().get::<VerifiedWebhook>().is_some() {
        return Ok(request);
    }
    let Some(receiver) = request.extensions().get::<WebhookReceiver>().cloned() else {
        let missing = WebhookRejection::MissingReceiver;
        telemetry::record_misconfigured_webhook(&missing);
        return Err(missing);
    };
    Ok(receiver.receive(request).await?.map(Body::from))
}

/// Returns the request with the body that was signed.
pub(crate) async fn received(
    request: Request,
) -> Result<http::Request<Bytes>, WebhookRejection> {
    let (parts, body) = verified(request).await?.into_parts();
    drop(body);
    let webhook = parts.extensions.get::<VerifiedWebhook>();
    let body = webhook.map(|webhook| webhook.body().clone()).unwrap_or_default();
    Ok(http::Request::from_parts(parts, body))
}

/// Records why a signed request is not an event.
pub(crate) fn not_an_event(error: EventError) -> EventRejection {
    telemetry::record_refused_webhook(&error, error.status());
    error.into()
}

impl WebhookRejection {
    /// Returns the status of the response: 500 if the server is misconfigured, otherwise that of the [`ReceiveError`].
    pub fn status(self) -> StatusCode {
        match self {
            Self::MissingReceiver => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Receive(error) => error.status(),
        }
    }
}

impl From<ReceiveError> for WebhookRejection {
    fn from(error: ReceiveError) -> Self {
        Self::Receive(error)
    }
}

impl fmt::Display for WebhookRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingReceiver => formatter.write_str(
                "the `WebhookReceiver` is missing: add `.route_layer(SignatureLayer::new(receiver))` or \
                 `.layer(Extension(receiver))` to the router of the webhooks",
            ),
            Self::Receive(error) => error.fmt(formatter),
        }
    }
}

impl StdError for WebhookRejection {}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}

impl<R: fmt::Display> fmt::Display for VerifiedRejection<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Webhook(rejection) => rejection.fmt(formatter),
            Self::Inner(rejection) => rejection.fmt(formatter),
        }
    }
}

impl<R: fmt::Debug + fmt::Display> StdError for VerifiedRejection<R> {}

impl<R: IntoResponse> IntoResponse for VerifiedRejection<R> {
    fn into_response(self) -> Response {
        match self {
            Self::Webhook(rejection) => rejection.into_response(),
            Self::Inner(rejection) => rejection.into_response(),
        }
    }
}

impl EventRejection {
    /// Returns the status of the response.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Webhook(rejection) => rejection.status(),
            Self::Event(error) => error.status(),
        }
    }
}

impl From<WebhookRejection> for EventRejection {
    fn from(rejection: WebhookRejection) -> Self {
        Self::Webhook(rejection)
    }
}

impl From<EventError> for EventRejection {
    fn from(error: EventError) -> Self {
        Self::Event(error)
    }
}

impl fmt::Display for EventRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Webhook(rejection) => rejection.fmt(formatter),
            Self::Event(error) => error.fmt(formatter),
        }
    }
}

impl StdError for EventRejection {}

impl IntoResponse for EventRejection {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}
