//! Errors of hyper for requests that were never written, which no server can cause reliably.

use hyper::Request;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, duplex};

use crate::runtime::transport::reqwest::was_never_written;

#[tokio::test]
async fn a_request_in_the_queue_of_a_connection_that_ended_was_never_written() {
    let (io, _server) = duplex(1024);
    let (mut sender, connection) = handshake(TokioIo::new(io)).await.unwrap();
    drop(connection);
    assert!(was_never_written(&sender.ready().await.unwrap_err()));
    let error = sender.send_request(Request::new(String::new())).await.unwrap_err();
    assert!(was_never_written(&error), "{error:?}");
}

#[tokio::test]
async fn a_request_that_left_in_part_was_written() {
    let (io, mut server) = duplex(4);
    let (mut sender, connection) = handshake(TokioIo::new(io)).await.unwrap();
    let cut = async move {
        server.read_exact(&mut [0; 2]).await.unwrap();
    };
    let send = sender.send_request(Request::new(String::new()));
    let ((), _, outcome) = tokio::join!(cut, connection, send);
    let error = outcome.unwrap_err();
    assert!(!was_never_written(&error), "{error:?}");
}
