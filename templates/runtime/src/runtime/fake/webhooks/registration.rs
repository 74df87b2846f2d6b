//! Registration of handlers, and the list of deliveries.

use std::sync::{Arc, PoisonError};

use http::{Request, Response};

use super::super::FakeTwilio;
use super::delivery::Delivery;
use super::handlers::Handler;
use crate::runtime::transport::Bytes;

impl FakeTwilio {
    /// Calls a function for the webhooks that are sent to a URL, or to one below it: to `https://bot.example.com/hook?id=1`
    /// and `https://bot.example.com/hook/messages`, if the URL is `https://bot.example.com/hook`. The handler with the
    /// longest URL counts; one with the same URL is replaced.
    ///
    /// The request is signed, and has the path and the query of the URL, as a server receives it. The function may call
    /// the API of this fake. If it does not respond within five seconds, the action is carried out without it; with tokio's
    /// clock paused (`start_paused = true`), a test does not wait for them.
    ///
    /// ```ignore
    /// use client_runtime::events::{Event, Reply};
    /// use client_runtime::fake::FakeTwilio;
    /// use client_runtime::http::StatusCode;
    ///
    /// let fake = FakeTwilio::new();
    /// fake.on_webhook("https://bot.example.com/hook", async |request| {
    ///     let reply = match Event::parse(request.body()) {
    ///         Ok(Event::MessageAdd(message)) if message.body.as_deref() == Some("spam") => {
    ///             message.reject(StatusCode::FORBIDDEN)
    ///         }
    ///         _ => Reply::default(),
    ///     };
    ///     reply.into_response()
    /// });
    /// ```
    pub fn on_webhook<H, F, B>(&self, url: impl Into<String>, handler: H)
    where
        H: Fn(Request<Bytes>) -> F + Send + Sync + 'static,
        F: Future<Output = Response<B>> + Send + 'static,
        B: Into<Bytes>,
    {
        let handler: Handler = Arc::new(move |request| {
            let response = handler(request);
            Box::pin(async move { Some(response.await.map(Into::into)) })
        });
        self.add_handler(url.into(), handler);
    }

    /// Calls a service of `tower` for the webhooks that are sent to a URL, or to one below it, such as a router of axum.
    ///
    /// The same as [`on_webhook`](Self::on_webhook) in other respects. The service receives the path of the URL as a server
    /// does: for `https://bot.example.com/hook`, a router needs the route `/hook`.
    #[cfg(feature = "tower")]
    pub fn on_webhook_service<S, B>(&self, url: impl Into<String>, service: S)
    where
        S: tower::Service<Request<http_body_util::Full<Bytes>>, Response = Response<B>>
            + Clone
            + Send
            + 'static,
        S::Future: Send,
        S::Error: Send,
        B: http_body::Body + Send + 'static,
        B::Data: Send,
        B::Error: Send,
    {
        self.add_handler(url.into(), super::service::handler(service));
    }

    /// Returns the webhooks that were sent, in that order, and those that were not, with the reason: the latest 10,000.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.0.webhooks.log.deliveries()
    }

    fn add_handler(&self, url: String, handler: Handler) {
        let handlers = &self.0.webhooks.handlers;
        handlers.lock().unwrap_or_else(PoisonError::into_inner).add(url, handler);
    }
}
