//! Servers of webhooks: what reaches their handlers, and what the sender of anything else is told.
#![cfg(feature = "axum")]

mod axum_server;
mod bodies;
mod deadlines;
mod events;
mod public_urls;
mod services;
mod signatures;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use client_runtime::runtime::webhook::tower::{SignatureLayer, SignatureService};
use client_runtime::runtime::webhook::{
    PublicUrl, RequestSigner, SignatureValidator, VerifiedWebhook, WebhookReceiver,
};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use tower::{Layer as _, ServiceExt as _};

const SERVER: &str = "https://bot.example.com";
const FORM: &str = "application/x-www-form-urlencoded";
const EVENT: &str = "EventType=onMessageAdd&Author=alice&Body=Hello%21";

fn validator() -> SignatureValidator {
    SignatureValidator::new("12345").unwrap()
}

fn receiver() -> WebhookReceiver {
    WebhookReceiver::new(validator(), PublicUrl::new(SERVER).unwrap())
}

/// Returns a request that is signed for a public URL.
fn signed_for<B: AsRef<[u8]>>(public_url: &str, body: B) -> Request<B> {
    let request = Request::post("/webhooks?bot=1").header("Content-Type", FORM);
    let signer = RequestSigner::auth_token("12345").unwrap();
    signer.sign(public_url, request.body(body).unwrap()).unwrap()
}

fn signed<B: AsRef<[u8]>>(body: B) -> Request<B> {
    signed_for(SERVER, body)
}

/// A service that responds with the body of the request, and counts its calls.
#[derive(Clone, Default)]
struct Echo(Arc<AtomicUsize>);

impl Echo {
    fn calls(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn respond(&self, request: Request<Full<Bytes>>) -> Response<Full<Bytes>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        let verified = request.extensions().get::<VerifiedWebhook>();
        assert!(verified.is_some(), "the request is not marked as verified");
        Response::new(request.into_body())
    }
}

impl tower::Service<Request<Full<Bytes>>> for Echo {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Infallible>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        std::future::ready(Ok(self.respond(request)))
    }
}

/// Returns the status and the body of the response, and how often the handler was called.
async fn outcome<B>(
    receiver: WebhookReceiver,
    request: Request<B>,
) -> (StatusCode, Bytes, usize)
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
{
    let echo = Echo::default();
    let service: SignatureService<Echo> =
        SignatureLayer::new(receiver).layer(echo.clone());
    let response = service.oneshot(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, body, echo.calls())
}

/// Checks that a request is refused with a status and no body, and that the handler is not called.
#[track_caller]
fn assert_refused(
    what: &str,
    (status, body, calls): (StatusCode, Bytes, usize),
    expected: u16,
) {
    assert_eq!(status, expected, "{what}");
    assert!(body.is_empty(), "{what}: {body:?}");
    assert_eq!(calls, 0, "{what}");
}
