//! Connections that close, or open too late: what was sent, and what may be retried.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_runtime::runtime::ErrorKind;
use client_runtime::runtime::transport::{
    Bytes, ReqwestTransport, Transport as _, TransportErrorKind, http,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::{Server, next_request, read_request, transport_kind};

const KEPT: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

#[tokio::test]
async fn a_connection_that_the_server_closed_is_not_used_again() {
    let server = Server::start().await;
    let transport = ReqwestTransport::builder().build().unwrap();
    let serve = async {
        let (_, mut stream) = server.take().await;
        stream.write_all(KEPT.as_bytes()).await.unwrap();
        stream
    };
    let (mut stream, response) = tokio::join!(serve, transport.send(server.request()));
    response.unwrap();
    stream.shutdown().await.unwrap();
    // The client has noticed the end when it closes its side.
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
    let (_, response) =
        tokio::join!(server.serve(KEPT), transport.send(server.request()));
    assert_eq!(response.unwrap().body(), "{}");
}

#[tokio::test]
async fn a_request_that_was_written_is_never_sent_again() {
    let server = Server::start().await;
    let transport = ReqwestTransport::builder().build().unwrap();
    let serve = async {
        let (_, mut stream) = server.take().await;
        stream.write_all(KEPT.as_bytes()).await.unwrap();
        read_request(&mut stream).await;
        // Closed without a response. The next request would be a retry.
        drop(stream);
        server.accept().await
    };
    let send = async {
        transport.send(server.request()).await.unwrap();
        transport.send(server.request()).await.unwrap_err()
    };
    let error = tokio::select! {
        error = send => error,
        _ = serve => panic!("the request was sent again"),
    };
    assert_eq!(error.kind(), TransportErrorKind::Other);
}

/// Server that closes connections at any time: with a response, after it, and instead of it.
#[derive(Clone, Default)]
struct Unsteady(Arc<Mutex<Vec<String>>>);

impl Unsteady {
    /// Accepts connections until it is dropped.
    async fn run(self, server: Server) {
        loop {
            tokio::spawn(self.clone().serve(server.accept().await));
        }
    }

    /// Reads the requests of one connection, and records their bodies.
    async fn serve(self, mut stream: TcpStream) {
        while let Some(request) = next_request(&mut stream).await {
            let count = {
                let mut seen = self.0.lock().unwrap();
                seen.push(request.split_once("\r\n\r\n").unwrap().1.to_owned());
                seen.len()
            };
            if count % 7 == 0 {
                return;
            }
            let hurried = count % 5 == 0;
            let announced = if hurried {
                "Connection: close\r\n\r\n"
            } else {
                "\r\n"
            };
            let answer = KEPT.replacen("\r\n\r\n", &format!("\r\n{announced}"), 1);
            if stream.write_all(answer.as_bytes()).await.is_err() || count % 3 == 0 {
                return;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_sent_twice_where_connections_end_at_random() {
    let server = Server::start().await;
    let transport = ReqwestTransport::builder().build().unwrap();
    let origin = server.origin();
    let unsteady = Unsteady::default();
    let running = tokio::spawn(unsteady.clone().run(server));
    let tasks: Vec<_> = (0..200)
        .map(|task| {
            let (transport, origin) = (transport.clone(), origin.clone());
            tokio::spawn(async move {
                let mut outcomes = Vec::new();
                for round in 0..10 {
                    let body = format!("{task}-{round}");
                    let request = http::Request::post(&origin).body(body.clone().into());
                    let outcome = transport.send(request.unwrap()).await;
                    let error = outcome.err().map(|error| error.kind());
                    outcomes.push((body, error));
                }
                outcomes
            })
        })
        .collect();
    for task in tasks {
        for (body, error) in task.await.unwrap() {
            let seen = unsteady.0.lock().unwrap();
            let times = seen.iter().filter(|seen| **seen == body).count();
            match error {
                None => assert_eq!(times, 1, "{body} has an answer"),
                Some(TransportErrorKind::Connect) => assert_eq!(times, 0, "{body}"),
                Some(TransportErrorKind::Other) => assert!(times <= 1, "{body}"),
                Some(kind) => panic!("{body}: {kind:?}"),
            }
        }
    }
    running.abort();
}

#[tokio::test]
async fn a_connection_that_is_reset_may_have_carried_the_request() {
    let server = Server::start().await;
    let transport = ReqwestTransport::builder().build().unwrap();
    let reset = async {
        let (_, stream) = server.take().await;
        stream.set_zero_linger().unwrap();
    };
    let ((), outcome) = tokio::join!(reset, transport.send(server.request()));
    assert_eq!(outcome.unwrap_err().kind(), TransportErrorKind::Other);
}

#[tokio::test]
async fn a_connection_that_does_not_come_about_in_time_left_nothing_sent() {
    // The system accepts the connection, and nobody responds to the TLS handshake.
    let server = Server::start().await;
    let impatient =
        ReqwestTransport::builder().connect_timeout(Duration::from_millis(50));
    let builder = server.builder().base_url(format!("https://{}", server.authority()));
    let client = builder.transport(impatient.build().unwrap()).build().unwrap();
    let error = client.widget("WI1").fetch().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(transport_kind(&error), TransportErrorKind::ConnectTimeout);
}

#[tokio::test]
async fn a_connection_is_kept_as_the_pool_is_configured() {
    let builder = ReqwestTransport::builder;
    for (transport, is_kept) in [
        (builder(), true),
        (builder().pool_max_idle_per_host(0), false),
        (builder().pool_idle_timeout(Duration::ZERO), false),
    ] {
        let transport = transport.build().unwrap();
        let server = Server::start().await;
        let serve = async {
            let (_, mut first) = server.take().await;
            first.write_all(KEPT.as_bytes()).await.unwrap();
            // Either the next request arrives on this connection, or the client closes it.
            first.read(&mut [0]).await.unwrap() > 0
        };
        let send = async {
            transport.send(server.request()).await.unwrap();
            transport.send(server.request()).await.unwrap();
        };
        let was_kept = tokio::select! {
            was_kept = serve => was_kept,
            () = send => panic!("no one answers the second request"),
        };
        assert_eq!(was_kept, is_kept, "{transport:?}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_comes_from_the_address_that_was_chosen() {
    let server = Server::start().await;
    let address = std::net::IpAddr::from([127, 0, 0, 2]);
    let transport = ReqwestTransport::builder().local_address(address).build().unwrap();
    let (_, stream) = tokio::select! {
        taken = server.take() => taken,
        outcome = transport.send(server.request()) => panic!("no response: {outcome:?}"),
    };
    assert_eq!(stream.peer_addr().unwrap().ip(), address);
}

#[tokio::test]
async fn plain_http_can_be_refused() {
    let server = Server::start().await;
    let transport = ReqwestTransport::builder().https_only(true).build().unwrap();
    let client = server.builder().transport(transport).build().unwrap();
    let error = tokio::select! {
        widget = client.widget("WI1").fetch().send() => widget.unwrap_err(),
        _ = server.accept() => panic!("a connection was made"),
    };
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0));
    assert_eq!(transport_kind(&error), TransportErrorKind::InvalidRequest);
    assert!(!error.is_outcome_unknown());
}

#[tokio::test]
async fn a_url_that_the_transport_does_not_take_is_not_sent_to() {
    let transport = ReqwestTransport::builder().build().unwrap();
    for url in ["https://h:99999/", "http://[fe80::1%25eth0]/", "http://256.1.1.1/"] {
        let request = http::Request::post(url).body(Bytes::new()).unwrap();
        let error = transport.send(request).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::InvalidRequest, "{url}");
    }
}
