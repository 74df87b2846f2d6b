//! Connections that break: which requests are retried, and which are never sent twice.

use std::error::Error as _;
use std::time::Duration;

use client_runtime::runtime::transport::{TransportError, TransportErrorKind};
use client_runtime::runtime::{
    Client, Error, ErrorKind, RequestOptions, RetryBudget, RetryPolicy,
};
use tokio::net::TcpSocket;

use crate::message::json;
use crate::script::{
    Script, half_body, half_head, reset_after, reset_before_reading, respond, stall,
};
use crate::server::{Server, in_time};

/// Timeout of an attempt that is meant to take longer.
const SHORT: Duration = Duration::from_millis(250);

/// Returns the timeout of an attempt on a connection with this fault.
fn limit(fault: &str) -> RequestOptions {
    let is_silent = fault.ends_with("silence");
    let limit = if is_silent { SHORT } else { Duration::MAX };
    RequestOptions::new().attempt_timeout(limit)
}

fn success() -> Script {
    respond(&json(200, r#"{"sid": "WI1"}"#))
}

fn transport_kind(error: &Error) -> Option<TransportErrorKind> {
    error.source()?.downcast_ref().map(TransportError::kind)
}

async fn create(client: &Client) -> Result<(), Error> {
    client.widgets().create().owner("alice").await.map(drop)
}

/// The ways in which a connection breaks after the server has read a part of a request, and whether it read all of it.
fn faults() -> Vec<(&'static str, Script, bool)> {
    vec![
        ("reset in the head of the request", reset_after(10), false),
        ("reset in the body of the request", reset_after(700), false),
        ("reset after the request", success_withheld().and_reset(), true),
        ("closed after the request", success_withheld(), true),
        ("half a head", half_head(), true),
        ("half a head and a reset", half_head().and_reset(), true),
        ("half a head and silence", half_head().and_stall(), true),
        ("half a body", half_body(), true),
        ("half a body and a reset", half_body().and_reset(), true),
        ("half a body and silence", half_body().and_stall(), true),
        ("silence", stall(), true),
    ]
}

/// Reads the request and writes nothing.
fn success_withheld() -> Script {
    crate::script::answer_with(|_| Vec::new())
}

#[tokio::test]
async fn what_reads_is_sent_again_when_the_connection_breaks_off() {
    for (fault, script, arrives) in faults() {
        if fault == "reset in the body of the request" {
            // There is none.
            continue;
        }
        let server = Server::start([script, success()]).await;
        let fetch = server.client().widget("WI1").fetch().options(limit(fault));
        let outcome = in_time(fetch.send()).await;
        assert_eq!(outcome.unwrap().sid, "WI1", "{fault}");
        assert_eq!(server.count("GET"), 1 + usize::from(arrives), "{fault}");
        server.until(|log| log.connections == 2 && log.over >= 1).await;
    }
}

#[tokio::test]
async fn what_creates_is_never_sent_twice() {
    for (fault, script, arrives) in faults() {
        let server = Server::start([script, success()]).await;
        let client = server.client();
        let creation = client.widgets().create().owner("alice".repeat(200));
        let error = in_time(creation.options(limit(fault)).send()).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{fault}: {error:?}");
        assert_eq!(error.attempts(), 1, "{fault}: {error:?}");
        let is_silent = fault.ends_with("silence");
        assert_eq!(error.is_timeout(), is_silent, "{fault}: {error:?}");
        server.until(|log| log.over == 1).await;
        assert_eq!(server.log().connections, 1, "{fault}");
        assert_eq!(server.count("POST"), usize::from(arrives), "{fault}");
        // The client has a connection for the next request.
        create(&client).await.unwrap();
    }
}

#[tokio::test]
async fn a_connection_reset_before_it_is_read_is_replaced_if_that_is_safe() {
    for _ in 0..20 {
        let server = Server::start([reset_before_reading(), success()]).await;
        server.client().widget("WI1").fetch().await.unwrap();
        assert_eq!((server.count("GET"), server.log().connections), (1, 2));
        let server = Server::start([reset_before_reading(), success()]).await;
        // Whether anything was written by then is random, and the client knows.
        match create(&server.client()).await {
            Ok(()) => assert_eq!(server.count("POST"), 1),
            Err(error) => {
                assert!(
                    error.is_outcome_unknown() && error.attempts() == 1,
                    "{error:?}"
                );
                assert_eq!((server.count("POST"), server.log().connections), (0, 1));
            }
        }
    }
}

#[tokio::test]
async fn a_connection_that_is_refused_leaves_nothing_sent() {
    let socket = TcpSocket::new_v4().unwrap();
    // Bound, so that nobody else uses the port, but not listening.
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let policy = RetryPolicy::new().base_delay(Duration::from_millis(1));
    let builder = Server::start([success()]).await.builder();
    let builder = builder.base_url(format!("http://{}", socket.local_addr().unwrap()));
    let builder = builder.retry_budget(RetryBudget::unlimited()).retry_policy(policy);
    let client = builder.build().unwrap();
    for error in [
        create(&client).await.unwrap_err(),
        client.widget("alice").fetch().await.map(drop).unwrap_err(),
        client.widget("alice").delete().await.unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 4));
        assert_eq!(transport_kind(&error), Some(TransportErrorKind::Connect));
        assert!(!error.is_outcome_unknown());
        let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
        assert!(causes.any(|cause| cause.to_string().contains("refused")), "{error:?}");
    }
}

#[tokio::test]
async fn a_server_that_comes_back_is_found() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let (failed, mut failures) = tokio::sync::mpsc::unbounded_channel();
    let policy = RetryPolicy::new().base_delay(Duration::from_millis(1));
    let policy = policy.max_attempts(u32::MAX).decide(move |attempt| {
        let _ = failed.send(attempt.attempts());
        attempt.decision()
    });
    let builder = Server::start([success()]).await.builder();
    let builder = builder.base_url(format!("http://{address}")).retry_policy(policy);
    let builder = builder.retry_budget(RetryBudget::unlimited());
    let creating = tokio::spawn(builder.build().unwrap().widgets().create().send());
    failures.recv().await.unwrap();
    let server = Server::on(socket.listen(16).unwrap(), |_| success());
    creating.await.unwrap().unwrap();
    assert_eq!(server.count("POST"), 1);
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_is_replaced() {
    for end in [Script::default(), Script::default().and_reset()] {
        let server = Server::start([success().and(end), success()]).await;
        let client = server.client();
        create(&client).await.unwrap();
        server.until(|log| log.over == 1).await;
        // The client may not have noticed the end yet.
        match create(&client).await {
            Ok(()) => assert_eq!(server.count("POST"), 2),
            Err(error) => {
                assert!(error.is_outcome_unknown(), "{error:?}");
                assert_eq!(server.count("POST"), 1);
            }
        }
        create(&client).await.unwrap();
    }
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let server = Server::start([success().and(success()).and(success())]).await;
    let client = server.client();
    for _ in 0..3 {
        create(&client.clone()).await.unwrap();
    }
    assert_eq!((server.count("POST"), server.log().connections), (3, 1));
}

#[tokio::test]
async fn a_large_request_arrives_whole() {
    let server = Server::start([success()]).await;
    let owner: String = (b'a'..=b'w').cycle().take(300_000).map(char::from).collect();
    server.client().widgets().create().owner(&owner).await.unwrap();
    assert_eq!(server.log().arrived[0].body, format!("Owner={owner}"));
}
