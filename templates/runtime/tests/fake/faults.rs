//! Faults that a test injects, as a client sees them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use client_runtime::fake::{FakeTwilio, Fault, FaultRule};
use client_runtime::runtime::transport::http::Response;
use client_runtime::runtime::transport::{Bytes, TransportErrorKind};
use client_runtime::runtime::{Client, ErrorKind, Result, RetryPolicy};
use client_runtime::widgets::Widget;
use tokio::time::Instant;

use super::wire::send;

/// Returns a client that does not retry.
fn without_retries(fake: &FakeTwilio) -> Client {
    fake.client_builder().retry_policy(RetryPolicy::never()).build().unwrap()
}

/// Creates a widget of alice.
async fn create(client: &Client) -> Result<Widget> {
    client.widgets().create().owner("alice").await
}

/// Returns the number of widgets of alice.
async fn count(fake: &FakeTwilio) -> usize {
    fake.client().widgets().list().owner(["alice"]).await.unwrap().items.len()
}

/// Returns the statuses of requests for the list of widgets, with 0 for a transport error.
async fn statuses(fake: &FakeTwilio, requests: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..requests {
        statuses.push(send(fake, ("GET", "/v1/Widgets"), "").await.status);
    }
    statuses
}

/// Returns the message with which a function panics.
fn panic_of(work: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(work)).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[tokio::test]
async fn a_read_is_retried_after_a_status() {
    let fake = FakeTwilio::new();
    fake.fail_next(Fault::status(503)).fail_next(Fault::status(500));
    let listed = fake.client().widgets().list().send_with_response().await.unwrap();
    assert_eq!(listed.attempts(), 3);
    fake.assert_all_faults_used();
}

#[tokio::test]
async fn too_many_requests_are_retried() {
    let fake = FakeTwilio::new();
    fake.fail_next(Fault::too_many_requests(Duration::from_millis(1500)));
    create(&fake.client()).await.unwrap();
    assert_eq!(count(&fake).await, 1);
    fake.fail_next(Fault::too_many_requests(Duration::from_millis(1500)));
    let error = create(&without_retries(&fake)).await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.code(), Some(20429));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    assert_eq!(count(&fake).await, 1);
}

#[tokio::test]
async fn an_error_in_twilios_format_has_its_code() {
    let fake = FakeTwilio::new();
    fake.fail_next(Fault::refusal(403, 50417, "Participants limit exceeded"));
    let error = create(&fake.client()).await.unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(error.code(), Some(50417));
    assert_eq!(error.message(), Some("Participants limit exceeded"));
    assert!(error.more_info().unwrap().ends_with("/50417"));
    assert_eq!(count(&fake).await, 0);
}

