//! Reception of webhooks: the body is read, up to a limit, and the signature is validated.

mod body;
mod error;
mod public_url;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http_body::Body;
use tokio::time::Instant;

pub use self::error::ReceiveError;
pub use self::public_url::PublicUrl;

use super::validator::SignatureValidator;
use crate::runtime::client::clock;
use crate::runtime::telemetry;

/// Maximum size of a body: a message with the longest text (32 KB) and attributes (16 KB), with every byte
/// percent-encoded, takes 144 KB.
const MAX_BODY_SIZE: usize = 256 * 1024;

/// Time to read a body. The sender waits as long for the whole response.
const READ_TIMEOUT: Duration = Duration::from_secs(5);

/// Receives the requests of webhooks: reads their bodies and validates their signatures.
///
/// [`tower::SignatureLayer`](super::tower::SignatureLayer) does it for all requests of a service. Cloning a receiver is
/// cheap.
///
/// ```
/// use client_runtime::bytes::Bytes;
/// use client_runtime::http::{Request, StatusCode};
/// use client_runtime::webhook::{PublicUrl, SignatureValidator, WebhookReceiver};
///
/// fn receiver(auth_token: String) -> client_runtime::Result<WebhookReceiver> {
///     let validator = SignatureValidator::new(auth_token)?;
///     Ok(WebhookReceiver::new(validator, PublicUrl::new("https://bot.example.com")?))
/// }
///
/// /// Handles a request by any server whose bodies implement `http_body::Body`.
/// async fn handle<B: http_body::Body>(receiver: &WebhookReceiver, request: Request<B>) -> StatusCode {
///     match receiver.receive(request).await {
///         Ok(request) => accept(request).await,
///         Err(error) => error.status(),
///     }
/// }
/// # async fn accept(request: Request<Bytes>) -> StatusCode { StatusCode::OK }
/// ```
#[derive(Clone)]
pub struct WebhookReceiver(Arc<Settings>);

#[derive(Clone)]
struct Settings {
    validator: SignatureValidator,
    public_url: PublicUrl,
    max_body_size: usize,
    read_timeout: Duration,
}

/// Marks a request whose signature is valid: an extension of the request.
///
/// It can only be created by validating a request, and never comes from the network.
///
/// ```
/// use client_runtime::http::Request;
/// use client_runtime::webhook::VerifiedWebhook;
///
/// fn is_from_twilio<B>(request: &Request<B>) -> bool {
///     request.extensions().get::<VerifiedWebhook>().is_some()
/// }
/// ```
#[derive(Clone)]
pub struct VerifiedWebhook {
    received_at: Instant,
    body: Bytes,
}

impl WebhookReceiver {
    /// Creates a receiver that accepts the requests that the validator accepts for their public URL.
    pub fn new(validator: SignatureValidator, public_url: PublicUrl) -> Self {
        Self(Arc::new(Settings {
            validator,
            public_url,
            max_body_size: MAX_BODY_SIZE,
            read_timeout: READ_TIMEOUT,
        }))
    }

    /// Sets the maximum size of a body, in bytes: 256 KiB by default. A larger one is refused with status 413 before it
    /// is read completely.
    #[must_use]
    pub fn max_body_size(mut self, max_body_size: usize) -> Self {
        Arc::make_mut(&mut self.0).max_body_size = max_body_size;
        self
    }

    /// Sets the time to read a body: 5 seconds by default. A request whose body takes longer is refused with status
    /// 408.
    ///
    /// The time to read the headers of a request is limited by the server, before it passes on the request.
    #[must_use]
    pub fn read_timeout(mut self, read_timeout: Duration) -> Self {
        Arc::make_mut(&mut self.0).read_timeout = read_timeout;
        self
    }

    /// Reads the body of a request and validates its signature.
    ///
    /// The returned request has the body as it was signed, and the extension [`VerifiedWebhook`]. Trailers, which no
    /// signature covers, are dropped.
    ///
    /// A refusal is also recorded as an event of `tracing`, if that feature is enabled, without any part of the
    /// request.
    ///
    /// # Errors
    ///
    /// A [`ReceiveError`] with the reason why the request is refused, and the status to respond with.
    pub async fn receive<B: Body>(
        &self,
        request: Request<B>,
    ) -> Result<Request<Bytes>, ReceiveError> {
        let outcome = self.validated(request).await;
        if let Err(error) = &outcome {
            telemetry::record_refused_webhook(error, error.status());
        }
        outcome
    }

    async fn validated<B: Body>(
        &self,
        request: Request<B>,
    ) -> Result<Request<Bytes>, ReceiveError> {
        let settings = &*self.0;
        let received_at = Instant::now();
        let (parts, body) = request.into_parts();
        let public_url = settings.public_url.of(&parts)?;
        // Most forgeries have no signature, and are refused before anything of them is read.
        super::headers::signature(&parts.headers)?;
        let body = body::read(body, settings.max_body_size);
        let body = clock::within(settings.read_timeout, body).await;
        let body = body.ok_or(ReceiveError::ReadTimeout)??;
        let mut request = Request::from_parts(parts, body);
        settings.validator.validate_request(&public_url, &request)?;
        let body = request.body().clone();
        request.extensions_mut().insert(VerifiedWebhook { received_at, body });
        Ok(request)
    }
}

impl VerifiedWebhook {
    /// Returns the time since the head of the request arrived.
    pub fn elapsed(&self) -> Duration {
        self.received_at.elapsed()
    }

    /// Returns the body that was signed, even if another layer has changed that of the request.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Redacts the body, which may hold personal data.
impl fmt::Debug for VerifiedWebhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("VerifiedWebhook")
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

/// Shows the limits, and never a secret.
impl fmt::Debug for WebhookReceiver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &*self.0;
        formatter
            .debug_struct("WebhookReceiver")
            .field("validator", &settings.validator)
            .field("public_url", &settings.public_url)
            .field("max_body_size", &settings.max_body_size)
            .field("read_timeout", &settings.read_timeout)
            .finish()
    }
}
