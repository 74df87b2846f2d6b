//! `Retry-After`: the client waits as requested, if there is enough time.

use std::time::{Duration, SystemTime};

use client_runtime::runtime::RetryPolicy;

use crate::network::{Deed, Fate, Network, answer};

/// Maximum jitter added to the time that the server requests: half a second, and one tick of the timer.
const JITTER: Duration = Duration::from_millis(501);

/// Time of the server's clock, and one 20 seconds later.
const DATE: &str = "Thu, 29 Feb 2024 12:00:00 GMT";
const LATER: &str = "Thu, 29 Feb 2024 12:00:20 GMT";

fn asking(hint: &str) -> Fate {
    answer(429).header("retry-after", hint)
}

/// Returns the delay before the client retries the request.
async fn gap(deed: Deed, fate: Fate) -> Duration {
    let network = Network::new([fate, answer(200)]);
    deed.done_by(&network.client()).await.unwrap();
    network.gaps()[0]
}

#[track_caller]
fn assert_between(gap: Duration, shortest: u64, longest: Duration) {
    let shortest = Duration::from_secs(shortest);
    assert!(
        gap >= shortest && gap <= longest,
        "{gap:?}, not {shortest:?} to {longest:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_client_waits_as_long_as_it_is_told() {
    for deed in Deed::ALL {
        let gap = gap(deed, asking("40")).await;
        assert_between(gap, 40, Duration::from_secs(40) + JITTER);
    }
    // Not only after too many requests.
    let gap = gap(Deed::Fetch, answer(503).header("retry-after", "40")).await;
    assert_between(gap, 40, Duration::from_secs(40) + JITTER);
}

#[tokio::test(start_paused = true)]
async fn a_date_is_held_against_the_servers_clock() {
    let gap = gap(Deed::Create, asking(LATER).header("date", DATE)).await;
    assert_between(gap, 20, Duration::from_secs(20) + JITTER);
}

#[tokio::test(start_paused = true)]
async fn a_date_is_held_against_our_clock_if_the_server_tells_no_time() {
    let end = SystemTime::now() + Duration::from_secs(60);
    let gap = gap(Deed::Create, asking(&httpdate::fmt_http_date(end))).await;
    // The time until the response arrives, and fractions of a second, are lost.
    assert_between(gap, 30, Duration::from_secs(60) + JITTER);
}

#[tokio::test(start_paused = true)]
async fn what_asks_for_no_time_still_spreads_the_clients() {
    fastrand::seed(3);
    for fate in [asking("0"), asking(DATE).header("date", LATER), asking(DATE)] {
        let mut gaps = Vec::new();
        for _ in 0..20 {
            gaps.push(gap(Deed::Create, fate.clone()).await);
        }
        assert!(gaps.iter().all(|gap| *gap <= JITTER), "{gaps:?}");
        gaps.sort();
        gaps.dedup();
        assert!(gaps.len() > 10, "{gaps:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_is_not_heeded() {
    for hint in ["soon", "-1", "1.5", "", "99999999999999999999999", "Thu, 99 Feb 2024"]
    {
        let gap = gap(Deed::Create, asking(hint)).await;
        assert_between(gap, 0, JITTER);
    }
}

#[tokio::test(start_paused = true)]
async fn there_is_no_waiting_for_what_comes_too_late() {
    for (hint, fate) in [
        (90, asking("90")),
        (3600, asking("3600")),
        (u64::MAX, asking(&u64::MAX.to_string())),
        (20 * 60, asking("Thu, 29 Feb 2024 12:20:00 GMT").header("date", DATE)),
    ] {
        let network = Network::new([fate.after(Duration::from_secs(1))]);
        let error = Deed::Fetch.done_by(&network.client()).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(hint)));
        assert!(error.is_rate_limited() && error.attempts() == 1);
        assert_eq!((network.count(), network.elapsed()), (1, Duration::from_secs(1)));
    }
}

#[tokio::test(start_paused = true)]
async fn the_remaining_time_is_what_counts() {
    // The first delay leaves less time than the second would take.
    let network = Network::new([asking("60"), asking("40")]);
    let error = Deed::Create.done_by(&network.client()).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.retry_after()),
        (2, Some(Duration::from_secs(40)))
    );
    assert_between(network.elapsed(), 60, Duration::from_secs(60) + JITTER);
    // The time of the policy as well as that of the operation.
    let network = Network::new([asking("40")]);
    let policy = RetryPolicy::new().total_time(Duration::from_secs(30));
    let client = network.builder().retry_policy(policy).build().unwrap();
    let error = Deed::Create.done_by(&client).await.unwrap_err();
    assert_eq!((error.attempts(), network.elapsed()), (1, Duration::ZERO));
}
