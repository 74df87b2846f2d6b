//! Policies other than the default.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_runtime::runtime::transport::TransportErrorKind;
use client_runtime::runtime::transport::http::StatusCode;
use client_runtime::runtime::{
    Client, FailedAttempt, RequestOptions, RetryDecision, RetryPolicy,
};

use crate::network::{Deed, Network, answer, failure, silence};

const SECOND: Duration = Duration::from_secs(1);

fn client(network: &Network, policy: RetryPolicy) -> Client {
    network.builder().retry_policy(policy).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn no_attempt_begins_after_the_total_time() {
    let policy = RetryPolicy::new().max_attempts(100).total_time(5 * SECOND);
    let policy = policy.base_delay(2 * SECOND).max_delay(2 * SECOND);
    for _ in 0..50 {
        let network = Network::new([answer(503)]);
        let error =
            Deed::Fetch.done_by(&client(&network, policy.clone())).await.unwrap_err();
        assert!(error.attempts() >= 2, "{error:?}");
        let last = network.sent().pop().unwrap().at;
        assert!(last <= 5 * SECOND + Duration::from_millis(1), "{last:?}");
        // It fails as soon as there is no time for another attempt, not when the timeout has elapsed.
        assert_eq!(network.elapsed(), last);
    }
    let network = Network::new([answer(503)]);
    let none = RetryPolicy::new().total_time(Duration::ZERO);
    let error = Deed::Fetch.done_by(&client(&network, none)).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_statuses_can_be_others() {
    let policy =
        RetryPolicy::new().statuses([StatusCode::NOT_FOUND, StatusCode::BAD_GATEWAY]);
    for (status, deed, attempts) in [
        (404, Deed::Fetch, 4),
        (502, Deed::Fetch, 4),
        (502, Deed::Delete, 4),
        (503, Deed::Fetch, 1),
        (502, Deed::Create, 1),
        // The request was not processed.
        (404, Deed::Create, 4),
        (429, Deed::Create, 4),
    ] {
        let network = Network::new([answer(status)]);
        let outcome = deed.done_by(&client(&network, policy.clone())).await;
        assert_eq!(outcome.unwrap_err().attempts(), attempts, "{deed:?} {status}");
    }
    // They do not apply to requests without a response.
    let network = Network::new([failure(TransportErrorKind::Other)]);
    let none = RetryPolicy::new().statuses([]);
    let error = Deed::Fetch.done_by(&client(&network, none)).await.unwrap_err();
    assert_eq!(error.attempts(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_function_decides_against_the_policy() {
    // It retries requests that are not idempotent, because the caller decides.
    let network = Network::new([answer(503), silence(), answer(404), answer(201)]);
    let bold = RetryPolicy::new().decide(|_| RetryDecision::Retry);
    Deed::Create.done_by(&client(&network, bold)).await.unwrap();
    assert_eq!(network.count(), 4);
    // Or it does not retry idempotent requests.
    let network = Network::new([answer(503)]);
    let shy = RetryPolicy::new().decide(|_| RetryDecision::Stop);
    assert_eq!(
        Deed::Fetch.done_by(&client(&network, shy)).await.unwrap_err().attempts(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn a_function_decides_on_the_delay() {
    let network = Network::new([answer(503).header("retry-after", "2"), answer(200)]);
    let exact = RetryPolicy::new()
        .decide(|_| RetryDecision::RetryAfter(Duration::from_secs(33)));
    Deed::Fetch.done_by(&client(&network, exact)).await.unwrap();
    assert_eq!(network.gaps(), [Duration::from_secs(33)]);
}

/// Details of an attempt that were passed to a function.
type Told = (u32, u64, RetryDecision, bool, Option<u16>);

/// Returns a policy that records the arguments of its function, and decides as by default.
fn noting(policy: RetryPolicy, told: &Arc<Mutex<Vec<Told>>>) -> RetryPolicy {
    let told = Arc::clone(told);
    policy.decide(move |failed: &FailedAttempt<'_>| {
        let status = failed.error().status().map(|status| status.as_u16());
        told.lock().unwrap().push((
            failed.attempts(),
            failed.elapsed().as_secs(),
            failed.decision(),
            failed.is_safe_to_retry(),
            status,
        ));
        failed.decision()
    })
}

#[tokio::test(start_paused = true)]
async fn a_function_is_told_what_there_is_to_know() {
    let told = Arc::default();
    let policy = RetryPolicy::new().base_delay(Duration::ZERO);
    let network = Network::new([
        answer(429).after(2 * SECOND),
        failure(TransportErrorKind::Connect).after(3 * SECOND),
        answer(500).after(5 * SECOND),
    ]);
    let client = client(&network, noting(policy, &told));
    let error = Deed::Create.done_by(&client).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    let expected = [
        (1, 2, RetryDecision::Retry, true, Some(429)),
        (2, 5, RetryDecision::Retry, true, None),
        (3, 10, RetryDecision::Stop, false, Some(500)),
    ];
    assert_eq!(*told.lock().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_function_is_asked_only_if_there_could_be_another_attempt() {
    let told = Arc::default();
    let policy = noting(RetryPolicy::new().base_delay(Duration::ZERO), &told);
    // Not after a success, and not after the last attempt.
    let network = Network::new([answer(503), answer(200), answer(503)]);
    let client = client(&network, policy.clone().max_attempts(2));
    Deed::Fetch.done_by(&client).await.unwrap();
    Deed::Fetch.done_by(&client).await.unwrap_err();
    assert_eq!(told.lock().unwrap().len(), 2);
    // Not after the time of the operation, or that of the policy.
    told.lock().unwrap().clear();
    let network = Network::new([silence()]);
    let client = network.builder().operation_timeout(SECOND).build().unwrap();
    let late = RequestOptions::new().retry_policy(policy.clone());
    client.widget("WI1").fetch().options(late).await.unwrap_err();
    let slow = Network::new([answer(503).after(2 * SECOND)]);
    let client = slow.builder().retry_policy(policy.total_time(SECOND)).build().unwrap();
    Deed::Fetch.done_by(&client).await.unwrap_err();
    assert_eq!(*told.lock().unwrap(), []);
}
