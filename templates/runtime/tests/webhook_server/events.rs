//! Handlers of axum that take events and return replies.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Extension, Router};
use client_runtime::events::{Event, EventError, Reply, sample};
use client_runtime::runtime::webhook::RequestSigner;
use client_runtime::runtime::webhook::axum::{EventRejection, WebhookRejection};
use client_runtime::runtime::webhook::tower::SignatureLayer;
use client_runtime::sid::WorkshopSid;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::{FORM, SERVER, receiver, signed};

type Calls = Arc<AtomicUsize>;

async fn decide(State(calls): State<Calls>, event: Event) -> Response {
    calls.fetch_add(1, Ordering::SeqCst);
    match event {
        Event::WidgetMake(event) if event.count == Some(13) => {
            IntoResponse::into_response(event.reject(StatusCode::CONFLICT))
        }
        // A reply that changes something is a response, like one that does not.
        Event::WidgetMake(event) => {
            IntoResponse::into_response(event.accept().owner("bob"))
        }
        _ => IntoResponse::into_response(Reply::default()),
    }
}

/// Returns routers that find the signature validated, that validate it themselves, and that cannot.
fn routers(calls: &Calls) -> [Router; 3] {
    let router = || Router::new().route("/webhooks", any(decide));
    let layer = router().layer(SignatureLayer::new(receiver()));
    let extension = router().layer(Extension(receiver()));
    [layer, extension, router()].map(|router| router.with_state(Arc::clone(calls)))
}

async fn outcome(router: &Router, request: Request<String>) -> (u16, String) {
    let response = router.clone().oneshot(request.map(Body::from)).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn signer() -> RequestSigner {
    RequestSigner::auth_token("12345").unwrap()
}

#[tokio::test]
async fn events_are_extracted_and_replies_are_sent() {
    let calls = Calls::default();
    let [layer, extension, _] = routers(&calls);
    let counting = |count| {
        let sample = sample::widget_make().count(count);
        sample.request(&signer(), SERVER, "/webhooks").unwrap()
    };
    for router in [layer, extension] {
        let accepted = outcome(&router, counting(1)).await;
        assert_eq!(accepted, (200, r#"{"owner":"bob"}"#.to_owned()));
        assert_eq!(outcome(&router, counting(13)).await, (409, String::new()));
        let made = sample::widget_made();
        let made = made.request(&signer(), SERVER, "/webhooks").unwrap();
        assert_eq!(outcome(&router, made).await, (200, String::new()));
        let uri = format!("/webhooks?{}", sample::widget_make().form());
        let read = Request::get(uri).body(String::new()).unwrap();
        let read = signer().sign(SERVER, read).unwrap();
        assert_eq!(outcome(&router, read).await.0, 200);
    }
    assert_eq!(calls.load(Ordering::SeqCst), 8);
}

#[tokio::test]
async fn replies_that_change_something_are_json() {
    let router = Router::new()
        .route("/", any(async || sample::widget_make().event().accept().owner("bob")));
    let request = Request::get("/").body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
}

#[tokio::test]
async fn other_requests_are_refused() {
    let calls = Calls::default();
    let [layer, extension, misconfigured] = routers(&calls);
    let genuine = || {
        let sample = sample::widget_make();
        sample.request(&signer(), SERVER, "/webhooks").unwrap()
    };
    let mut unsigned = genuine();
    unsigned.headers_mut().remove("X-Twilio-Signature");
    let json = Request::post("/webhooks").header("Content-Type", "application/json");
    let json = json.body(r#"{"EventType":"onWidgetMake"}"#.to_owned()).unwrap();
    let at_webhooks = |body: &str| {
        let request = Request::post("/webhooks").header("Content-Type", FORM);
        signer().sign(SERVER, request.body(body.to_owned()).unwrap()).unwrap()
    };
    let many = format!("EventType=onWidgetMake{}", "&a=1".repeat(1_000));
    for (what, request, expected) in [
        ("unsigned", unsigned, 403),
        ("replayed", genuine().map(|_| "EventType=onWidgetMake".to_owned()), 403),
        ("no event", at_webhooks("Owner=alice"), 400),
        ("empty", at_webhooks(""), 400),
        ("not UTF-8", at_webhooks("EventType=%FF"), 400),
        ("too many parameters", at_webhooks(&many), 413),
        ("too large", at_webhooks(&"a".repeat(300_000)), 413),
        ("JSON", signer().sign(SERVER, json).unwrap(), 415),
    ] {
        for router in [&layer, &extension] {
            let refused = outcome(router, request.clone()).await;
            assert_eq!(refused, (expected, String::new()), "{what}");
        }
    }
    assert_eq!(outcome(&misconfigured, genuine()).await, (500, String::new()));
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn rejections_can_be_handled() {
    async fn handle(event: Result<Event, EventRejection>) -> String {
        event.map_or_else(|rejection| rejection.to_string(), |_| "an event".to_owned())
    }
    let router =
        Router::new().route("/webhooks", any(handle)).layer(Extension(receiver()));
    let mut request = signed("Owner=alice".to_owned());
    let (status, body) = outcome(&router, request.clone()).await;
    assert_eq!((status, body), (200, EventError::MissingKind.to_string()));
    request.headers_mut().remove("X-Twilio-Signature");
    let (_, body) = outcome(&router, request).await;
    assert_eq!(body, "the webhook is not signed");
    let rejection = EventRejection::from(WebhookRejection::MissingReceiver);
    assert_eq!(rejection.status(), 500);
}

/// The signature covers the URL, so a handler can trust what the path says.
#[tokio::test]
async fn a_handler_takes_a_sid_from_the_path_and_an_event() {
    async fn receive(Path(workshop): Path<WorkshopSid>, event: Event) -> String {
        format!("{workshop} {:?}", event.kind())
    }
    let router = Router::new()
        .route("/workshops/{workshop}/webhooks", any(receive))
        .route_layer(SignatureLayer::new(receiver()));
    let path = |sid: &str| format!("/workshops/{sid}/webhooks");
    let (sid, other) =
        ("WS0123456789abcdef0123456789abcdef", "WSfedcba9876543210fedcba9876543210");
    let request = sample::widget_made().request(&signer(), SERVER, &path(sid)).unwrap();
    let (status, body) = outcome(&router, request.clone()).await;
    assert_eq!((status, body), (200, format!("{sid} WidgetMade")));
    let mut moved = request;
    *moved.uri_mut() = path(other).parse().unwrap();
    assert_eq!(outcome(&router, moved).await.0, 403);
}

/// What is parsed is what was signed, even if something between the layer and the handler replaces the body.
#[tokio::test]
async fn the_signed_body_is_parsed() {
    let calls = Calls::default();
    let replace = axum::middleware::from_fn(
        async |request: axum::extract::Request, next: axum::middleware::Next| {
            next.run(request.map(|_| Body::from("EventType=onWidgetMake&Count=13")))
                .await
        },
    );
    let router = Router::new()
        .route("/webhooks", any(decide))
        .layer(replace)
        .layer(SignatureLayer::new(receiver()))
        .with_state(calls);
    let sample = sample::widget_make().count(1);
    let request = sample.request(&signer(), SERVER, "/webhooks").unwrap();
    assert_eq!(outcome(&router, request).await.0, 200);
}
