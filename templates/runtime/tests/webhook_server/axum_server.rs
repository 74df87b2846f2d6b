//! Routers of axum, over connections.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::rejection::StringRejection;
use axum::extract::{Form, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router, serve};
use client_runtime::runtime::webhook::axum::{
    Verified, VerifiedRejection, WebhookRejection,
};
use client_runtime::runtime::webhook::tower::{DeadlineLayer, SignatureLayer};
use client_runtime::runtime::webhook::{ReceiveError, SignatureError, VerifiedWebhook};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

use crate::{EVENT, FORM, receiver, signed};

type Calls = Arc<AtomicUsize>;

type Parameters = Vec<(String, String)>;

async fn behind_the_layer(
    State(calls): State<Calls>,
    Extension(webhook): Extension<VerifiedWebhook>,
    body: String,
) -> String {
    calls.fetch_add(1, Ordering::SeqCst);
    assert_eq!(webhook.body(), &body);
    body
}

async fn verified(
    State(calls): State<Calls>,
    Verified(Form(parameters)): Verified<Form<Parameters>>,
) -> String {
    calls.fetch_add(1, Ordering::SeqCst);
    let lines = parameters.iter().map(|(name, value)| format!("{name}: {value}"));
    lines.collect::<Vec<_>>().join(", ")
}

/// Returns a router with a layer, and one with an extractor.
fn routers(calls: &Calls) -> [Router; 2] {
    let layer = Router::new()
        .route("/webhooks", post(behind_the_layer))
        .layer(DeadlineLayer::new())
        .layer(SignatureLayer::new(receiver()))
        .with_state(Arc::clone(calls));
    let extractor = Router::new()
        .route("/webhooks", post(verified))
        .layer(Extension(receiver()))
        .with_state(Arc::clone(calls));
    [layer, extractor]
}

async fn listen(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { serve(listener, router).await });
    address
}

/// Sends bytes over their own connection, ends it, and returns the response.
async fn exchange(address: SocketAddr, head: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /webhooks?bot=1 HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: {FORM}\r\n{head}\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may respond and close the connection before it has read everything.
    let _ignored = stream.write_all(body).await;
    let _ignored = stream.shutdown().await;
    let mut response = Vec::new();
    let _ignored = stream.read_to_end(&mut response).await;
    String::from_utf8(response).unwrap()
}

fn signature() -> String {
    let request = signed(EVENT);
    let signature = request.headers()["X-Twilio-Signature"].to_str().unwrap();
    format!("X-Twilio-Signature: {signature}\r\n")
}

fn sized(body: &[u8]) -> String {
    format!("Content-Length: {}\r\n", body.len())
}

