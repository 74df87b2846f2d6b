//! Concurrent requests, and requests that are dropped.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use client_runtime::runtime::transport::TransportErrorKind;
use client_runtime::runtime::{Client, RequestOptions, ResponseFuture, RetryBudget};
use client_runtime::widgets::Widget;
use tokio::task::{JoinSet, yield_now};
use tokio::time::timeout;

use crate::network::{Deed, Network, answer, failure, silence};

const SECOND: Duration = Duration::from_secs(1);

fn client(network: &Network, limit: usize) -> Client {
    let builder = network.builder().max_concurrent_requests(limit);
    builder.retry_budget(RetryBudget::unlimited()).build().unwrap()
}

/// Sends this number of concurrent fetches, each with a clone of the client.
async fn fetch_at_once(client: &Client, times: usize) {
    let mut tasks = JoinSet::new();
    for _ in 0..times {
        let client = client.clone();
        tasks.spawn(async move { Deed::Fetch.done_by(&client).await });
    }
    for outcome in tasks.join_all().await {
        outcome.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_are_under_way_than_allowed() {
    for (limit, peak, seconds) in [(1, 1, 12), (3, 3, 4), (100, 12, 1)] {
        let network = Network::new([answer(200).after(SECOND)]);
        fetch_at_once(&client(&network, limit), 12).await;
        assert_eq!((network.peak(), network.elapsed()), (peak, seconds * SECOND));
    }
}

#[tokio::test(start_paused = true)]
async fn there_is_no_limit_unless_one_is_set() {
    let network = Network::new([answer(200).after(SECOND)]);
    fetch_at_once(&network.client(), 200).await;
    assert_eq!((network.peak(), network.elapsed()), (200, SECOND));
    fetch_at_once(&client(&network, usize::MAX), 200).await;
}

#[tokio::test(start_paused = true)]
async fn a_failure_makes_room() {
    for fate in [
        answer(404),
        answer(200).body("<html>"),
        silence(),
        failure(TransportErrorKind::Other),
    ] {
        let network = Network::new([fate, answer(200)]);
        let client = client(&network, 1);
        Deed::Create.done_by(&client).await.unwrap_err();
        Deed::Create.done_by(&client).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_rather_than_that_there_was_no_room_to_try_again() {
    let network = Network::new([answer(503), silence()]);
    let client = client(&network, 1);
    let hurried = RequestOptions::new().operation_timeout(10 * SECOND);
    let fetch = tokio::spawn(client.widget("WI1").fetch().options(hurried).send());
    yield_now().await;
    let in_the_way = tokio::spawn(client.widgets().create().send());
    let error = fetch.await.unwrap().unwrap_err();
    assert!(error.is_server_error(), "{error}");
    assert_eq!((error.attempts(), network.count()), (1, 2));
    in_the_way.abort();
}

#[tokio::test(start_paused = true)]
async fn a_request_that_waits_to_be_repeated_makes_room() {
    let network = Network::new([answer(429).header("retry-after", "60"), answer(200)]);
    let client = client(&network, 1);
    let waiting = tokio::spawn(client.widget("WI1").fetch().send());
    yield_now().await;
    assert_eq!(network.count(), 1);
    Deed::Fetch.done_by(&client).await.unwrap();
    assert!(network.elapsed() < SECOND, "{:?}", network.elapsed());
    waiting.await.unwrap().unwrap();
    assert_eq!((network.count(), network.peak()), (3, 1));
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_room_is_not_time_of_the_attempt() {
    let network = Network::new([answer(200).after(20 * SECOND)]);
    fetch_at_once(&client(&network, 1), 4).await;
    assert_eq!((network.count(), network.elapsed()), (4, 80 * SECOND));
}

/// Runs a future for a while and drops it.
async fn abandon<T: std::fmt::Debug>(future: impl Future<Output = T>) {
    timeout(SECOND, future).await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_attempt_leaves_nothing_behind() {
    let network = Network::new([silence(), answer(200)]);
    let client = client(&network, 1);
    abandon(Deed::Create.done_by(&client)).await;
    assert_eq!((network.count(), network.under_way()), (1, 0));
    Deed::Create.done_by(&client).await.unwrap();
    assert_eq!(network.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_delay_is_followed_by_nothing() {
    let network = Network::new([answer(429).header("retry-after", "10"), answer(200)]);
    let client = client(&network, 1);
    abandon(Deed::Create.done_by(&client)).await;
    tokio::time::sleep(60 * SECOND).await;
    assert_eq!(network.count(), 1);
    Deed::Create.done_by(&client).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_wait_for_room_takes_none() {
    let network = Network::new([answer(200).after(10 * SECOND)]);
    let client = client(&network, 1);
    let first = tokio::spawn(client.widget("WI1").fetch().send());
    yield_now().await;
    for _ in 0..3 {
        abandon(Deed::Create.done_by(&client)).await;
    }
    first.await.unwrap().unwrap();
    assert_eq!(network.count(), 1);
    Deed::Fetch.done_by(&client).await.unwrap();
    assert_eq!((network.count(), network.elapsed()), (2, 20 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn a_future_that_was_never_polled_does_nothing() {
    let network = Network::new([answer(200)]);
    drop(client(&network, 1).widgets().create().send());
    yield_now().await;
    assert_eq!(network.count(), 0);
}

/// Creates, and polls no further than the first step.
async fn create_and_leave(client: &Client) -> ResponseFuture<Widget> {
    let mut left = client.widgets().create().send();
    poll_fn(|context| {
        assert!(Pin::new(&mut left).poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
    left
}

#[tokio::test(start_paused = true)]
async fn a_request_that_nobody_polls_does_not_keep_its_turn() {
    for limit in [1, 2] {
        let network = Network::new([answer(200).after(10 * SECOND)]);
        let client = client(&network, limit);
        let under_way = tokio::spawn({
            let client = client.clone();
            async move { fetch_at_once(&client, limit).await }
        });
        yield_now().await;
        let mut left = Vec::new();
        for _ in 0..2 * limit {
            left.push(create_and_leave(&client).await);
        }
        let others = tokio::spawn({
            let client = client.clone();
            async move { fetch_at_once(&client, limit).await }
        });
        under_way.await.unwrap();
        assert_eq!(network.elapsed(), 10 * SECOND);
        others.await.unwrap();
        let elapsed = network.elapsed();
        assert!(elapsed < 20 * SECOND + SECOND / 2, "{elapsed:?}");
        assert_eq!((network.count() as usize, network.peak()), (2 * limit, limit));
        // The suspended requests lost nothing but time.
        for create in left {
            create.await.unwrap();
        }
        assert_eq!((network.count() as usize, network.peak()), (4 * limit, limit));
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_dropped_passes_its_turn_on() {
    let network = Network::new([answer(200).after(10 * SECOND)]);
    let client = client(&network, 1);
    let first = tokio::spawn(client.widget("WI1").fetch().send());
    yield_now().await;
    let left = create_and_leave(&client).await;
    let next = tokio::spawn(client.widget("WI1").fetch().send());
    yield_now().await;
    first.await.unwrap().unwrap();
    drop(left);
    next.await.unwrap().unwrap();
    assert_eq!((network.count(), network.elapsed()), (2, 20 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn requests_take_turns() {
    let network = Network::new([answer(200).after(SECOND)]);
    let client = client(&network, 1);
    let mut tasks = JoinSet::new();
    for name in ["WI1", "WI2", "WI3"] {
        let client = client.clone();
        tasks.spawn(async move {
            for _ in 0..4 {
                client.widget(name).fetch().await.unwrap();
            }
        });
    }
    tasks.join_all().await;
    let sent: Vec<_> =
        network.sent().iter().map(|sent| sent.request.uri().path().to_owned()).collect();
    let turn = ["/v1/Widgets/WI1", "/v1/Widgets/WI2", "/v1/Widgets/WI3"];
    assert_eq!(sent, turn.repeat(4));
    assert_eq!(network.elapsed(), 12 * SECOND);
}
