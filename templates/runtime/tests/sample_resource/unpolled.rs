//! Requests that are polled once and then neither polled nor dropped: they block no other request.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use client_runtime::runtime::authentication::TokenError;
use client_runtime::runtime::{
    Client, Credentials, Error, ErrorKind, RequestOptions, ResponseFuture, RetryPolicy,
};
use client_runtime::widgets::Widget;
use futures_util::{StreamExt as _, stream};
use tokio::task::{JoinSet, yield_now};
use tokio::time::{Instant, sleep, timeout};

#[cfg(feature = "rustls")]
use crate::server::{Server, json};
use crate::token_api::Api;

const SECOND: Duration = Duration::from_secs(1);

fn fetch(client: &Client) -> ResponseFuture<Widget> {
    client.widget("WI1").fetch().send()
}

/// Fetches, and polls no further than the first step.
async fn fetch_and_leave(client: &Client) -> ResponseFuture<Widget> {
    let mut left = fetch(client);
    poll_fn(|context| {
        assert!(Pin::new(&mut left).poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
    left
}

/// Sends each request once, so that no failure is hidden by a retry.
fn once(api: &Api) -> Client {
    api.builder().retry_policy(RetryPolicy::never()).build().unwrap()
}

/// Sends this number of concurrent fetches.
async fn fetch_at_once(client: &Client, times: usize) -> Vec<Result<Widget, Error>> {
    let mut tasks = JoinSet::new();
    for _ in 0..times {
        tasks.spawn(fetch(client));
    }
    tasks.join_all().await
}

#[tokio::test(start_paused = true)]
async fn a_page_ahead_that_needs_a_token_holds_up_nobody() {
    let api = Api::default();
    api.state().life = 3.into();
    let client = once(&api);
    let mut pages = client.widgets().list().prefetch(true).pages();
    let mut count = 0;
    while pages.try_next().await.unwrap().is_some() {
        let other = tokio::spawn(fetch(&client));
        sleep(20 * SECOND).await;
        assert!(other.is_finished(), "after page {count}");
        other.await.unwrap().unwrap();
        count += 1;
    }
    assert_eq!(count, 3);
}

#[tokio::test(start_paused = true)]
async fn a_request_between_two_pages_does_not_wait_for_itself() {
    let api = Api::default();
    api.state().life = 0.into();
    let client = once(&api);
    let start = Instant::now();
    let mut pages = client.widgets().list().prefetch(true).pages();
    while pages.try_next().await.unwrap().is_some() {
        client.widgets().create().await.unwrap();
    }
    assert!(start.elapsed() < SECOND, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_is_begun_and_left_is_finished_by_others() {
    let api = Api::default();
    let client = once(&api);
    let left = fetch_and_leave(&client).await;
    assert!(fetch_at_once(&client, 50).await.iter().all(Result::is_ok));
    left.await.unwrap();
    assert_eq!(api.exchanges(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_outlives_the_request_that_began_it() {
    let api = Api::default();
    let client = once(&api);
    let left = fetch_and_leave(&client).await;
    let others = tokio::spawn(async move { fetch_at_once(&client, 50).await });
    // The exchange has been sent by now, and the others wait for it.
    sleep(Duration::from_millis(5)).await;
    drop(left);
    assert!(others.await.unwrap().iter().all(Result::is_ok));
    assert_eq!(api.exchanges(), 1);
}

#[tokio::test(start_paused = true)]
async fn requests_that_are_buffered_leave_way_to_others() {
    let api = Api::default();
    api.state().life = 0.into();
    let client = once(&api);
    let requests: Vec<_> = (0..6).map(|_| fetch(&client)).collect();
    let mut widgets = stream::iter(requests).buffered(2);
    while let Some(widget) = widgets.next().await {
        widget.unwrap();
        client.widgets().create().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_lost_a_race_leaves_way_to_others() {
    let api = Api::default();
    let client = once(&api);
    let mut slow = fetch(&client);
    tokio::select! {
        _ = &mut slow => panic!("the token takes 10 ms"),
        () = sleep(Duration::from_millis(5)) => client.widgets().create().await.unwrap(),
    };
    slow.await.unwrap();
    assert_eq!(api.exchanges(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_goes_on_for_others_when_the_time_of_one_is_over() {
    for options in [
        RequestOptions::new().operation_timeout(SECOND),
        RequestOptions::new().attempt_timeout(SECOND),
    ] {
        let api = Api::default();
        api.state().delay = 5 * SECOND;
        let client = once(&api);
        let hurried = tokio::spawn(client.widget("WI1").fetch().options(options).send());
        yield_now().await;
        let patient = tokio::spawn(fetch(&client));
        assert!(hurried.await.unwrap().unwrap_err().is_timeout());
        patient.await.unwrap().unwrap();
        assert_eq!(api.exchanges(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_hangs_comes_to_an_end() {
    let api = Api::default();
    api.state().stuck = 1;
    let client = once(&api);
    let start = Instant::now();
    for outcome in fetch_at_once(&client, 50).await {
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 0));
        assert!(!error.is_outcome_unknown());
        let cause = std::error::Error::source(&error).unwrap();
        assert!(cause.downcast_ref::<TokenError>().unwrap().is_transient());
    }
    assert_eq!((api.exchanges(), start.elapsed().as_secs()), (1, 20));
    fetch(&client).await.unwrap();
    assert_eq!(api.exchanges(), 2);
}

#[tokio::test(start_paused = true)]
async fn how_long_an_exchange_may_take_can_be_set() {
    for (limit, outcome) in [(4, false), (6, true)] {
        let api = Api::default();
        api.state().delay = 5 * SECOND;
        let credentials = Api::credentials().exchange_timeout(limit * SECOND);
        let builder = api.builder().credentials(Credentials::bearer(credentials));
        let client = builder.retry_policy(RetryPolicy::never()).build().unwrap();
        assert_eq!(fetch(&client).await.is_ok(), outcome, "{limit}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_not_expired_is_used_on_while_an_exchange_hangs() {
    let api = Api::default();
    api.state().life = 100.into();
    let credentials = Api::credentials().exchange_timeout(5 * SECOND);
    let builder = api.builder().credentials(Credentials::bearer(credentials));
    let client = builder.retry_policy(RetryPolicy::never()).build().unwrap();
    fetch(&client).await.unwrap();
    api.state().stuck = 1;
    sleep(91 * SECOND).await;
    let start = Instant::now();
    fetch(&client).await.unwrap();
    assert_eq!((start.elapsed().as_secs(), api.exchanges()), (5, 2));
    assert_eq!(api.state().authorizations, ["Bearer token-1"; 2]);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_was_left_for_too_long_is_not_joined() {
    let api = Api::default();
    let client = once(&api);
    let left = fetch_and_leave(&client).await;
    sleep(21 * SECOND).await;
    fetch(&client).await.unwrap();
    left.await.unwrap();
    // The suspended exchange completed last, with the older of the two tokens.
    fetch(&client).await.unwrap();
    let used = ["Bearer token-1", "Bearer token-2", "Bearer token-1"];
    assert_eq!(api.state().authorizations, used);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expired_before_anyone_took_it_is_replaced() {
    let api = Api::default();
    api.state().life = 3.into();
    let client = once(&api);
    let left = fetch_and_leave(&client).await;
    sleep(10 * SECOND).await;
    fetch(&client).await.unwrap();
    left.await.unwrap();
    assert_eq!(api.state().authorizations, ["Bearer token-2"; 2]);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_nobody_waits_for_any_longer_is_abandoned() {
    let api = Api::default();
    api.state().delay = 5 * SECOND;
    let client = once(&api);
    timeout(SECOND, fetch(&client)).await.unwrap_err();
    fetch(&client).await.unwrap();
    assert_eq!(api.exchanges(), 2);
}

#[test]
fn an_exchange_begun_in_a_runtime_that_does_not_run_is_not_waited_for() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().start_paused(true).build().unwrap()
    };
    let api = Api::default();
    let client = once(&api);
    let idle = runtime();
    let left = idle.block_on(fetch_and_leave(&client));
    runtime().block_on(fetch(&client)).unwrap();
    drop(idle);
    runtime().block_on(fetch(&client)).unwrap();
    drop(left);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_waits_for_a_token_holds_no_permit() {
    let api = Api::default();
    let builder = api.builder().retry_policy(RetryPolicy::never());
    let client = builder.max_concurrent_requests(1).build().unwrap();
    let left = fetch_and_leave(&client).await;
    fetch(&client).await.unwrap();
    // The same when a token is to be renewed.
    api.state().revoked.insert("token-1".to_owned());
    left.await.unwrap();
    assert_eq!(api.exchanges(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_again_after_a_long_wait_for_a_permit() {
    let api = Api::default();
    api.state().life = 3.into();
    let builder = api.builder().retry_policy(RetryPolicy::never());
    let client = builder.max_concurrent_requests(1).build().unwrap();
    let mut slow = client.widgets().create().send();
    // It has its token by then, and was sent.
    timeout(Duration::from_millis(15), &mut slow).await.unwrap_err();
    let waiting = tokio::spawn(fetch(&client));
    sleep(20 * SECOND).await;
    slow.await.unwrap();
    waiting.await.unwrap().unwrap();
    assert_eq!(api.state().authorizations, ["Bearer token-1", "Bearer token-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_page_ahead_is_asked_for_again_if_its_token_did_not_come() {
    let api = Api::default();
    api.state().life = 3.into();
    let client = once(&api);
    let mut pages = client.widgets().list().prefetch(true).pages();
    pages.try_next().await.unwrap();
    sleep(20 * SECOND).await;
    api.state().stuck = 1;
    // The prefetch of the next page starts an exchange.
    pages.try_next().await.unwrap();
    sleep(40 * SECOND).await;
    assert!(pages.try_next().await.unwrap().is_some());
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn an_exchange_over_a_connection_is_finished_by_others() {
    let server = Server::start().await;
    let token_url = format!("{}/v2/token", server.origin());
    let credentials = Credentials::bearer(Api::credentials().token_url(token_url));
    let client = server.builder().credentials(credentials).build().unwrap();
    let left = fetch_and_leave(&client).await;
    let other = tokio::spawn(fetch(&client));
    let token = json(r#"{"access_token": "t1", "expires_in": "3600"}"#);
    let exchange = server.serve(&token);
    let exchange = timeout(20 * SECOND, exchange).await.expect("nobody gets on");
    assert!(exchange.starts_with("POST /v2/token "), "{exchange}");
    let widget = json(r#"{"sid": "WI1"}"#);
    let request = server.serve(&widget).await;
    assert!(request.contains("authorization: Bearer t1"), "{request}");
    other.await.unwrap().unwrap();
    let (request, outcome) = server.answer(&widget, left).await;
    assert!(request.contains("authorization: Bearer t1"), "{request}");
    outcome.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_dropped_and_left_at_random_stop_none() {
    let api = Api::default();
    api.state().life = 0.into();
    let builder = api.builder().retry_policy(RetryPolicy::never());
    let client = builder.max_concurrent_requests(3).build().unwrap();
    let mut tasks = JoinSet::new();
    for _ in 0..40 {
        let client = client.clone();
        tasks.spawn(async move {
            let mut left = Vec::new();
            for _ in 0..5 {
                let mut request = fetch(&client);
                let patience = Duration::from_millis(fastrand::u64(0..30));
                if timeout(patience, &mut request).await.is_err() && fastrand::bool() {
                    left.push(request);
                }
            }
            for request in left {
                request.await.unwrap();
            }
        });
    }
    timeout(60 * SECOND, tasks.join_all()).await.expect("some got stuck");
    for outcome in fetch_at_once(&client, 10).await {
        outcome.unwrap();
    }
}
