//! The layer that responds in time.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Request, Response, StatusCode};
use tokio::runtime::Handle;
use tokio::time::Instant;
use tower::{Layer, Service};

use crate::runtime::client::clock;
use crate::runtime::telemetry;
use crate::runtime::webhook::receiver::VerifiedWebhook;

/// Time until the fallback is sent. It leaves one second for the network of the five that Twilio waits at least.
const DEADLINE: Duration = Duration::from_secs(4);

/// Layer that responds in time if the handler does not.
///
/// Twilio waits for the response to a webhook for a time that depends on the product, in some only five seconds. A handler
/// of an event that is sent before an action must respond within that time, or its reply has no effect. If the deadline
/// passes, this layer responds in its place: with status 200, which accepts the action, unless
/// [`fallback`](Self::fallback) sets another.
///
/// The handler is not cancelled: it continues in a task of tokio, and its response is dropped. So its work is
/// completed, even if the fallback is sent. [`cancel_late_handlers`](Self::cancel_late_handlers) drops its future
/// instead.
///
/// The time counts from when the head of the request had arrived, if the request passed a
/// [`SignatureLayer`](super::SignatureLayer) before, otherwise from when it reaches this layer. Add this layer inside
/// of the signature layer, so that forged requests get no fallback.
///
/// In axum, add both layers with `route_layer` to the router of the webhooks alone: see
/// [`SignatureLayer`](super::SignatureLayer). Other routes must not get the fallback.
///
/// A deadline that has passed is recorded as an event of `tracing`, if that feature is enabled, and
/// [`on_exceeded`](Self::on_exceeded) sets a function that is called.
///
/// ```
/// use axum::Router;
/// use axum::routing::{get, post};
/// use client_runtime::http::StatusCode;
/// use client_runtime::webhook::WebhookReceiver;
/// use client_runtime::webhook::tower::{DeadlineLayer, SignatureLayer};
///
/// fn router(receiver: WebhookReceiver) -> Router {
///     // Rejects the action if the handler is late.
///     let deadline = DeadlineLayer::new().fallback(StatusCode::SERVICE_UNAVAILABLE);
///     let webhooks = Router::new()
///         .route("/webhooks", post(async |body: String| println!("{} bytes", body.len())))
///         .route_layer(deadline)
///         // The layer that is added last is the outermost.
///         .route_layer(SignatureLayer::new(receiver));
///     Router::new().route("/health", get(async || "healthy")).merge(webhooks)
/// }
/// ```
#[derive(Clone)]
pub struct DeadlineLayer(Settings);

/// Service that responds in time: see [`DeadlineLayer`].
///
/// ```
/// use client_runtime::webhook::tower::{DeadlineLayer, DeadlineService};
/// use tower::Layer;
///
/// fn punctual<S>(service: S) -> DeadlineService<S> {
///     DeadlineLayer::new().layer(service)
/// }
/// ```
#[derive(Clone)]
pub struct DeadlineService<S> {
    inner: S,
    settings: Settings,
}

/// A deadline that has passed.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use client_runtime::webhook::tower::DeadlineLayer;
///
/// let late = Arc::new(AtomicU64::new(0));
/// let counter = Arc::clone(&late);
/// let layer = DeadlineLayer::new().on_exceeded(move |exceeded| {
///     eprintln!("no response within {:?}", exceeded.deadline);
///     counter.fetch_add(1, Ordering::Relaxed);
/// });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadlineExceeded {
    /// The time within which the handler should have responded.
    pub deadline: Duration,
    /// The status that was sent in its place.
    pub fallback: StatusCode,
    /// `true` if the handler continues.
    pub goes_on: bool,
}

#[derive(Clone)]
struct Settings {
    deadline: Duration,
    fallback: StatusCode,
    goes_on: bool,
    on_exceeded: Option<Arc<dyn Fn(DeadlineExceeded) + Send + Sync>>,
}

