//! Delays between attempts.

use std::time::Duration;

use client_runtime::runtime::{RetryBudget, RetryPolicy};

use crate::network::{Deed, Network, answer};

/// Resolution of the timer, which counts in milliseconds and never fires early.
const TICK: Duration = Duration::from_millis(1);

/// Returns the delays between the attempts of many failing operations: by operation, then by attempt.
async fn gaps(policy: RetryPolicy) -> Vec<Vec<Duration>> {
    fastrand::seed(7);
    let mut gaps = Vec::new();
    for _ in 0..300 {
        let network = Network::new([answer(503)]);
        let builder = network.builder().retry_budget(RetryBudget::unlimited());
        let builder = builder.operation_timeout(Duration::MAX);
        let client = builder.retry_policy(policy.clone()).build().unwrap();
        Deed::Fetch.done_by(&client).await.unwrap_err();
        gaps.push(network.gaps());
    }
    gaps
}

/// Compares the delays after an attempt with their bound: none is longer, and they are spread up to it.
fn check(gaps: &[Vec<Duration>], attempt: usize, bound: Duration) {
    let gaps: Vec<_> = gaps.iter().map(|gaps| gaps[attempt]).collect();
    let (shortest, longest) = (*gaps.iter().min().unwrap(), *gaps.iter().max().unwrap());
    assert!(longest <= bound + TICK, "{longest:?} of {bound:?}");
    assert!(longest > bound.mul_f64(0.95), "{longest:?} of {bound:?}");
    assert!(shortest < bound.mul_f64(0.05) + TICK, "{shortest:?} of {bound:?}");
    let sum: Duration = gaps.iter().sum();
    let mean = sum / u32::try_from(gaps.len()).unwrap();
    assert!(
        mean > bound.mul_f64(0.4) && mean < bound.mul_f64(0.6),
        "{mean:?} of {bound:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_bound_of_the_delay_doubles_up_to_its_cap() {
    let policy = RetryPolicy::new()
        .max_attempts(7)
        .base_delay(Duration::from_millis(100))
        .max_delay(Duration::from_secs(1));
    let gaps = gaps(policy).await;
    for (attempt, bound) in [100, 200, 400, 800, 1000, 1000].into_iter().enumerate() {
        check(&gaps, attempt, Duration::from_millis(bound));
    }
}

#[tokio::test(start_paused = true)]
async fn the_default_delays_are_half_a_second_and_doubled() {
    let default = gaps(RetryPolicy::new()).await;
    for (attempt, bound) in [500, 1000, 2000].into_iter().enumerate() {
        check(&default, attempt, Duration::from_millis(bound));
    }
    assert!(default.iter().all(|gaps| gaps.len() == 3), "four attempts");
    let more = gaps(RetryPolicy::new().max_attempts(8)).await;
    check(&more, 5, Duration::from_secs(16));
    check(&more, 6, Duration::from_secs(20));
}

#[tokio::test(start_paused = true)]
async fn a_cap_below_the_base_holds() {
    let policy = RetryPolicy::new().max_delay(Duration::from_millis(50));
    for gaps in gaps(policy).await {
        assert!(gaps.iter().all(|gap| *gap <= Duration::from_millis(50) + TICK));
    }
}

#[tokio::test(start_paused = true)]
async fn there_may_be_no_delay() {
    let policy = RetryPolicy::new().base_delay(Duration::ZERO).max_attempts(20);
    for gaps in gaps(policy).await {
        assert_eq!(gaps.len(), 19);
        assert!(gaps.iter().all(|gap| *gap <= TICK), "{gaps:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn delays_without_end_are_no_panic() {
    let policy = RetryPolicy::new().base_delay(Duration::MAX).max_delay(Duration::MAX);
    let network = Network::new([answer(503)]);
    let client = network.builder().retry_policy(policy).build().unwrap();
    let error = Deed::Fetch.done_by(&client).await.unwrap_err();
    // Longer than the timeout of the operation.
    assert_eq!((error.attempts(), network.elapsed()), (1, Duration::ZERO));
}
