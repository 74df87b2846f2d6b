//! The mock transport.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use serde_json::json;

use crate::runtime::mock::{MockResponse, MockTransport};
use crate::runtime::transport::{
    Bytes, ResponseLimits, Transport, TransportError, TransportErrorKind, http,
};

fn widget(sid: &str) -> MockResponse {
    MockResponse::json(200, json!({"sid": sid}))
}

/// Sends a request without a client, and so without retries.
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

/// Returns the message with which a function panics.
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
    mock.push(MockResponse::text(200, "any"))
        .on("get", "/v1/Widgets/{Sid}", MockResponse::text(200, "one").times(2))
        .on("GET", "/v1/Widgets/a b", MockResponse::text(200, "later"))
        .on("GET", "/v1/Widgets/a%20b", MockResponse::text(200, "last"))
        .on("POST", "/v1/*/x", MockResponse::text(200, "always").always());
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
        ("POST", "/v1/b", None),
        ("POST", "/v1/b/x/", None),
    ] {
        let body = send(&mock, method, target).await;
        assert_eq!(body.ok().as_deref(), expected, "{method} {target}");
    }
}

#[tokio::test]
async fn a_request_that_is_not_in_the_script_is_named() {
    let mock = MockTransport::new();
    let first = line!() + 1;
    mock.on("POST", "/v1/Widgets", MockResponse::text(201, "").times(2));
    mock.on("GET", "/v1/Widgets", MockResponse::never());
    mock.on("GET", "/v1/Parts", MockResponse::text(200, "").always());
    let error = send(&mock, "DELETE", "/v1/Widgets/WI1").await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::InvalidRequest);
    let cause = std::error::Error::source(&error).unwrap().to_string();
    let left = format!(
        "\n    POST /v1/Widgets -> 201 Created, 2 times ({file}:{first})\n    \
         GET /v1/Widgets -> never ({file}:{second})",
        file = file!(),
        second = first + 1,
    );
    let expected =
        format!("no response for DELETE /v1/Widgets/WI1; left in the script:{left}");
    assert_eq!(cause, expected);
    assert_eq!(mock.request().to_string(), "DELETE /v1/Widgets/WI1");
    let message = panic_of(|| mock.assert_all_used());
    assert_eq!(
        message,
        format!(
            "requests without a response:\n    DELETE /v1/Widgets/WI1\n\
             responses that were not used:{left}"
        )
    );
}

#[tokio::test]
async fn a_wait_takes_no_time_and_has_an_end() {
    let mock = MockTransport::new();
    let job = |status| MockResponse::json(200, json!({"id": "7", "status": status}));
    let accepted = MockResponse::json(202, json!({"job_url": "/v1/Jobs/7"}));
    mock.push(accepted.clone().header("Retry-After", "86000"));
    let waiter = mock.client().inspections().create().wait();
    assert!(waiter.await.unwrap_err().is_timeout());
    mock.push(accepted.clone().header("Retry-After", "500")).push(job("COMPLETED"));
    let done = mock.client().inspections().create().wait().await.unwrap();
    assert_eq!(done.status, "COMPLETED");
    mock.push(accepted).push(job("PENDING").header("Retry-After", "0").always());
    let waiter = mock.client().inspections().create().wait();
    assert!(waiter.await.unwrap_err().is_timeout());
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
    mock.push(MockResponse::error(TransportErrorKind::Connect)).push(widget("WI1"));
    let place = format!("({}:{})", file!(), line!() - 1);
    assert_eq!(
        panic_of(|| mock.assert_all_used()),
        format!(
            "responses that were not used:\n    any request -> error Connect {place}\n    \
             any request -> 200 OK {place}"
        )
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
    let slow_down = MockResponse::json(429, json!({"code": 20429}));
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
    mock.push(MockResponse::text(200, "12345"));
    let mut request = http::Request::new(Bytes::new());
    request.extensions_mut().insert(ResponseLimits::new().with_max_body_size(4));
    let error = mock.send(request).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::ResponseTooLarge);
}

#[test]
fn an_answer_can_fail_to_come() {
    let mock = MockTransport::new();
    mock.push(MockResponse::never());
    let mut sent = pin!(mock.send(http::Request::new(Bytes::new())));
    let mut context = Context::from_waker(Waker::noop());
    assert!(sent.as_mut().poll(&mut context).is_pending());
    mock.assert_all_used();
}

