//! The layer as a service of `tower`.

use std::convert::Infallible;
use std::future::{Ready, poll_fn, ready};
use std::pin::pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use client_runtime::runtime::webhook::tower::{SignatureLayer, SignatureService};
use http::{Request, Response};
use http_body_util::{Empty, Full};
use tower::{Layer as _, Service, ServiceExt as _};

use crate::{EVENT, receiver, signed};

/// A service of which each instance must be ready before each call.
#[derive(Default)]
struct Strict {
    is_ready: bool,
    polls: usize,
}

impl Clone for Strict {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Service<Request<Full<Bytes>>> for Strict {
    type Response = Response<Empty<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    /// Is ready when it is polled for the second time.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.polls += 1;
        self.is_ready = self.polls > 1;
        if self.is_ready {
            Poll::Ready(Ok(()))
        } else {
            Poll::Pending
        }
    }

    fn call(&mut self, _: Request<Full<Bytes>>) -> Self::Future {
        assert!(self.is_ready, "the instance that is called is not ready");
        self.is_ready = false;
        self.polls = 0;
        ready(Ok(Response::default()))
    }
}

#[tokio::test]
async fn the_instance_that_is_ready_is_called() {
    let mut service: SignatureService<Strict> =
        SignatureLayer::new(receiver()).layer(Strict::default());
    for _ in 0..3 {
        let request = signed(EVENT).map(Full::<Bytes>::from);
        let mut polls = 0;
        poll_fn(|context| {
            polls += 1;
            match Service::<Request<Full<Bytes>>>::poll_ready(&mut service, context) {
                // The clone that took the place of the one that was called is polled anew.
                Poll::Pending if polls < 3 => {
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
                other => other,
            }
        })
        .await
        .unwrap();
        assert_eq!(polls, 2);
        assert_eq!(service.call(request).await.unwrap().status(), 200);
    }
}

#[derive(Clone)]
struct Failing;

impl Service<Request<Full<Bytes>>> for Failing {
    type Response = Response<Empty<Bytes>>;
    type Error = &'static str;
    type Future = Ready<Result<Self::Response, &'static str>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Full<Bytes>>) -> Self::Future {
        ready(Err("failed"))
    }
}

#[tokio::test]
async fn errors_of_the_service_are_passed_on() {
    let service: SignatureService<Failing> =
        SignatureLayer::new(receiver()).layer(Failing);
    let request = signed(EVENT).map(Full::<Bytes>::from);
    assert_eq!(service.oneshot(request).await.unwrap_err(), "failed");
}

/// Nothing needs a runtime of tokio.
#[test]
fn the_layer_works_without_tokio() {
    let service = tower::service_fn(|request: Request<Bytes>| async move {
        Ok::<_, Infallible>(Response::new(Full::new(request.into_body())))
    });
    let service = SignatureLayer::new(receiver()).body::<Bytes>().layer(service);
    let request = signed(EVENT).map(Full::<Bytes>::from);
    let response = pollster::block_on(service.oneshot(request)).unwrap();
    assert_eq!(response.status(), 200);
}

#[test]
fn debug_shows_no_secret() {
    let layer = SignatureLayer::new(receiver());
    let shown = format!("{layer:?}");
    assert!(shown.contains("bot.example.com") && !shown.contains("12345"), "{shown}");
}

#[tokio::test]
async fn a_service_that_is_not_ready_is_waited_for() {
    let service: SignatureService<Strict> =
        SignatureLayer::new(receiver()).layer(Strict::default());
    let request = signed(EVENT).map(Full::<Bytes>::from);
    let mut work = pin!(service.oneshot(request));
    let is_pending =
        poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_pending()));
    assert!(is_pending.await);
}
