//! Waiting for the end of operations.

use std::time::Duration;

use client_runtime::jobs::{Job, JobStatus};
use client_runtime::runtime::transport::TransportErrorKind;
use client_runtime::runtime::transport::http::{HeaderName, HeaderValue};
use client_runtime::runtime::{ErrorKind, RequestOptions, Result, RetryPolicy};
use tokio::time::{sleep, timeout};

use crate::network::{Fate, Network, answer, failure, silence};

const SECOND: Duration = Duration::from_secs(1);

/// The response that accepts a request.
fn accepted() -> Fate {
    answer(202).body(r#"{"job_url": "https://elsewhere.example/v9/Other/job%2D7/?a=b"}"#)
}

/// The response with a status.
fn status(status: &str) -> Fate {
    answer(200)
        .body(format!(r#"{{"id": "job-7", "status": "{status}", "result": "alice"}}"#))
}

/// Returns the path of each request.
fn paths(network: &Network) -> Vec<String> {
    let sent = network.sent().into_iter();
    sent.map(|sent| format!("{} {}", sent.request.method(), sent.request.uri().path()))
        .collect()
}

async fn inspected(network: &Network) -> Result<Job> {
    network.client().inspections().create().wait().await
}

#[tokio::test(start_paused = true)]
async fn the_status_is_fetched_with_backoff_until_the_operation_has_ended() {
    let fates = [accepted(), status("PENDING"), status("PENDING"), status("PENDING")];
    let network = Network::new(fates.into_iter().chain([status("COMPLETED")]));
    let job = inspected(&network).await.unwrap();
    assert_eq!(
        (job.status, job.result.as_deref()),
        (JobStatus::Completed, Some("alice"))
    );
    let fetch = "GET /v1/Jobs/job-7";
    assert_eq!(paths(&network), ["POST /v1/Inspections", fetch, fetch, fetch, fetch]);
    let host = network.sent()[1].request.uri().host().unwrap().to_owned();
    assert_eq!(Some(host.as_str()), network.sent()[0].request.uri().host());
    assert_eq!(network.gaps(), [500, 500, 1000, 2000].map(Duration::from_millis));
}

#[tokio::test(start_paused = true)]
async fn the_delays_grow_up_to_those_of_the_policy() {
    let policy = RetryPolicy::new().base_delay(SECOND).max_delay(4 * SECOND);
    let fates = (0..5).map(|_| status("PENDING")).chain([status("COMPLETED")]);
    let network = Network::new(fates);
    let client = network.builder().retry_policy(policy).build().unwrap();
    client.job("job-7").fetch().wait().await.unwrap();
    assert_eq!(network.sent()[0].at, Duration::ZERO);
    assert_eq!(network.gaps(), [1, 2, 4, 4, 4].map(Duration::from_secs));
}

#[tokio::test(start_paused = true)]
async fn retry_after_sets_the_delay() {
    let network = Network::new([
        accepted().header("Retry-After", "5"),
        status("PENDING").header("Retry-After", "33"),
        status("PENDING").header("Retry-After", "0"),
        status("PENDING"),
        status("COMPLETED"),
    ]);
    inspected(&network).await.unwrap();
    assert_eq!(network.gaps(), [5000, 33_000, 100, 2000].map(Duration::from_millis));
}

#[tokio::test(start_paused = true)]
async fn the_id_comes_from_a_header() {
    let network = Network::new([
        answer(202).body("").header("Job-Id", "job-7"),
        status("COMPLETED"),
    ]);
    network.client().inspection("PL1").delete().wait().await.unwrap();
    assert_eq!(paths(&network), ["DELETE /v1/Inspections/PL1", "GET /v1/Jobs/job-7"]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_operation_is_an_error_that_names_the_status() {
    for ended in ["FAILED", "CANCELED"] {
        let network = Network::new([accepted(), status("PENDING"), status(ended)]);
        let error = inspected(&network).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OperationFailed);
        assert_eq!(error.operation(), Some("FetchJob"));
        let text = error.to_string();
        assert!(text.contains(&format!("ended with the status {ended}")), "{text}");
        assert!(!text.contains("alice"), "{text}");
        let job: Job = serde_json::from_slice(error.body().unwrap()).unwrap();
        assert_eq!(job.status, ended);
        assert_eq!(network.count(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_ends_after_its_timeout() {
    let network = Network::new([accepted(), status("PENDING")]);
    let waiter = network.client().inspections().create().wait().timeout(10 * SECOND);
    let error = waiter.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(!error.is_outcome_unknown());
    let text = error.to_string();
    assert!(text.contains("not ended after 10s, its status is PENDING"), "{text}");
    // The last fetch is at the end.
    assert_eq!(network.elapsed(), 10 * SECOND);
    assert_eq!(network.sent().pop().unwrap().at, 10 * SECOND);
    // By default, it ends too.
    let network = Network::new([accepted(), status("in use by alice")]);
    let error = inspected(&network).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(!error.to_string().contains("alice"), "{error}");
    assert_eq!(network.elapsed(), 600 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_timeout_is_not_waited_for() {
    let late = || status("PENDING").header("Retry-After", "60");
    let network = Network::new([accepted(), late()]);
    let waiter = network.client().inspections().create().wait().timeout(30 * SECOND);
    assert_eq!(waiter.await.unwrap_err().kind(), ErrorKind::Timeout);
    assert!(network.elapsed() <= SECOND);
    let network = Network::new([accepted().header("Retry-After", "60")]);
    let waiter = network.client().inspections().create().wait().timeout(30 * SECOND);
    assert_eq!(waiter.await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(network.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_does_not_outlast_the_timeout() {
    let network = Network::new([accepted(), silence()]);
    let waiter = network.client().inspections().create().wait().timeout(3 * SECOND);
    assert_eq!(waiter.await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(network.elapsed(), 3 * SECOND);
    assert_eq!(network.under_way(), 0);
}

#[tokio::test(start_paused = true)]
async fn fetches_are_retried_and_the_first_request_is_not() {
    let network = Network::new([
        accepted(),
        answer(503),
        failure(TransportErrorKind::Other),
        status("COMPLETED"),
    ]);
    inspected(&network).await.unwrap();
    assert_eq!(network.count(), 4);
    let network = Network::new([answer(503)]);
    let error = inspected(&network).await.unwrap_err();
    assert_eq!((error.operation(), error.attempts()), (Some("CreateInspection"), 1));
    let network = Network::new([accepted(), answer(404)]);
    assert!(inspected(&network).await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn options_apply_to_all_requests() {
    let network = Network::new([accepted(), status("PENDING"), status("COMPLETED")]);
    let trace = HeaderName::from_static("x-trace");
    let options = RequestOptions::new().header(trace, HeaderValue::from_static("7"));
    network.client().inspections().create().options(options).wait().await.unwrap();
    assert_eq!(network.count(), 3);
    assert!(network.sent().iter().all(|sent| sent.request.headers()["x-trace"] == "7"));
}

#[tokio::test(start_paused = true)]
async fn a_wait_goes_on_after_an_interruption() {
    let network = Network::new([
        accepted().after(2 * SECOND),
        status("PENDING").after(2 * SECOND),
        status("COMPLETED"),
    ]);
    let mut waiter = network.client().inspections().create().wait();
    let mut interruptions = 0;
    while timeout(SECOND, &mut waiter).await.is_err() {
        interruptions += 1;
        assert!(interruptions < 10);
    }
    assert_eq!(network.count(), 3);
    assert!(interruptions > 2, "{interruptions}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_sends_nothing_more() {
    let network = Network::new([accepted(), status("PENDING")]);
    drop(network.client().inspections().create().wait());
    assert_eq!(network.count(), 0);
    let waiter = network.client().inspections().create().wait();
    assert!(timeout(2 * SECOND, waiter).await.is_err());
    let count = network.count();
    sleep(100 * SECOND).await;
    assert_eq!((network.count(), network.under_way()), (count, 0));
}

#[tokio::test(start_paused = true)]
async fn a_response_without_a_reference_or_a_status_is_an_error() {
    for body in [r#"{"job_url": ""}"#, r#"{"job_url": "https://example.com//"}"#] {
        let network = Network::new([answer(202).body(body)]);
        let error = inspected(&network).await.unwrap_err();
        assert!(error.was_carried_out());
        assert!(!error.to_string().contains("example.com"), "{error}");
    }
    let network = Network::new([answer(202).body("")]);
    let deleted = network.client().inspection("PL1").delete().wait().await;
    let error = deleted.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("the header `Job-Id`"), "{error}");
    let network = Network::new([accepted(), answer(200).body(r#"{"status": 7}"#)]);
    let error = inspected(&network).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("`status`"), "{error}");
}
