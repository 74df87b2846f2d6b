//! The default transport, against a server on a socket.

use std::time::Duration;

use client_runtime::runtime::ErrorKind;
use client_runtime::runtime::transport::{ReqwestTransport, TransportErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::{Server, chain, json, transport_kind};

#[tokio::test]
async fn a_form_arrives() {
    let server = Server::start().await;
    let client = server.builder().build().unwrap();
    let create = client.widgets().create().owner("al ice").tag(["a", "b"]).send();
    let response = json(r#"{"sid": "WI1"}"#);
    let (request, widget) = tokio::join!(server.serve(&response), create);
    assert_eq!(widget.unwrap().sid, "WI1");
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "Owner=al+ice&Tag=a&Tag=b");
    assert!(head.starts_with("POST /v1/Widgets HTTP/1.1\r\n"), "{head}");
    for header in [
        "authorization: Basic QUMxOnRva2Vu",
        "accept: application/json",
        "content-type: application/x-www-form-urlencoded",
        "content-length: 24",
    ] {
        assert!(head.lines().any(|line| line == header), "{header} in {head}");
    }
    for header in ["cookie", "referer", "accept-encoding"] {
        assert!(!head.contains(header), "{header} in {head}");
    }
}

#[tokio::test]
async fn an_empty_form_has_a_length() {
    let server = Server::start().await;
    let create = server.builder().build().unwrap().widgets().create().send();
    let response = json(r#"{"sid": "WI1"}"#);
    let (request, widget) = tokio::join!(server.serve(&response), create);
    widget.unwrap();
    assert!(request.contains("\r\ncontent-length: 0\r\n"), "{request}");
}

#[tokio::test]
async fn paths_and_links_arrive_as_they_are() {
    let server = Server::start().await;
    let client = server.builder().build().unwrap();
    let response = json(r#"{"sid": "WI1"}"#);
    let fetch = client.widget("a/..b ?#%2e;é").fetch().send();
    let (request, widget) = tokio::join!(server.serve(&response), fetch);
    widget.unwrap();
    let line = request.lines().next().unwrap();
    assert_eq!(line, "GET /v1/Widgets/a%2F..b%20%3F%23%252e%3B%C3%A9 HTTP/1.1");
    let target = "/v1/Widgets?Owner=a%2Bb&PageToken=PA+:.%2f,~";
    let body = serde_json::json!({
        "widgets": [],
        "meta": {"next_page_url": format!("{}{target}", server.origin())},
    });
    let first = json(&body.to_string());
    let list = client.widgets().list().send();
    let (_, page) = tokio::join!(server.serve(&first), list);
    let next = page.unwrap().next_page();
    let (request, _) = tokio::join!(server.serve(&response), next);
    assert_eq!(request.lines().next(), Some(format!("GET {target} HTTP/1.1").as_str()));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = Server::start().await;
    let fetch = server.builder().build().unwrap().widget("WI1").fetch().send();
    let response = "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
    let (_, widget) = tokio::join!(server.serve(response), fetch);
    let error = widget.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 307));
}

#[tokio::test]
async fn a_connection_that_is_refused_leaves_nothing_sent() {
    let server = Server::start().await;
    let fetch = server.builder().build().unwrap().widget("alice").fetch();
    drop(server);
    let error = fetch.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(transport_kind(&error), TransportErrorKind::Connect);
    let text = chain(&error);
    assert!(text.contains("refused"), "{text}");
    assert!(!text.contains("alice") && !text.contains("QUMx"), "{text}");
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_no_answer() {
    let server = Server::start().await;
    let fetch = server.builder().build().unwrap().widget("alice").fetch().send();
    let response = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sid\"";
    let (_, widget) = tokio::join!(server.serve(response), fetch);
    let error = widget.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(transport_kind(&error), TransportErrorKind::Other);
    assert!(!chain(&error).contains("alice"), "{}", chain(&error));
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_is_a_time_out() {
    let server = Server::start().await;
    // A custom reqwest client has no crypto provider other than that of the process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let impatient = reqwest::Client::builder().timeout(Duration::from_millis(50));
    let impatient = impatient.build().unwrap();
    let builder = server.builder().transport(ReqwestTransport::new(impatient));
    let fetch = builder.build().unwrap().widget("alice").fetch().send();
    let (_unanswered, widget) = tokio::join!(server.take(), fetch);
    let error = widget.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(transport_kind(&error), TransportErrorKind::Timeout);
    assert!(!chain(&error).contains("alice"), "{}", chain(&error));
}

#[tokio::test]
async fn dropping_a_request_abandons_it() {
    let server = Server::start().await;
    let fetch = server.builder().build().unwrap().widget("WI1").fetch().send();
    let (_, mut stream) = tokio::select! {
        taken = server.take() => taken,
        widget = fetch => panic!("nobody responds: {widget:?}"),
    };
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0, "the connection is closed");
}

#[tokio::test]
async fn a_stream_goes_on_with_the_request_it_has_sent() {
    let server = Server::start().await;
    let mut items = server.builder().build().unwrap().widgets().list().stream();
    let (_, mut stream) = tokio::select! {
        taken = server.take() => taken,
        item = items.try_next() => panic!("nobody responds: {item:?}"),
    };
    let response = json(r#"{"widgets": [{"sid": "WI1"}]}"#);
    stream.write_all(response.as_bytes()).await.unwrap();
    drop(server);
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "WI1");
}
