//! Timeouts of attempts and operations.

use std::error::Error as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};
use std::time::Duration;

use client_runtime::runtime::transport::{TransportError, TransportErrorKind};
use client_runtime::runtime::{
    Error, ErrorKind, RequestOptions, RetryDecision, RetryPolicy,
};

use crate::network::{Deed, Network, answer, silence};

const SECOND: Duration = Duration::from_secs(1);
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

fn transport_kind(error: &Error) -> Option<TransportErrorKind> {
    error.source()?.downcast_ref().map(TransportError::kind)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_may_take_30_seconds_and_an_operation_90() {
    let network = Network::new([silence()]);
    let error = Deed::Create.done_by(&network.client()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown());
    assert_eq!(transport_kind(&error), Some(TransportErrorKind::Timeout));
    assert_eq!((error.attempts(), network.elapsed()), (1, 30 * SECOND));
    let network = Network::new([silence()]);
    let error = Deed::Fetch.done_by(&network.client()).await.unwrap_err();
    assert!(error.is_timeout());
    // The delays reduce the time of the third attempt.
    assert_eq!((error.attempts(), network.elapsed()), (3, 90 * SECOND));
    assert_eq!(network.under_way(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_answer_within_the_time_is_an_answer() {
    let network = Network::new([answer(200).after(29 * SECOND)]);
    Deed::Create.done_by(&network.client()).await.unwrap();
    let network = Network::new([silence(), answer(200).after(29 * SECOND)]);
    Deed::Fetch.done_by(&network.client()).await.unwrap();
    assert_eq!(network.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_operation_ends_an_attempt() {
    let network = Network::new([silence()]);
    let builder = network.builder().operation_timeout(5 * SECOND);
    let error = Deed::Delete.done_by(&builder.build().unwrap()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown());
    assert_eq!((error.attempts(), network.elapsed()), (1, 5 * SECOND));
    assert_eq!(network.under_way(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_operation_ends_the_wait_for_others() {
    let network = Network::new([silence()]);
    let client = network.builder().max_concurrent_requests(1).build().unwrap();
    let first = tokio::spawn(client.widget("WI1").fetch().send());
    tokio::task::yield_now().await;
    let options = RequestOptions::new().operation_timeout(5 * SECOND);
    let error = client.widgets().create().options(options).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert!(!error.is_outcome_unknown() && error.operation() == Some("CreateWidget"));
    assert_eq!((network.count(), network.elapsed()), (1, 5 * SECOND));
    first.abort();
}

#[tokio::test(start_paused = true)]
async fn no_delay_begins_that_would_outlast_the_operation() {
    let network = Network::new([answer(503).after(SECOND)]);
    let wait = RetryPolicy::new().decide(|_| RetryDecision::RetryAfter(4 * SECOND));
    let builder = network.builder().retry_policy(wait).operation_timeout(5 * SECOND);
    let error = Deed::Fetch.done_by(&builder.build().unwrap()).await.unwrap_err();
    // The error is returned unchanged, and immediately.
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    assert_eq!(network.elapsed(), SECOND);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_when_the_time_is_over() {
    // The delay fits into the time, but the timer counts in milliseconds.
    let network = Network::new([answer(429), answer(200)]);
    let wait = RetryPolicy::new()
        .decide(|_| RetryDecision::RetryAfter(Duration::from_nanos(999_999_999)));
    let builder = network.builder().retry_policy(wait).operation_timeout(SECOND);
    let error = Deed::Create.done_by(&builder.build().unwrap()).await.unwrap_err();
    assert!(error.is_timeout() && !error.is_outcome_unknown(), "{error:?}");
    assert_eq!((error.attempts(), network.count()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn no_time_is_not_enough() {
    for (attempt, operation) in [(0, 90), (30, 0), (0, 0)] {
        let network = Network::new([answer(200)]);
        let builder = network
            .builder()
            .attempt_timeout(attempt * SECOND)
            .operation_timeout(operation * SECOND);
        let error = Deed::Create.done_by(&builder.build().unwrap()).await.unwrap_err();
        assert!(error.is_timeout() && !error.is_outcome_unknown(), "{error:?}");
        assert_eq!((error.attempts(), network.count()), (0, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn there_may_be_all_the_time_in_the_world() {
    for limit in [Duration::MAX, Duration::from_secs(u64::MAX), 400 * YEAR] {
        let network = Network::new([answer(200).after(2 * YEAR)]);
        let builder = network.builder().attempt_timeout(limit).operation_timeout(limit);
        Deed::Create.done_by(&builder.build().unwrap()).await.unwrap();
        assert!(network.elapsed() >= 2 * YEAR);
    }
    let network = Network::new([silence()]);
    let builder = network.builder().operation_timeout(Duration::MAX);
    let error = Deed::Fetch.done_by(&builder.build().unwrap()).await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 4, "{error:?}");
}

/// Wakes a thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

#[test]
fn time_passes_without_a_runtime_too() {
    let network = Network::new([answer(429), silence()]);
    let policy = RetryPolicy::new().base_delay(Duration::from_millis(1));
    let builder = network.builder().retry_policy(policy);
    let builder = builder.attempt_timeout(Duration::from_millis(20));
    let mut create = builder.build().unwrap().widgets().create().send();
    let waker = Arc::new(Unpark(thread::current())).into();
    let outcome = loop {
        match Pin::new(&mut create).poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(outcome) => break outcome,
            Poll::Pending => thread::park(),
        }
    };
    let error = outcome.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 2, "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn the_request_wins_over_the_client_and_that_over_the_builder() {
    let seconds =
        |seconds: u32| RequestOptions::new().operation_timeout(seconds * SECOND);
    let network = Network::new([silence()]);
    let builder = network.builder().operation_timeout(20 * SECOND);
    let plain = builder.clone().build().unwrap();
    let refined = builder.default_options(seconds(10)).build().unwrap();
    for (client, options, expected) in [
        (&plain, RequestOptions::new(), 20),
        (&refined, RequestOptions::new(), 10),
        (&plain, seconds(5), 5),
        (&refined, seconds(5), 5),
        (&refined, seconds(5).operation_timeout(25 * SECOND), 25),
        // Options that do not set it leave it unchanged.
        (&refined, RequestOptions::new().attempt_timeout(3 * SECOND), 3),
    ] {
        let before = network.elapsed();
        client.widgets().create().options(options).await.unwrap_err();
        assert_eq!(network.elapsed().abs_diff(before), expected * SECOND);
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_can_be_that_of_a_request() {
    let network = Network::new([answer(429)]);
    let of_builder = RetryPolicy::new().max_attempts(3);
    let of_client =
        RequestOptions::new().retry_policy(RetryPolicy::new().max_attempts(2));
    let builder = network.builder().retry_policy(of_builder);
    let plain = builder.clone().build().unwrap();
    let refined = builder.default_options(of_client).build().unwrap();
    let never = || RequestOptions::new().retry_policy(RetryPolicy::never());
    for (client, options, expected) in [
        (&plain, RequestOptions::new(), 3),
        (&refined, RequestOptions::new(), 2),
        (&plain, never(), 1),
        (&refined, never(), 1),
    ] {
        let error = client.widgets().create().options(options).await.unwrap_err();
        assert_eq!(error.attempts(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn each_page_has_a_time_of_its_own() {
    let page = |next: Option<u32>| {
        let link =
            |page| format!("https://conversations.twilio.com/v1/Widgets?Page={page}");
        let meta = serde_json::json!({"next_page_url": next.map(link)});
        let body = serde_json::json!({"widgets": [{"sid": "WI1"}], "meta": meta});
        answer(200).body(body.to_string()).after(4 * SECOND)
    };
    let network = Network::new([page(Some(1)), page(Some(2)), page(None)]);
    let builder = network.builder().operation_timeout(5 * SECOND);
    let list = builder.build().unwrap().widgets().list();
    assert_eq!(list.all().await.unwrap().len(), 3);
}
