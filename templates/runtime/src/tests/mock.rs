//! The transport that users test with.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use serde_json::json;

use crate::runtime::mock::{MockAnswer, MockTransport};
use crate::runtime::transport::{
    Bytes, ResponseLimits, Transport, TransportError, TransportErrorKind, http,
};

fn widget(sid: &str) -> MockAnswer {
    MockAnswer::json(200, json!({"sid": sid}))
}

/// Sends a request without a client, whose business retries are.
async fn send(
    mock: &MockTransport,
    method: &str,
    target: &str,
) -> Result<String, TransportError> {
    let url = format!("https://api.invalid{target}");
    let request = http::Request::builder().method(method).uri(url);
    let response = mock.send(request.body(Bytes::new()).unwrap()).await?;
    Ok(String::from_utf8(response.body().to_vec()).unwrap())
}

/// The message of the panic that a function ends in.
fn panic_of(work: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(work).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[tokio::test]
async fn answers_come_in_their_order_and_requests_are_kept() {
    let mock = MockTransport::new();
    mock.push(widget("WI1")).push(widget("WI2"));
    let client = mock.client();
    let create = client.widgets().create().owner("al ice").tag(["a", "b"]);
    let created = create.dry_run(true).x_note("note").await.unwrap();
    assert_eq!(created.sid, "WI1");
    assert_eq!(client.widget("a b").fetch().await.unwrap().sid, "WI2");
    mock.assert_requests(["POST /v1/Widgets?DryRun=true", "GET /v1/Widgets/a%20b"]);
    mock.assert_all_used();
    let requests = mock.requests();
    let request = &requests[0];
    let pairs = [("Owner", "al ice"), ("Tag", "a"), ("Tag", "b")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(request.form(), pairs);
    assert_eq!(request.form_value("Tag").as_deref(), Some("a"));
    assert_eq!(request.form_value("Due"), None);
    assert_eq!(request.query(), [("DryRun".to_owned(), "true".to_owned())]);
    assert_eq!(request.query_value("DryRun").as_deref(), Some("true"));
    assert_eq!((request.method().as_str(), request.path()), ("POST", "/v1/Widgets"));
    assert_eq!(request.header("x-note"), Some("note"));
    assert_eq!(client.account_sid(), Some("AC00000000000000000000000000000000"));
}

#[tokio::test]
async fn answers_for_a_route_come_first() {
    let mock = MockTransport::new();
    mock.push(MockAnswer::text(200, "any"))
        .on("get", "/v1/Widgets/{Sid}", MockAnswer::text(200, "one").times(2))
        .on("GET", "/v1/Widgets/a b", MockAnswer::text(200, "later"))
        .on("GET", "/v1/Widgets/a%20b", MockAnswer::text(200, "last"))
        .on("POST", "/v1/*/x", MockAnswer::text(200, "always").always());
    for (method, target, expected) in [
        ("GET", "/v1/Widgets/a%20b?Page=1", Some("one")),
        ("POST", "/v1/a/x", Some("always")),
        ("GET", "/v1/Widgets/WI1", Some("one")),
        ("GET", "/v1/Widgets/a%20b", Some("later")),
        ("GET", "/v1/Widgets/a%20b", Some("last")),
        ("GET", "/v1/Widgets/WI1", Some("any")),
        ("POST", "/v1/b/x", Some("always")),
        ("GET", "/v1/Widgets/WI1", None),
        ("GET", "/v1/Widgets", None),
        ("POST", "/v1//x", None),
        ("POST", "/v1/b/x/", None),
    ] {
        let body = send(&mock, method, target).await;
        assert_eq!(body.ok().as_deref(), expected, "{method} {target}");
    }
}

#[tokio::test]
async fn a_request_that_is_not_in_the_script_is_named() {
    let mock = MockTransport::new();
    mock.on("POST", "/v1/Widgets", MockAnswer::text(201, "").times(2));
    mock.on("GET", "/v1/Widgets", MockAnswer::never());
    mock.on("GET", "/v1/Parts", MockAnswer::text(200, "").always());
    let error = send(&mock, "DELETE", "/v1/Widgets/WI1").await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::InvalidRequest);
    let cause = std::error::Error::source(&error).unwrap().to_string();
    let expected = "no answer for DELETE /v1/Widgets/WI1; left in the script:\n    \
        POST /v1/Widgets -> 201 Created (2 times)\n    GET /v1/Widgets -> never";
    assert_eq!(cause, expected);
    assert_eq!(mock.request().to_string(), "DELETE /v1/Widgets/WI1");
    let message = panic_of(|| mock.assert_all_used());
    assert_eq!(message, "requests without an answer:\n    DELETE /v1/Widgets/WI1");
}

#[tokio::test]
async fn a_request_that_is_not_in_the_script_changed_nothing() {
    let mock = MockTransport::new();
    let error = mock.client().widgets().create().await.unwrap_err();
    assert!(!error.is_outcome_unknown());
    assert_eq!((error.attempts(), mock.requests().len()), (0, 1));
}

#[tokio::test]
async fn what_was_not_as_expected_is_said() {
    let mock = MockTransport::new();
    mock.push(MockAnswer::error(TransportErrorKind::Connect)).push(widget("WI1"));
    assert_eq!(
        panic_of(|| mock.assert_all_used()),
        "answers that were not used:\n    any request -> error Connect\n    any request -> 200 OK"
    );
    let message = panic_of(|| drop(mock.request()));
    assert!(message.contains("one request was expected; sent: nothing"), "{message}");
    let error = send(&mock, "GET", "/a?b=c").await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert_eq!(
        panic_of(|| mock.assert_requests(["GET /a"])),
        "other requests were expected; sent:\n    GET /a?b=c\nexpected:\n    GET /a"
    );
}

#[tokio::test]
async fn an_answer_has_a_status_and_headers() {
    let mock = MockTransport::new();
    let slow_down = MockAnswer::json(429, json!({"code": 20429}));
    mock.push(slow_down.header("retry-after", "3").header("x-a", "b"));
    let request = http::Request::new(Bytes::new());
    let response = mock.send(request).await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.headers()["retry-after"], "3");
    assert_eq!(response.body(), r#"{"code":20429}"#);
}

#[tokio::test]
async fn the_limits_of_a_response_hold() {
    let mock = MockTransport::new();
    mock.push(MockAnswer::text(200, "12345"));
    let mut request = http::Request::new(Bytes::new());
    request.extensions_mut().insert(ResponseLimits::new().with_max_body_size(4));
    let error = mock.send(request).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::ResponseTooLarge);
}

#[test]
fn an_answer_can_fail_to_come() {
    let mock = MockTransport::new();
    mock.push(MockAnswer::never());
    let mut sent = pin!(mock.send(http::Request::new(Bytes::new())));
    let mut context = Context::from_waker(Waker::noop());
    assert!(sent.as_mut().poll(&mut context).is_pending());
    mock.assert_all_used();
}

#[test]
fn an_answer_that_cannot_be_is_refused_where_it_is_made() {
    assert_eq!(panic_of(|| drop(MockAnswer::text(99, ""))), "99 is no HTTP status");
}
