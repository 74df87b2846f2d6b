//! Share of retries in the requests of a client.

use std::time::Duration;

use client_runtime::runtime::{Client, RetryBudget, RetryPolicy};
use tokio::time::advance;

use crate::network::{Deed, Network, answer};

/// Returns a client that retries without a delay, so that the reserve does not grow with time.
fn client(network: &Network, budget: RetryBudget) -> Client {
    let policy = RetryPolicy::new().base_delay(Duration::ZERO).max_attempts(2);
    network.builder().retry_policy(policy).retry_budget(budget).build().unwrap()
}

/// Returns a budget with this number of retries per operation, and no others.
fn share(share: f32) -> RetryBudget {
    RetryBudget::new().min_retries_per_second(0).retry_ratio(share)
}

/// Returns the number of retries for this number of failing operations.
async fn repetitions(client: &Client, operations: u32) -> u32 {
    let mut repetitions = 0;
    for _ in 0..operations {
        let error = Deed::Fetch.done_by(client).await.unwrap_err();
        // An exhausted budget is only visible in the number of attempts.
        assert!(error.is_server_error(), "{error:?}");
        repetitions += error.attempts() - 1;
    }
    repetitions
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_multiplied() {
    let network = Network::new([answer(503)]);
    // The reserve of 10 seconds, and one for five.
    let repeated = repetitions(&client(&network, RetryBudget::new()), 500).await;
    assert_eq!((repeated, network.count()), (200, 700));
    let network = Network::new([answer(503)]);
    assert_eq!(repetitions(&client(&network, share(0.2)), 500).await, 100);
    let network = Network::new([answer(503)]);
    assert_eq!(repetitions(&client(&network, share(0.0)), 500).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_client_has_the_default_budget() {
    let network = Network::new([answer(503)]);
    let policy = RetryPolicy::new().base_delay(Duration::ZERO).max_attempts(2);
    let client = network.builder().retry_policy(policy).build().unwrap();
    assert_eq!(repetitions(&client, 500).await, 200);
}

#[tokio::test(start_paused = true)]
async fn a_budget_can_be_without_limit() {
    let network = Network::new([answer(503)]);
    let client = client(&network, RetryBudget::unlimited());
    assert_eq!(repetitions(&client, 2000).await, 2000);
}

#[tokio::test(start_paused = true)]
async fn a_budget_comes_back_with_time() {
    let network = Network::new([answer(503)]);
    let client = client(&network, RetryBudget::new().min_retries_per_second(1));
    assert_eq!(repetitions(&client, 100).await, 30);
    assert_eq!(repetitions(&client, 4).await, 0);
    advance(Duration::from_secs(20)).await;
    assert_eq!(repetitions(&client, 4).await, 4);
}

#[tokio::test(start_paused = true)]
async fn clones_share_a_budget_and_other_clients_do_not() {
    let network = Network::new([answer(503)]);
    let one = client(&network, RetryBudget::new().min_retries_per_second(1));
    assert_eq!(repetitions(&one, 100).await, 30);
    assert_eq!(repetitions(&one.clone(), 4).await, 0);
    let other = client(&network, RetryBudget::new().min_retries_per_second(1));
    assert_eq!(repetitions(&other, 4).await, 4);
}

#[tokio::test(start_paused = true)]
async fn what_succeeds_earns_repetitions_for_what_fails() {
    let mut fates = vec![answer(200); 20];
    fates.push(answer(503));
    let client = client(&Network::new(fates), share(0.1));
    for _ in 0..20 {
        Deed::Fetch.done_by(&client).await.unwrap();
    }
    assert_eq!(repetitions(&client, 5).await, 2);
}

#[tokio::test(start_paused = true)]
async fn an_extreme_budget_is_no_panic() {
    for share in [0.0, f32::MIN_POSITIVE, 1000.0] {
        let budget =
            RetryBudget::new().min_retries_per_second(1_000_000).retry_ratio(share);
        let network = Network::new([answer(503)]);
        repetitions(&client(&network, budget), 3).await;
    }
}
