//! Responses that are too large, from a server on a socket.

use client_runtime::runtime::ErrorKind;
use client_runtime::runtime::transport::{
    Bytes, ReqwestTransport, ResponseLimits, Transport as _, TransportError,
    TransportErrorKind, http,
};
use tokio::io::AsyncWriteExt;

use crate::server::{Server, chain, transport_kind};

/// Sends a request with these limits, to which the response is this text and no more.
async fn exchange(
    limits: Option<ResponseLimits>,
    response: &str,
) -> Result<http::Response<Bytes>, TransportError> {
    let server = Server::start().await;
    let transport = ReqwestTransport::builder().build().unwrap();
    let mut request = server.request();
    if let Some(limits) = limits {
        request.extensions_mut().insert(limits);
    }
    let serve = async {
        let (_, mut stream) = server.take().await;
        // The client may close the connection before it has read everything.
        let _ = stream.write_all(response.as_bytes()).await;
    };
    let ((), outcome) = tokio::join!(serve, transport.send(request));
    outcome
}

fn body_of(bytes: u64) -> ResponseLimits {
    ResponseLimits::new().with_max_body_size(bytes)
}

const TEN_BYTES: &str = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789";
const TEN_CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n";

#[tokio::test]
async fn a_body_as_large_as_allowed_is_read() {
    for response in [TEN_BYTES, TEN_CHUNKED] {
        let response = exchange(Some(body_of(10)), response).await.unwrap();
        assert_eq!(response.body(), "0123456789");
    }
}

#[tokio::test]
async fn a_larger_body_is_not() {
    // The end of either is never sent.
    let announced = "HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\n";
    let endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n6\r\n012345\r\n";
    for response in [TEN_BYTES, TEN_CHUNKED, announced, endless] {
        let error = exchange(Some(body_of(9)), response).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ResponseTooLarge, "{response}");
        assert!(chain(&error).contains("limit of 9"), "{}", chain(&error));
    }
}

#[tokio::test]
async fn the_default_limit_is_32_mebibytes() {
    let announce = |bytes: u64| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n"
        )
    };
    let server = Server::start().await;
    let client = server.builder().build().unwrap();
    for (bytes, expected) in [
        (32 << 20, (ErrorKind::Transport, TransportErrorKind::Other)),
        (
            (32 << 20) + 1,
            (ErrorKind::ResponseTooLarge, TransportErrorKind::ResponseTooLarge),
        ),
        (
            u64::MAX - 2,
            (ErrorKind::ResponseTooLarge, TransportErrorKind::ResponseTooLarge),
        ),
    ] {
        let fetch = client.widget("alice").fetch().send();
        let response = announce(bytes);
        let (_, widget) = tokio::join!(server.serve(&response), fetch);
        let error = widget.unwrap_err();
        assert_eq!((error.kind(), transport_kind(&error)), expected, "{bytes}");
        assert!(!chain(&error).contains("alice"));
    }
}

#[tokio::test]
async fn headers_have_a_limit_together() {
    // `A: 12345` twice and `content-length: 0`: 6 + 6 + 15 bytes.
    let response =
        "HTTP/1.1 200 OK\r\nA: 12345\r\nA: 12345\r\nContent-Length: 0\r\n\r\n";
    let limits = |bytes| Some(ResponseLimits::new().with_max_header_size(bytes));
    exchange(limits(27), response).await.unwrap();
    let error = exchange(limits(26), response).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::ResponseTooLarge);
}

#[tokio::test]
async fn a_flood_of_headers_is_cut_off() {
    let with =
        |headers: &str| format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: 0\r\n\r\n");
    let many = with(&"A: b\r\n".repeat(101));
    let large = with(&format!("A: {}\r\n", "b".repeat(65 * 1024)));
    // Infinite, and aborted before it is a complete header.
    let endless = format!("HTTP/1.1 200 OK\r\nA: {}", "b".repeat(1024 * 1024));
    for response in [many, large, endless] {
        let error = exchange(None, &response).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ResponseTooLarge, "{error:?}");
    }
}