#[tokio::test]
async fn a_request_that_was_not_sent_is_retried() {
    let fake = FakeTwilio::new();
    fake.fail_next(Fault::error(TransportErrorKind::Connect));
    create(&fake.client()).await.unwrap();
    assert_eq!(count(&fake).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_response_that_does_not_arrive_times_out() {
    let fake = FakeTwilio::new();
    fake.fail_next(Fault::timeout());
    let error = create(&fake.client()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown());
    assert_eq!(count(&fake).await, 0);
    fake.fail_next(Fault::timeout().carried_out());
    let error = create(&fake.client()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown());
    assert_eq!(count(&fake).await, 1);
}

#[tokio::test]
async fn a_lost_response_leaves_the_change() {
    let fake = FakeTwilio::new();
    fake.fail_next(Fault::lost_response());
    let error = create(&fake.client()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_outcome_unknown());
    assert_eq!(error.attempts(), 1);
    assert_eq!(count(&fake).await, 1);
}

#[tokio::test]
async fn code_that_looks_before_it_creates_creates_once() {
    let find_or_create = async |client: &Client| {
        let found = client.widgets().list().owner(["alice"]).await?;
        match found.items.into_iter().next() {
            Some(widget) => Ok(widget),
            None => create(client).await,
        }
    };
    for (fault, is_created) in [
        (Fault::lost_response(), true),
        (Fault::status(502).carried_out(), true),
        (Fault::status(502), false),
    ] {
        let fake = FakeTwilio::new();
        fake.fail(FaultRule::new(fault).method("POST"));
        let client = fake.client();
        let error = find_or_create(&client).await.unwrap_err();
        assert!(error.is_outcome_unknown());
        assert_eq!(count(&fake).await, usize::from(is_created));
        let widget = find_or_create(&client).await.unwrap();
        assert_eq!(widget.owner.as_deref(), Some("alice"));
        assert_eq!(count(&fake).await, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_delayed_response_is_late_on_tokios_clock() {
    let fake = FakeTwilio::new();
    let (start, now) = (Instant::now(), fake.now());
    fake.fail_next(Fault::delay(Duration::from_secs(9)));
    create(&fake.client()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(9));
    assert_eq!(fake.now(), now);
}

#[tokio::test]
async fn a_body_that_cannot_be_decoded_leaves_the_change() {
    for fault in [Fault::truncated_body(), Fault::body("<html>Bad gateway</html>")] {
        let fake = FakeTwilio::new();
        fake.fail_next(fault);
        let error = create(&fake.client()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.was_carried_out());
        assert_eq!(error.status().unwrap(), 201);
        assert_eq!(count(&fake).await, 1);
    }
}

#[tokio::test]
async fn any_response_can_take_the_place_of_the_usual_one() {
    let fake = FakeTwilio::new();
    let response = Response::builder().status(302).header("location", "/elsewhere");
    fake.fail_next(response.body(Bytes::new()).unwrap());
    let error = create(&fake.client()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
}

#[tokio::test]
async fn a_rule_applies_to_some_requests() {
    let fake = FakeTwilio::new();
    let fault = || FaultRule::new(Fault::status(503));
    fake.fail(fault().method("post").path("/v1/*/{Sid}/Parts"))
        .fail(fault().operation("FetchWidget").times(2))
        .fail(fault().path("/v1/Widgets/a b").always());
    for (request, status) in [
        (("GET", "/v1/Widgets/x/Parts"), 200..=404),
        (("POST", "/v1/Widgets/x/Parts"), 503..=503),
        (("POST", "/v1/Widgets/x/Parts"), 405..=405),
        (("DELETE", "/v1/Widgets/x"), 404..=404),
        (("GET", "/v1/Widgets/x?PageSize=1"), 503..=503),
        (("DELETE", "/v1/Widgets/a%20b"), 503..=503),
        (("GET", "/v1/Widgets/a%20b"), 503..=503),
        (("GET", "/v1/Widgets/x"), 404..=404),
        (("GET", "/v1/Widgets/a%20b"), 503..=503),
        (("GET", "/v1/Widgets/a%20b/Parts"), 200..=404),
    ] {
        let received = send(&fake, request, "").await;
        assert!(status.contains(&received.status), "{request:?}: {}", received.status);
    }
    fake.assert_all_faults_used();
}

#[tokio::test]
async fn the_first_rule_that_applies_is_used() {
    let fake = FakeTwilio::new();
    fake.fail(FaultRule::new(Fault::status(500)).after(1).times(2));
    fake.fail(FaultRule::new(Fault::status(501)).after(1).always());
    assert_eq!(statuses(&fake, 5).await, [200, 500, 500, 501, 501]);
    fake.clear_faults();
    assert_eq!(statuses(&fake, 1).await, [200]);
}

#[tokio::test]
async fn chance_follows_from_the_seed() {
    let with_seed = async |seed| {
        let fake = FakeTwilio::builder().seed(seed).build().unwrap();
        fake.fail(FaultRule::new(Fault::status(503)).probability(0.1));
        let statuses = statuses(&fake, 500).await;
        fake.assert_all_faults_used();
        statuses
    };
    let statuses = with_seed(7).await;
    let failed = statuses.iter().filter(|status| **status == 503).count();
    assert!((30..=70).contains(&failed), "{failed} of 500");
    assert_eq!(statuses, with_seed(7).await);
    assert_ne!(statuses, with_seed(8).await);
}

#[tokio::test]
async fn chance_can_be_limited() {
    let fake = FakeTwilio::new();
    let never = FaultRule::new(Fault::status(503)).probability(0.0);
    let twice = FaultRule::new(Fault::status(500)).probability(1.0).times(2);
    fake.fail(never).fail(twice);
    assert_eq!(statuses(&fake, 4).await, [500, 500, 200, 200]);
}

#[test]
fn faults_that_were_not_used_are_listed() {
    let fake = FakeTwilio::new();
    let first = line!() + 1;
    fake.fail_next(Fault::lost_response());
    fake.fail(FaultRule::new(Fault::delay(Duration::from_secs(9))).method("GET"));
    fake.fail(FaultRule::new(Fault::status(503)).operation("CreateWidget").times(2));
    fake.fail(FaultRule::new(Fault::timeout()).method("GET").path("/v1/Widgets"));
    fake.fail(FaultRule::new(Fault::status(503)).always());
    fake.fail(FaultRule::new(Fault::truncated_body()).probability(0.5));
    let expected = [
        "any request -> error Other, carried out",
        "GET -> delay of 9s",
        "CreateWidget -> 503 Service Unavailable, 2 times",
        "GET /v1/Widgets -> no response",
    ];
    let lines = (first..).zip(expected);
    let lines = lines.map(|(line, rule)| format!("\n    {rule} ({}:{line})", file!()));
    let lines: String = lines.collect();
    let message = panic_of(|| fake.assert_all_faults_used());
    assert_eq!(message, format!("faults that were not used:{lines}"));
    fake.clear_faults();
    fake.assert_all_faults_used();
}

#[test]
fn a_fault_that_cannot_be_is_refused_where_it_is_made() {
    let fake = FakeTwilio::new();
    let message = panic_of(|| {
        fake.fail(FaultRule::new(Fault::timeout()).operation("CreateGadget"));
    });
    let expected =
        "the API has no operation `CreateGadget`; the table of operations lists all";
    assert_eq!(message, expected);
    let message = panic_of(|| drop(Fault::status(99)));
    assert_eq!(message, "99 is not an HTTP status");
    let message = panic_of(|| drop(FaultRule::new(Fault::timeout()).probability(1.5)));
    assert_eq!(message, "1.5 is not a probability between 0 and 1");
}
