//! Proxies, as servers on sockets.

use std::process::Command;

use client_runtime::runtime::transport::{Proxy, ReqwestTransport, TransportErrorKind};
use client_runtime::runtime::{Client, ErrorKind};

use crate::server::{Server, builder, chain, json, transport_kind};

const WIDGET: &str = r#"{"sid": "WI1"}"#;

/// Returns a client that sends requests to this server through a proxy.
fn client(base_url: &str, proxy: Proxy) -> Client {
    let transport = ReqwestTransport::builder().proxy(proxy).build().unwrap();
    builder().base_url(base_url).transport(transport).build().unwrap()
}

#[tokio::test]
async fn requests_go_through_the_proxy() {
    let server = Server::start().await;
    let proxy = Proxy::new(server.origin()).basic_auth("Aladdin", "open sesame");
    let fetch = client("http://api.invalid", proxy).widget("WI1").fetch().send();
    let response = json(WIDGET);
    let (request, widget) = server.answer(&response, fetch).await;
    widget.unwrap();
    let line = "GET http://api.invalid/v1/Widgets/WI1 HTTP/1.1";
    assert_eq!(request.lines().next(), Some(line));
    let credentials = "proxy-authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    assert!(request.lines().any(|line| line == credentials), "{request}");
}

#[tokio::test]
async fn the_proxy_sees_nothing_of_what_goes_by_tls() {
    let server = Server::start().await;
    let proxy = Proxy::new(server.origin());
    let fetch = client("https://api.invalid", proxy).widget("WI1").fetch().send();
    let refusal = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
    let (request, widget) = server.answer(refusal, fetch).await;
    assert!(request.starts_with("CONNECT api.invalid:443 HTTP/1.1\r\n"), "{request}");
    assert!(!request.contains("\r\nauthorization:"), "{request}");
    let error = widget.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(transport_kind(&error), TransportErrorKind::Connect);
}

#[tokio::test]
async fn hosts_can_be_reached_without_the_proxy() {
    let server = Server::start().await;
    for proxy in [
        Proxy::none(),
        Proxy::new("http://proxy.invalid").no_proxy("api.invalid,127.0.0.0/8"),
    ] {
        let fetch = client(&server.origin(), proxy).widget("WI1").fetch().send();
        let response = json(WIDGET);
        let (request, widget) = server.answer(&response, fetch).await;
        widget.unwrap();
        assert!(request.starts_with("GET /v1/Widgets/WI1 HTTP/1.1\r\n"), "{request}");
    }
}

/// Runs the following test in its own process, because a test must not change the environment of this one.
#[tokio::test]
async fn the_environment_names_the_proxy() {
    let server = Server::start().await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "proxy::in_the_environment", "--ignored"])
        .env("HTTP_PROXY", server.origin())
        .env_remove("NO_PROXY")
        .env_remove("no_proxy");
    let run = tokio::task::spawn_blocking(move || child.output().unwrap());
    let (request, child) = server.answer(&json(WIDGET), run).await;
    let child = child.unwrap();
    assert!(child.status.success(), "{child:?}");
    assert!(request.starts_with("GET http://api.invalid/v1/Widgets/WI1 "), "{request}");
}

#[tokio::test]
#[ignore = "run by the test before it, with a proxy in the environment"]
async fn in_the_environment() {
    let client = builder().base_url("http://api.invalid").build().unwrap();
    assert_eq!(client.widget("WI1").fetch().await.unwrap().sid, "WI1");
}

#[test]
fn the_url_of_a_proxy_is_checked_and_not_shown() {
    for url in [
        "",
        "user:hunter2@proxy",
        "socks5://user:hunter2@proxy",
        "http://hunter2 ",
        "http://user:hunter2@proxy:99999",
        "http://user:hunter2@[fe80::1%25eth0]:3128",
        "http://256.1.1.1",
        "http://",
    ] {
        let proxy = Proxy::new(url).basic_auth("user", "hunter2");
        let builder = ReqwestTransport::builder().proxy(proxy);
        assert!(!format!("{builder:?}").contains("hunter2"));
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
        assert!(!chain(&error).contains("hunter2"), "{}", chain(&error));
    }
}

#[test]
fn credentials_of_a_proxy_are_checked_and_not_shown() {
    let build = |user: &str, password: &str| {
        let proxy = Proxy::new("http://proxy.invalid").basic_auth(user, password);
        ReqwestTransport::builder().proxy(proxy).build()
    };
    assert!(build("app", "").is_ok());
    for (user, password, message) in [
        ("sentinel ", "secret", "the user name of the proxy has white space around it"),
        (
            "senti\0nel",
            "secret",
            "the user name of the proxy contains control characters",
        ),
        ("app", "sentinel\n", "the password of the proxy has white space around it"),
        ("app", "senti\nnel", "the password of the proxy contains control characters"),
    ] {
        let error = build(user, password).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.to_string(), message);
        assert!(!format!("{error:?}").contains("senti"), "{error:?}");
    }
}