#[test]
fn an_answer_that_cannot_be_is_refused_where_it_is_made() {
    assert_eq!(
        panic_of(|| drop(MockResponse::text(99, ""))),
        "99 is not an HTTP status"
    );
}

#[tokio::test]
async fn pages_lead_to_each_other() {
    let mock = MockTransport::new();
    let first =
        MockResponse::page("widgets", [json!({"sid": "WI1"}), json!({"sid": "WI2"})]);
    mock.on("GET", "/v1/Widgets", first.next("/v1/Widgets?Page=1")).on(
        "GET",
        "/v1/Widgets",
        MockResponse::page("widgets", [json!({"sid": "WI3"})]),
    );
    let widgets = mock.client().widgets().list().all().await.unwrap();
    let sids: Vec<_> = widgets.iter().map(|widget| widget.sid.as_str()).collect();
    assert_eq!(sids, ["WI1", "WI2", "WI3"]);
    mock.assert_requests(["GET /v1/Widgets", "GET /v1/Widgets?Page=1"]);
    mock.assert_all_used();
}

#[tokio::test]
async fn pages_lead_to_each_other_by_paths_and_tokens() {
    let mock = MockTransport::new();
    let page = |name, sid: &str| MockResponse::page(name, [json!({"sid": sid})]);
    mock.on("GET", "/v1/Pallets", page("pallets", "PL1").next("/v1/Pallets?Page=1"))
        .on("GET", "/v1/Pallets", page("pallets", "PL2"))
        .on(
            "GET",
            "/v1/Shipments",
            page("shipments", "SH1").next_token("meta.nextToken", "a&b"),
        )
        .on("GET", "/v1/Shipments", page("shipments", "SH2"));
    let pallets = mock.client().pallets().list().all().await.unwrap();
    assert_eq!([pallets[0].sid.as_str(), pallets[1].sid.as_str()], ["PL1", "PL2"]);
    let shipments = mock.client().shipments().list().all().await.unwrap();
    assert_eq!([shipments[0].sid.as_str(), shipments[1].sid.as_str()], ["SH1", "SH2"]);
    mock.assert_requests([
        "GET /v1/Pallets",
        "GET /v1/Pallets?Page=1",
        "GET /v1/Shipments",
        "GET /v1/Shipments?pageToken=a%26b",
    ]);
    let message = panic_of(|| drop(MockResponse::text(200, "").next_token("a", "b")));
    assert_eq!(message, "only a page has a next page; this is 200 OK");
}

#[tokio::test]
async fn a_page_says_what_the_api_says_of_one() {
    let mock = MockTransport::new();
    mock.push(
        MockResponse::page("widgets", [json!({"sid": "WI1"})])
            .next("/v1/Widgets?Page=1"),
    );
    let page = mock.client().widgets().list().await.unwrap();
    assert_eq!(page.meta.next_page_url.as_deref(), Some("/v1/Widgets?Page=1"));
    assert!(page.continuation().is_some());
    mock.push(MockResponse::page("widgets", [(); 0]));
    let page = mock.client().widgets().list().await.unwrap();
    assert!(page.items.is_empty() && page.continuation().is_none());
    let message = panic_of(|| drop(MockResponse::text(200, "[]").next("/")));
    assert_eq!(message, "only a page has a next page; this is 200 OK");
}

#[tokio::test(start_paused = true)]
async fn no_time_passes_before_a_retry() {
    let start = tokio::time::Instant::now();
    let mock = MockTransport::new();
    let slow_down = || MockResponse::json(429, json!({"code": 20429}));
    mock.push(slow_down().header("retry-after", "30")).push(widget("WI1"));
    assert_eq!(mock.client().widgets().create().await.unwrap().sid, "WI1");
    mock.push(MockResponse::text(503, "").times(3)).push(widget("WI2"));
    assert_eq!(mock.client().widget("WI2").fetch().await.unwrap().sid, "WI2");
    // A client fails immediately if the requested delay exceeds the timeout of the operation.
    mock.push(slow_down().header("retry-after", "90"));
    let error = mock.client().widgets().create().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
    assert_eq!(error.attempts(), 1);
    assert_eq!(start.elapsed(), Duration::ZERO);
    mock.assert_all_used();
}