impl DeadlineLayer {
    /// Creates a layer that responds with status 200 after 4 seconds.
    pub fn new() -> Self {
        Self(Settings {
            deadline: DEADLINE,
            fallback: StatusCode::OK,
            goes_on: true,
            on_exceeded: None,
        })
    }

    /// Sets the time within which the handler must respond: 4 seconds by default.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.0.deadline = deadline;
        self
    }

    /// Sets the status of the response without a body that is sent if the handler is late: 200, which accepts the
    /// action, by default. An error rejects the action.
    #[must_use]
    pub fn fallback(mut self, fallback: StatusCode) -> Self {
        self.0.fallback = fallback;
        self
    }

    /// Drops the future of a handler that is late, instead of completing it in a task.
    ///
    /// Its work ends at the `await` that it has reached: it is unknown whether a running request to the API takes
    /// effect.
    #[must_use]
    pub fn cancel_late_handlers(mut self) -> Self {
        self.0.goes_on = false;
        self
    }

    /// Sets a function that is called when a deadline has passed.
    #[must_use]
    pub fn on_exceeded(
        mut self,
        on_exceeded: impl Fn(DeadlineExceeded) + Send + Sync + 'static,
    ) -> Self {
        self.0.on_exceeded = Some(Arc::new(on_exceeded));
        self
    }
}

impl Default for DeadlineLayer {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Layer<S> for DeadlineLayer {
    type Service = DeadlineService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        DeadlineService {
            inner,
            settings: self.0.clone(),
        }
    }
}

impl<S, B, R> Service<Request<B>> for DeadlineService<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
    R: Default + Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future =
        Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send + 'static>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let verified = request.extensions().get::<VerifiedWebhook>();
        let elapsed = verified.map_or(Duration::ZERO, VerifiedWebhook::elapsed);
        let mut response = Box::pin(self.inner.call(request));
        let settings = self.settings.clone();
        Box::pin(async move {
            let remaining = settings.deadline.saturating_sub(elapsed);
            match clock::within(remaining, response.as_mut()).await {
                Some(response) => response,
                None => Ok(settings.respond_without(response)),
            }
        })
    }
}

impl Settings {
    /// Returns the fallback, and completes the handler in a task, unless it is to be cancelled.
    fn respond_without<R, E>(
        &self,
        handler: Pin<Box<impl Future<Output = Result<Response<R>, E>> + Send + 'static>>,
    ) -> Response<R>
    where
        R: Default + Send + 'static,
        E: Send + 'static,
    {
        let runtime = Handle::try_current().ok().filter(|_| self.goes_on);
        let exceeded = DeadlineExceeded {
            deadline: self.deadline,
            fallback: self.fallback,
            goes_on: runtime.is_some(),
        };
        telemetry::record_exceeded_deadline(
            self.deadline,
            self.fallback,
            exceeded.goes_on,
        );
        if let Some(on_exceeded) = &self.on_exceeded {
            on_exceeded(exceeded);
        }
        if let Some(runtime) = runtime {
            let started = Instant::now();
            runtime.spawn(async move {
                let status = handler.await.map(|response| response.status());
                telemetry::record_late_response(started.elapsed(), status.ok());
            });
        }
        let mut response = Response::new(R::default());
        *response.status_mut() = self.fallback;
        response
    }
}

impl fmt::Debug for DeadlineLayer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(&mut formatter.debug_struct("DeadlineLayer"))
    }
}

impl<S: fmt::Debug> fmt::Debug for DeadlineService<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("DeadlineService");
        self.settings.show(shown.field("inner", &self.inner))
    }
}

impl Settings {
    fn show(&self, shown: &mut fmt::DebugStruct<'_, '_>) -> fmt::Result {
        shown
            .field("deadline", &self.deadline)
            .field("fallback", &self.fallback)
            .field("goes_on", &self.goes_on)
            .finish_non_exhaustive()
    }
}
