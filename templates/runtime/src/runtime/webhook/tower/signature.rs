//! The layer that lets only signed requests pass.

use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use tower::{Layer, Service};

use crate::runtime::webhook::receiver::WebhookReceiver;

/// Layer that lets only requests pass that Twilio signed.
///
/// It reads the body, up to the limit of the [`WebhookReceiver`], and passes on the request with that body and the
/// extension [`VerifiedWebhook`](crate::runtime::webhook::VerifiedWebhook). Any other request gets a response without a
/// body: status 403 if the signature is not valid, 413 if the body is too large, 408 if it is not sent in time, 400 if
/// the connection breaks or the body is malformed. The service is not called then.
///
/// The body is a [`Full<Bytes>`](Full), which services of axum accept. [`body`](Self::body) sets another type.
///
/// In axum, give the webhooks a router of their own, add the layer with `route_layer`, and `merge` it into the router
/// with the other routes. `layer` would guard more than the routes of the webhooks: the router's fallback too, so that a
/// request for an unknown path gets status 403 in place of 404.
///
/// ```
/// use axum::Router;
/// use axum::routing::{get, post};
/// use client_runtime::webhook::tower::SignatureLayer;
/// use client_runtime::webhook::WebhookReceiver;
///
/// fn router(receiver: WebhookReceiver) -> Router {
///     let webhooks = Router::new()
///         .route("/webhooks", post(async |body: String| println!("{} bytes", body.len())))
///         .route_layer(SignatureLayer::new(receiver));
///     Router::new().route("/health", get(async || "healthy")).merge(webhooks)
/// }
/// ```
///
/// A router that removes a prefix of the path, such as axum's `nest`, invalidates signatures: add the layer outside of
/// it, or add the prefix to the [`PublicUrl`](crate::runtime::webhook::PublicUrl).
pub struct SignatureLayer<B = Full<Bytes>> {
    receiver: WebhookReceiver,
    body: PhantomData<fn() -> B>,
}

/// Service that only calls another one with requests that Twilio signed: see [`SignatureLayer`].
///
/// ```
/// use client_runtime::webhook::WebhookReceiver;
/// use client_runtime::webhook::tower::{SignatureLayer, SignatureService};
/// use tower::Layer;
///
/// fn guarded<S>(receiver: WebhookReceiver, service: S) -> SignatureService<S> {
///     SignatureLayer::new(receiver).layer(service)
/// }
/// ```
pub struct SignatureService<S, B = Full<Bytes>> {
    inner: S,
    receiver: WebhookReceiver,
    body: PhantomData<fn() -> B>,
}

impl SignatureLayer {
    /// Creates the layer.
    pub fn new(receiver: WebhookReceiver) -> Self {
        Self {
            receiver,
            body: PhantomData,
        }
    }
}

impl<B> SignatureLayer<B> {
    /// Sets the type of body that the inner service takes: with axum's `ServiceBuilder` and `from_fn`, it is
    /// `axum::body::Body`.
    pub fn body<N>(self) -> SignatureLayer<N> {
        SignatureLayer {
            receiver: self.receiver,
            body: PhantomData,
        }
    }
}

impl<S, B> Layer<S> for SignatureLayer<B> {
    type Service = SignatureService<S, B>;

    fn layer(&self, inner: S) -> Self::Service {
        SignatureService {
            inner,
            receiver: self.receiver.clone(),
            body: PhantomData,
        }
    }
}

impl<S, B, N, R> Service<Request<B>> for SignatureService<S, N>
where
    S: Service<Request<N>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    N: From<Bytes>,
    R: Default,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future =
        Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send + 'static>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The instance that is ready is called; a clone of it need not be.
        let clone = self.inner.clone();
        let mut ready = mem::replace(&mut self.inner, clone);
        let receiver = self.receiver.clone();
        Box::pin(async move {
            match receiver.receive(request).await {
                Ok(request) => ready.call(request.map(N::from)).await,
                Err(error) => {
                    let mut response = Response::new(R::default());
                    *response.status_mut() = error.status();
                    Ok(response)
                }
            }
        })
    }
}

impl<B> Clone for SignatureLayer<B> {
    fn clone(&self) -> Self {
        Self {
            receiver: self.receiver.clone(),
            body: PhantomData,
        }
    }
}

impl<S: Clone, B> Clone for SignatureService<S, B> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            receiver: self.receiver.clone(),
            body: PhantomData,
        }
    }
}

impl<B> fmt::Debug for SignatureLayer<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SignatureLayer").field(&self.receiver).finish()
    }
}

impl<S: fmt::Debug, B> fmt::Debug for SignatureService<S, B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignatureService")
            .field("inner", &self.inner)
            .field("receiver", &self.receiver)
            .finish()
    }
}
