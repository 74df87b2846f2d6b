//! Retried requests: each row of the table of `RetryPolicy`, for each method.

use std::time::Duration;

use client_runtime::runtime::transport::TransportErrorKind;
use client_runtime::runtime::{ErrorKind, RetryPolicy};

use crate::network::{Deed, Fate, Network, answer, failure, silence};

/// Condition under which a request is retried after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeated {
    Always,
    /// If it reads or deletes.
    IfHarmless,
    Never,
}

use Repeated::{Always, IfHarmless, Never};

impl Repeated {
    fn holds_for(self, deed: Deed) -> bool {
        self == Always || self == IfHarmless && deed != Deed::Create
    }
}

/// Failures, the requests that are retried after them, and whether the request may have been processed.
fn table() -> Vec<(Fate, Repeated, bool)> {
    let statuses = [
        (307, Never, false),
        (400, Never, false),
        (401, Never, false),
        (403, Never, false),
        (404, Never, false),
        (408, Never, false),
        (409, Never, false),
        (429, Always, false),
        (500, IfHarmless, true),
        (501, IfHarmless, true),
        (502, IfHarmless, true),
        (503, IfHarmless, true),
        (504, IfHarmless, true),
        (599, IfHarmless, true),
    ];
    let failures = [
        (TransportErrorKind::Connect, Always, false),
        (TransportErrorKind::ConnectTimeout, Always, false),
        (TransportErrorKind::Timeout, IfHarmless, true),
        (TransportErrorKind::Other, IfHarmless, true),
        (TransportErrorKind::ResponseTooLarge, Never, true),
    ];
    let statuses =
        statuses.map(|(status, repeated, unknown)| (answer(status), repeated, unknown));
    let failures =
        failures.map(|(kind, repeated, unknown)| (failure(kind), repeated, unknown));
    let no_answer = [(silence(), IfHarmless, true)];
    statuses.into_iter().chain(failures).chain(no_answer).collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_safe_to_repeat_is_repeated_and_nothing_else() {
    for (fate, repeated, _) in table() {
        for deed in Deed::ALL {
            let network = Network::new([fate.clone(), answer(200)]);
            let outcome = deed.done_by(&network.client()).await;
            let context = format!("{deed:?} after {fate:?}: {outcome:?}");
            let expected = repeated.holds_for(deed);
            assert_eq!(outcome.is_ok(), expected, "{context}");
            assert_eq!(network.count(), if expected { 2 } else { 1 }, "{context}");
            let [first, others @ ..] = &network.sent()[..] else {
                panic!("nothing was sent: {context}");
            };
            for other in others {
                assert_eq!(other.request.uri(), first.request.uri(), "{context}");
                assert_eq!(
                    other.request.headers(),
                    first.request.headers(),
                    "{context}"
                );
                assert_eq!(other.request.body(), first.request.body(), "{context}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_lasts_is_returned_with_what_is_known() {
    for (fate, repeated, is_outcome_unknown) in table() {
        for deed in Deed::ALL {
            let network = Network::new([fate.clone()]);
            // There is enough time for four attempts without a response.
            let builder = network.builder().operation_timeout(Duration::from_secs(300));
            let error = deed.done_by(&builder.build().unwrap()).await.unwrap_err();
            let context = format!("{deed:?} after {fate:?}: {error:?}");
            let attempts = if repeated.holds_for(deed) { 4 } else { 1 };
            assert_eq!(
                (error.attempts(), network.count()),
                (attempts, attempts),
                "{context}"
            );
            // A request that only reads never takes effect.
            let is_outcome_unknown = is_outcome_unknown && deed != Deed::Fetch;
            assert_eq!(error.is_outcome_unknown(), is_outcome_unknown, "{context}");
            assert!(error.operation().is_some(), "{context}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_read_is_no_reason_to_ask_again() {
    for deed in [Deed::Fetch, Deed::Create] {
        let network = Network::new([answer(200).body("<html>")]);
        let error = deed.done_by(&network.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
        // It was processed, according to the status.
        assert!(!error.is_outcome_unknown());
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_have_a_limit() {
    for (limit, expected) in [(1, 1), (2, 2), (7, 7)] {
        let network = Network::new([answer(503)]);
        let policy = RetryPolicy::new().max_attempts(limit);
        let client = network.builder().retry_policy(policy).build().unwrap();
        let error = Deed::Fetch.done_by(&client).await.unwrap_err();
        assert_eq!((error.attempts(), network.count()), (expected, expected));
    }
    let network = Network::new([answer(429)]);
    let client = network.builder().retry_policy(RetryPolicy::never()).build().unwrap();
    assert_eq!(Deed::Fetch.done_by(&client).await.unwrap_err().attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_outcome_once_unknown_stays_unknown() {
    // The first attempt may have deleted it, although the last one did not.
    for last in [answer(404), failure(TransportErrorKind::Connect), answer(429)] {
        let network = Network::new([answer(503), last.clone()]);
        let error = Deed::Delete.done_by(&network.client()).await.unwrap_err();
        assert!(error.is_outcome_unknown() && error.attempts() > 1, "{error:?}");
        let network = Network::new([answer(429), last]);
        let error = Deed::Delete.done_by(&network.client()).await.unwrap_err();
        assert!(!error.is_outcome_unknown(), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn pages_are_repeated_as_all_that_reads() {
    let page = r#"{"widgets": [{"sid": "WI1"}], "meta": {"next_page_url":
        "https://conversations.twilio.com/v1/Widgets?Page=1"}}"#;
    let fates = [
        answer(503),
        answer(200).body(page),
        failure(TransportErrorKind::Other),
        answer(429),
        answer(200).body(r#"{"widgets": [{"sid": "WI2"}]}"#),
    ];
    let network = Network::new(fates);
    let widgets = network.client().widgets().list().all().await.unwrap();
    assert_eq!((widgets.len(), network.count()), (2, 5));
}