#[tokio::test]
async fn genuine_requests_are_handled() {
    let calls = Calls::default();
    for (router, expected) in routers(&calls)
        .into_iter()
        .zip([EVENT, "EventType: onMessageAdd, Author: alice, Body: Hello!"])
    {
        let address = listen(router).await;
        let head = signature() + &sized(EVENT.as_bytes());
        let response = exchange(address, &head, EVENT.as_bytes()).await;
        assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
        assert!(response.ends_with(&format!("\r\n\r\n{expected}")), "{response}");
        let head = signature() + "Transfer-Encoding: chunked\r\n";
        let (first, second) = EVENT.split_at(16);
        let chunks =
            format!("10\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n", second.len());
        let response = exchange(address, &head, chunks.as_bytes()).await;
        assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
    }
    assert_eq!(calls.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn other_requests_do_not_reach_the_handler() {
    let calls = Calls::default();
    let event = EVENT.as_bytes();
    let ten_megabytes = vec![b'a'; 10_000_000];
    let mut chunk = b"989680\r\n".to_vec();
    chunk.extend(&ten_megabytes);
    for router in routers(&calls) {
        let address = listen(router).await;
        let signature = signature();
        let attempts: [(&str, String, &[u8], &str); 9] = [
            ("unsigned", sized(event), event, "403"),
            (
                "forged",
                format!("X-Twilio-Signature: AAAA\r\n{}", sized(event)),
                event,
                "403",
            ),
            ("replayed", signature.clone() + &sized(b"Body=Bye"), b"Body=Bye", "403"),
            ("no text", signature.clone() + &sized(b"\xff\xfe\0"), b"\xff\xfe\0", "403"),
            ("empty", signature.clone() + &sized(b""), b"", "403"),
            ("10 MB", signature.clone() + &sized(&ten_megabytes), &ten_megabytes, "413"),
            (
                "10 MB in a chunk",
                signature.clone() + "Transfer-Encoding: chunked\r\n",
                &chunk,
                "413",
            ),
            ("cut off", signature.clone() + "Content-Length: 1000\r\n", event, "400"),
            (
                "broken chunk",
                signature.clone() + "Transfer-Encoding: chunked\r\n",
                b"zz\r\n",
                "400",
            ),
        ];
        for (what, head, body, expected) in attempts {
            let response = exchange(address, &head, body).await;
            let status = response.split(' ').nth(1).unwrap_or_default();
            // A sender that does not read until it has sent everything may not see the response.
            if !(status.is_empty() && body.len() > 1_000_000) {
                assert_eq!(status, expected, "{what}: {response}");
                assert!(response.ends_with("\r\n\r\n"), "{what}: {response}");
            }
        }
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_router_without_a_receiver_is_misconfigured() {
    let calls = Calls::default();
    let router = Router::new().route("/webhooks", post(verified));
    let router = router.with_state(Arc::clone(&calls));
    let request = signed(EVENT.to_owned()).map(axum::body::Body::from);
    let response = router.oneshot(request).await.unwrap();
    assert_eq!((response.status().as_u16(), calls.load(Ordering::SeqCst)), (500, 0));
    let message = WebhookRejection::MissingReceiver.to_string();
    assert!(
        message.contains("SignatureLayer") && message.contains("Extension"),
        "{message}"
    );
}

#[tokio::test]
async fn other_routes_are_not_guarded() {
    let webhooks = Router::new()
        .route("/webhooks", post(async || "handled"))
        .route_layer(DeadlineLayer::new())
        .route_layer(SignatureLayer::new(receiver()));
    let router = Router::new().route("/health", get(async || "healthy")).merge(webhooks);
    for (method, path, status) in [
        ("GET", "/health", 200),
        ("GET", "/unknown", 404),
        ("GET", "/webhooks", 403),
        ("POST", "/webhooks", 403),
    ] {
        let request = Request::builder().method(method).uri(path);
        let request = request.body(axum::body::Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), status, "{method} {path}");
    }
    let request = signed(EVENT.to_owned()).map(axum::body::Body::from);
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn an_extractor_behind_the_layer_validates_nothing_again() {
    let calls = Calls::default();
    let router = Router::new()
        .route("/webhooks", post(verified))
        .with_state(Arc::clone(&calls))
        .route_layer(SignatureLayer::new(receiver()));
    let request = signed(EVENT.to_owned()).map(axum::body::Body::from);
    let response = router.oneshot(request).await.unwrap();
    assert_eq!((response.status().as_u16(), calls.load(Ordering::SeqCst)), (200, 1));
}

#[tokio::test]
async fn rejections_can_be_handled() {
    type Extracted = Result<Verified<String>, VerifiedRejection<StringRejection>>;
    async fn handle(extracted: Extracted) -> Response {
        match extracted {
            Ok(_) => "genuine".into_response(),
            Err(VerifiedRejection::Webhook(rejection)) => {
                assert_eq!(
                    rejection,
                    WebhookRejection::Receive(ReceiveError::Signature(
                        SignatureError::Mismatch
                    ))
                );
                "forged".into_response()
            }
            Err(rejection) => rejection.into_response(),
        }
    }
    let router =
        Router::new().route("/webhooks", post(handle)).layer(Extension(receiver()));
    let forged =
        signed("Body=Hello".to_owned()).map(|_| axum::body::Body::from("Body=Bye"));
    let response = router.clone().oneshot(forged).await.unwrap();
    assert_eq!(response.status(), 200);
    // A signed request that the inner extractor refuses.
    let invalid = signed(b"Body=\xff".to_vec()).map(axum::body::Body::from);
    assert_eq!(router.oneshot(invalid).await.unwrap().status(), 400);
}

#[tokio::test]
async fn the_layer_combines_with_middleware() {
    async fn pass(request: Request, next: Next) -> Response {
        assert!(request.extensions().get::<VerifiedWebhook>().is_some());
        next.run(request).await
    }
    let signature = || SignatureLayer::new(receiver());
    let layers = tower::layer::layer_fn(move |inner| {
        use tower::Layer as _;
        signature()
            .body::<axum::body::Body>()
            .layer(middleware::from_fn(pass).layer(inner))
    });
    let router: Router =
        Router::new().route("/webhooks", post(async || "handled")).layer(layers);
    let request = signed(EVENT.to_owned()).map(axum::body::Body::from);
    assert_eq!(router.oneshot(request).await.unwrap().status(), 200);
    let unprotected = get(async || "open");
    let router: Router = Router::new()
        .route(
            "/webhooks",
            post(async || "handled").layer(SignatureLayer::new(receiver())),
        )
        .route("/health", unprotected);
    let request = Request::get("/health").body(axum::body::Body::empty()).unwrap();
    assert_eq!(router.clone().oneshot(request).await.unwrap().status(), 200);
    let request = Request::post("/webhooks").body(axum::body::Body::empty()).unwrap();
    assert_eq!(router.oneshot(request).await.unwrap().status(), 403);
}
