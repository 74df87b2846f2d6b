//! Requests that are dropped: their work is canceled.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use client_runtime::runtime::{Client, RetryPolicy};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::message::json;
use crate::script::{Script, half_body, half_head, read_slowly, respond, stall};
use crate::server::{Server, in_time};

fn success() -> Script {
    respond(&json(200, r#"{"sid": "WI1"}"#))
}

/// Returns a client that sends one request at a time, so that a lost permit would be noticed.
fn client(server: &Server) -> Client {
    server.builder().max_concurrent_requests(1).build().unwrap()
}

/// Sends a request that the client should still be able to send.
async fn go_on(client: &Client, server: &Server) {
    let before = server.count("GET");
    in_time(client.widget("WI1").fetch().send()).await.unwrap();
    assert_eq!(server.count("GET"), before + 1);
}

/// Runs a future until an event has happened, and drops it.
async fn abandon_after<T: std::fmt::Debug>(
    future: impl Future<Output = T>,
    event: impl Future,
) {
    tokio::select! {
        output = future => panic!("it should have been abandoned: {output:?}"),
        _ = event => {}
    }
}

#[tokio::test]
async fn before_it_is_polled() {
    let server = Server::start([success()]).await;
    let client = client(&server);
    drop(client.widgets().create().send());
    go_on(&client, &server).await;
    assert_eq!((server.count("POST"), server.log().connections), (0, 1));
}

#[tokio::test]
async fn while_the_server_takes_its_time() {
    for script in [stall(), half_head().and_stall(), half_body().and_stall()] {
        let server = Server::start([script, success()]).await;
        let client = client(&server);
        let create = client.widgets().create().owner("alice").send();
        abandon_after(create, server.until(|log| log.arrived.len() == 1)).await;
        // The connection cannot be reused and is closed.
        server.until(|log| log.over == 1).await;
        go_on(&client, &server).await;
        assert_eq!((server.count("POST"), server.log().connections), (1, 2));
    }
}

#[tokio::test]
async fn while_the_request_is_written() {
    let server = Server::start([read_slowly(1000), success()]).await;
    let client = client(&server);
    // More than fits into the buffers between the client and the server.
    let create = client.widgets().create().owner("x".repeat(30_000_000)).send();
    abandon_after(create, server.until(|log| log.waiting == 1)).await;
    server.go_on();
    server.until(|log| log.over == 1).await;
    assert_eq!(server.count("POST"), 0);
    go_on(&client, &server).await;
    assert_eq!(server.log().connections, 2);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn while_it_connects() {
    let server = Server::start([success()]).await;
    // A server with a full backlog does not respond to further connections.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener: TcpListener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let _waiting = tokio::net::TcpStream::connect(address).await.unwrap();
    let builder = server.builder().base_url(format!("http://{address}"));
    let client = builder.max_concurrent_requests(1).build().unwrap();
    let create = client.widgets().create().send();
    abandon_after(create, tokio::time::sleep(Duration::from_millis(30))).await;
    let options = client_runtime::runtime::RequestOptions::new();
    let fetch = client.widget("WI1").fetch().options(options.base_url(server.origin()));
    in_time(fetch.send()).await.unwrap();
    drop(listener.accept().await.unwrap());
    let next = listener.accept();
    let more = tokio::time::timeout(Duration::from_millis(30), next).await;
    assert!(more.is_err(), "nobody connects any longer: {more:?}");
}

#[tokio::test]
async fn while_it_waits_to_be_repeated() {
    let busy = respond(&json(429, "").header("Retry-After", "60"));
    let server = Server::start([busy.and(success()).and(success())]).await;
    let (sender, mut failed) = mpsc::unbounded_channel();
    let policy = RetryPolicy::new().decide(move |attempt| {
        let _ = sender.send(());
        attempt.decision()
    });
    let builder = server.builder().retry_policy(policy).max_concurrent_requests(1);
    let client = builder.build().unwrap();
    let create = client.widgets().create().owner("alice").send();
    abandon_after(create, failed.recv()).await;
    go_on(&client, &server).await;
    // The connection was idle by then.
    assert_eq!((server.count("POST"), server.log().connections), (1, 1));
}

#[tokio::test]
async fn while_it_waits_for_others() {
    let server = Server::start([stall(), success()]).await;
    let client = client(&server);
    let fetch = tokio::spawn(client.widget("WI1").fetch().send());
    server.until(|log| log.arrived.len() == 1).await;
    let mut create = pin!(client.widgets().create().owner("alice").send());
    let polled = poll_fn(|context| Poll::Ready(create.as_mut().poll(context))).await;
    assert!(polled.is_pending());
    drop(client.widgets().create().owner("bob").send());
    fetch.abort();
    assert!(fetch.await.unwrap_err().is_cancelled());
    in_time(create).await.unwrap();
    go_on(&client, &server).await;
    assert_eq!(server.count("POST"), 1);
}

/// Polls a future up to this number of times, and drops it. Returns `true` if it was ready.
async fn poll_times<T>(future: impl Future<Output = T>, times: usize) -> bool {
    let mut future = pin!(future);
    let mut polls = 0;
    poll_fn(|context| {
        if polls == times {
            return Poll::Ready(false);
        }
        polls += 1;
        future.as_mut().poll(context).map(|_| true)
    })
    .await
}

#[tokio::test]
async fn wherever_it_is() {
    let busy = || respond(&json(429, "").header("Retry-After", "0"));
    let mut times = 0;
    let mut is_ready = false;
    while !is_ready {
        let script = busy().and(success()).and(success()).and(success());
        let server = Server::start([script, success().and(success())]).await;
        let client = client(&server);
        is_ready =
            poll_times(client.widgets().create().owner("alice").send(), times).await;
        assert!(server.count("POST") <= 2, "after {times} polls");
        // The first response may still be the one that does not belong to the creation.
        in_time(client.widget("WI1").fetch().send()).await.unwrap();
        assert!(server.count("POST") <= 2, "after {times} polls");
        assert!(!is_ready || server.count("POST") == 2);
        times += 1;
    }
    assert!(times > 3, "it was ready after {times} polls");
}
