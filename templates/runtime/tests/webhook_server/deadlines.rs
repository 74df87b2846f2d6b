//! Handlers that are late, with a clock that only advances while every task is idle.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use client_runtime::runtime::webhook::tower::{
    DeadlineExceeded, DeadlineLayer, SignatureLayer,
};
use futures_util::stream;
use http::{Request, Response, StatusCode};
use http_body::Frame;
use http_body_util::{BodyExt as _, Full, StreamBody};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tower::util::BoxCloneService;
use tower::{Layer as _, ServiceExt as _, service_fn};

use crate::{EVENT, receiver, signed};

const SECOND: Duration = Duration::from_secs(1);

type Handler = BoxCloneService<Request<Full<Bytes>>, Response<Full<Bytes>>, Infallible>;

type Answer = Result<Response<Full<Bytes>>, Infallible>;

/// Returns a handler that takes some time, and the number of calls that it has completed.
fn handler(time: Duration) -> (Handler, Arc<AtomicUsize>) {
    let completed = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&completed);
    let service = service_fn(move |_: Request<Full<Bytes>>| {
        let counter = Arc::clone(&counter);
        async move {
            sleep(time).await;
            counter.fetch_add(1, Ordering::SeqCst);
            let mut response = Response::new(Full::from("from the handler"));
            *response.status_mut() = StatusCode::CONFLICT;
            Answer::Ok(response)
        }
    });
    (BoxCloneService::new(service), completed)
}

fn request() -> Request<Full<Bytes>> {
    signed(EVENT).map(Full::from)
}

#[tokio::test(start_paused = true)]
async fn a_handler_in_time_responds() {
    for time in [Duration::ZERO, 3 * SECOND] {
        let (handler, completed) = handler(time);
        let service = DeadlineLayer::new().layer(handler);
        let response = service.oneshot(request()).await.unwrap();
        assert_eq!(response.status(), 409);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, "from the handler");
        assert_eq!(completed.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn the_fallback_accepts_in_place_of_a_late_handler_that_goes_on() {
    let (handler, completed) = handler(10 * SECOND);
    let (sender, mut exceeded) = mpsc::unbounded_channel();
    let layer = DeadlineLayer::new().on_exceeded(move |exceeded| {
        sender.send(exceeded).unwrap();
    });
    let started = Instant::now();
    let response = layer.layer(handler).oneshot(request()).await.unwrap();
    assert_eq!((response.status().as_u16(), started.elapsed()), (200, 4 * SECOND));
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert!(body.is_empty(), "{body:?}");
    let DeadlineExceeded {
        deadline,
        fallback,
        goes_on,
        ..
    } = exceeded.try_recv().unwrap();
    assert_eq!((deadline, fallback, goes_on), (4 * SECOND, StatusCode::OK, true));
    assert!(exceeded.try_recv().is_err());
    assert_eq!(completed.load(Ordering::SeqCst), 0);
    sleep(7 * SECOND).await;
    assert_eq!(completed.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn the_fallback_and_the_deadline_can_be_set() {
    let (handler, _) = handler(2 * SECOND);
    let layer = DeadlineLayer::new().deadline(SECOND);
    let layer = layer.fallback(StatusCode::SERVICE_UNAVAILABLE);
    let started = Instant::now();
    let response = layer.layer(handler).oneshot(request()).await.unwrap();
    assert_eq!((response.status().as_u16(), started.elapsed()), (503, SECOND));
}

#[tokio::test(start_paused = true)]
async fn a_late_handler_can_be_cancelled() {
    let (handler, completed) = handler(10 * SECOND);
    let cancelled = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&cancelled);
    let layer = DeadlineLayer::new().cancel_late_handlers();
    let layer = layer.on_exceeded(move |exceeded| {
        assert!(!exceeded.goes_on);
        counter.fetch_add(1, Ordering::SeqCst);
    });
    let response = layer.layer(handler).oneshot(request()).await.unwrap();
    assert_eq!(response.status(), 200);
    sleep(20 * SECOND).await;
    assert_eq!(completed.load(Ordering::SeqCst), 0);
    assert_eq!(cancelled.load(Ordering::SeqCst), 1);
}

/// A body that takes three seconds leaves one for the handler.
#[tokio::test(start_paused = true)]
async fn the_time_counts_from_the_arrival_of_the_request() {
    let body = || {
        StreamBody::new(stream::once(Box::pin(async {
            sleep(3 * SECOND).await;
            Ok::<_, Infallible>(Frame::data(Bytes::from(EVENT)))
        })))
    };
    for (time, expected, elapsed) in [(SECOND / 2, 409, 3500), (2 * SECOND, 200, 4000)] {
        let (handler, _) = handler(time);
        let service = DeadlineLayer::new().layer(handler);
        let layer: SignatureLayer = SignatureLayer::new(receiver());
        let started = Instant::now();
        let request = signed(EVENT).map(|_| body());
        let response = layer.layer(service).oneshot(request).await.unwrap();
        assert_eq!(response.status(), expected);
        assert_eq!(started.elapsed(), Duration::from_millis(elapsed));
    }
}

#[tokio::test(start_paused = true)]
async fn a_forged_request_gets_no_fallback() {
    let (handler, completed) = handler(10 * SECOND);
    let service = DeadlineLayer::new().layer(handler);
    let layer: SignatureLayer = SignatureLayer::new(receiver());
    let forged = signed("Body=Hello").map(|_| Full::<Bytes>::from("Body=Bye"));
    let response = layer.layer(service).oneshot(forged).await.unwrap();
    assert_eq!(response.status(), 403);
    sleep(20 * SECOND).await;
    assert_eq!(completed.load(Ordering::SeqCst), 0);
}

/// Elsewhere than in tokio there are no tasks: a late handler ends.
#[test]
fn without_tokio_a_late_handler_is_cancelled() {
    let layer = DeadlineLayer::new().deadline(Duration::ZERO);
    let layer = layer.on_exceeded(|exceeded| assert!(!exceeded.goes_on));
    let service = layer.layer(service_fn(async |_: Request<Full<Bytes>>| {
        std::future::pending::<Answer>().await
    }));
    let response = pollster::block_on(service.oneshot(request())).unwrap();
    assert_eq!(response.status(), 200);
}
