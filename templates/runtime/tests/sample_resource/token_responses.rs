//! Responses of a server to token requests.

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_runtime::runtime::authentication::{OAuthClientCredentials, TokenError};
use client_runtime::runtime::transport::{Bytes, Transport, TransportFuture, http};
use client_runtime::runtime::{Client, Credentials, Error, ErrorKind, RetryPolicy};
use tokio::time::advance;

/// Server that sends the same response to every exchange, and accepts any token.
#[derive(Clone)]
struct TokenServer(Arc<Mutex<State>>);

struct State {
    response: http::Response<Bytes>,
    exchanges: usize,
    authorizations: Vec<String>,
}

impl TokenServer {
    fn new(response: http::Response<Bytes>) -> Self {
        Self(Arc::new(Mutex::new(State {
            response,
            exchanges: 0,
            authorizations: Vec::new(),
        })))
    }

    fn client(&self) -> Client {
        let credentials = OAuthClientCredentials::new("OQ1", "s3cret");
        Client::builder()
            .transport(self.clone())
            .credentials(Credentials::bearer(credentials))
            .retry_policy(RetryPolicy::never())
            .build()
            .unwrap()
    }

    fn exchanges(&self) -> usize {
        self.0.lock().unwrap().exchanges
    }

    fn authorizations(&self) -> Vec<String> {
        self.0.lock().unwrap().authorizations.clone()
    }
}

impl Transport for TokenServer {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let mut state = self.0.lock().unwrap();
        let response = if request.uri().path() == "/v2/token" {
            state.exchanges += 1;
            state.response.clone()
        } else {
            let authorization = request.headers()["authorization"].to_str().unwrap();
            state.authorizations.push(authorization.to_owned());
            http::Response::new(Bytes::from_static(br#"{"sid": "WI1"}"#))
        };
        Box::pin(async move { Ok(response) })
    }
}

fn response(status: u16, body: impl Into<Bytes>) -> http::Response<Bytes> {
    http::Response::builder().status(status).body(body.into()).unwrap()
}

/// Returns a token in an otherwise complete token response.
fn token(token: &str) -> String {
    let token = serde_json::to_string(token).unwrap();
    format!(r#"{{"access_token": {token}, "token_type": "Bearer", "expires_in": 3600}}"#)
}

/// Returns the error of a request whose two token requests get this response.
async fn failure(
    name: &str,
    response: http::Response<Bytes>,
) -> (Error, ErrorKind, bool) {
    let server = TokenServer::new(response);
    let client = server.client();
    client.widget("WI1").fetch().await.expect_err(name);
    // Nothing of it is cached.
    let error = client.widget("WI1").fetch().await.expect_err(name);
    assert_eq!((server.exchanges(), server.authorizations().len()), (2, 0), "{name}");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 0), "{name}");
    assert!(!error.is_outcome_unknown(), "{name}");
    let cause = error.source().unwrap().downcast_ref::<TokenError>().unwrap();
    let is_transient = cause.is_transient();
    let cause = cause.source().unwrap().downcast_ref::<Error>().unwrap();
    let kind = cause.kind();
    let shown = format!("{error} {error:?} {cause} {:?}", cause.source());
    assert!(!shown.contains("s3cret") && !shown.contains("hush"), "{name}: {shown}");
    assert!(shown.len() < 4000, "{name}");
    (error, kind, is_transient)
}

#[tokio::test(start_paused = true)]
async fn a_response_without_a_token_that_can_be_sent_is_a_failure() {
    let long = token(&"hush".repeat(4097));
    let deep = format!(r#"{{"access_token": "hush", "expires_in": {}"#, "[".repeat(300));
    for body in [
        "",
        "null",
        "7",
        "\"hush\"",
        "<html>hush</html>",
        "access_token=hush",
        "{}",
        "{\"access_token\": null}",
        "{\"access_token\": 7}",
        "{\"access_token\": [\"hush\"]}",
        "{\"access_token\": {\"hush\": \"hush\"}}",
        "{\"token\": \"hush\"}",
        "{\"error\": \"invalid_client\"}",
        "{\"access_token\": \"hush\"",
        "{\"access_token\": \"hush\"} hush",
        "[\"hush\", 3600]",
        " \n[\"hush\", 3600]",
        "{\"access_token\": \"hush\", \"access_token\": \"hush\"}",
        "{\"access_token\": \"hush\", \"expires_in\": 1, \"expires_in\": 2}",
        "{\"access_token\": \"hush\", \"expires_in\": 1e999}",
        "{\"access_token\": \"hush\", \"expires_in\": NaN}",
        "\u{feff}{\"access_token\": \"hush\"}",
        &token(""),
        &token(" "),
        &token("hush hush"),
        &token("hush\r\nX-Evil: 1"),
        &token("hush\n"),
        &token("hush\0"),
        &token("hush\u{7f}"),
        &token("hush\t"),
        &token("hüsh"),
        &token("hush\u{2028}"),
        &long,
        &deep,
    ] {
        let (_, kind, is_transient) =
            failure(body, response(200, body.to_owned())).await;
        assert_eq!((kind, is_transient), (ErrorKind::Decode, false), "{body}");
    }
    for body in [
        &b"{\"access_token\": \"\xff\"}"[..],
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
    ] {
        let (_, kind, _) = failure("bytes", response(200, body)).await;
        assert_eq!(kind, ErrorKind::Decode);
    }
    let mut gzip = response(200, &b"\x1f\x8b\x08\x00"[..]);
    gzip.headers_mut().insert("content-encoding", "gzip".parse().unwrap());
    assert_eq!(failure("gzip", gzip).await.1, ErrorKind::Decode);
    assert_eq!(failure("204", response(204, "")).await.1, ErrorKind::Decode);
}

#[tokio::test(start_paused = true)]
async fn a_status_that_is_no_success_is_a_failure() {
    for (status, is_expected_to_pass) in [
        (101, false),
        (300, false),
        (302, false),
        (307, false),
        (400, false),
        (401, false),
        (403, false),
        (404, false),
        (429, true),
        (500, true),
        (503, true),
        (599, true),
    ] {
        let mut response = response(status, token("hush"));
        for (name, value) in
            [("location", "https://evil.example/v2/token"), ("retry-after", "7")]
        {
            response.headers_mut().insert(name, value.parse().unwrap());
        }
        let (error, kind, is_transient) = failure(&status.to_string(), response).await;
        assert_eq!(
            (kind, is_transient),
            (ErrorKind::Api, is_expected_to_pass),
            "{status}"
        );
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)), "{status}");
        assert!(error.status().is_none() && !error.is_unauthorized());
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_that_is_too_large_is_a_failure() {
    let mut body = token("hush");
    body.extend(std::iter::repeat_n(' ', 64 * 1024 + 1 - body.len()));
    let (_, kind, _) = failure("a large body", response(200, body.clone())).await;
    assert_eq!(kind, ErrorKind::ResponseTooLarge);
    let mut large = response(200, token("hush"));
    large.headers_mut().insert("a", "a".repeat(64 * 1024).parse().unwrap());
    assert_eq!(failure("headers", large).await.1, ErrorKind::ResponseTooLarge);
    body.pop();
    let server = TokenServer::new(response(200, body));
    server.client().widget("WI1").fetch().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_token_in_an_odd_response_is_used() {
    let longest = "t".repeat(16 * 1024);
    for (body, expected) in [
        (token("!~+/="), "!~+/="),
        (token(&longest), &*longest),
        (r#"{"more": {"access_token": 7}, "access_token": "t"}"#.to_owned(), "t"),
        ("\n{\"access_token\":\"t\"}\n".to_owned(), "t"),
    ] {
        let mut response = response(201, body);
        response.headers_mut().insert("content-type", "text/html".parse().unwrap());
        let server = TokenServer::new(response);
        server.client().widget("WI1").fetch().await.unwrap();
        assert_eq!(server.authorizations(), [format!("Bearer {expected}")]);
    }
}

#[tokio::test(start_paused = true)]
async fn the_life_of_a_token_is_a_number_in_any_form() {
    const HOUR: u64 = 3540;
    const FOR_EVER: u64 = 1_000_000;
    for (life, lasts) in [
        ("3600", HOUR),
        ("3600.0", HOUR),
        ("3600.7", HOUR),
        ("3.6e3", HOUR),
        ("\"3600\"", HOUR),
        ("\" 3600.5 \"", HOUR),
        ("0", 0),
        ("-0.0", 0),
        ("0.9", 0),
        ("-1", 0),
        ("-1e300", 0),
        ("\"-3600\"", 0),
        ("\"-inf\"", 0),
        ("18446744073709551615", FOR_EVER),
        ("1e300", FOR_EVER),
        ("\"inf\"", FOR_EVER),
        ("\"NaN\"", FOR_EVER),
        ("\"soon\"", FOR_EVER),
        ("\"\"", FOR_EVER),
        ("true", FOR_EVER),
        ("[3600]", FOR_EVER),
        ("{}", FOR_EVER),
        ("null", FOR_EVER),
    ] {
        let body = format!(r#"{{"access_token": "t", "expires_in": {life}}}"#);
        let server = TokenServer::new(response(200, body));
        let client = server.client();
        client.widget("WI1").fetch().await.unwrap();
        advance(Duration::from_secs(lasts.saturating_sub(2))).await;
        client.widget("WI1").fetch().await.unwrap();
        let expected = if lasts == 0 { 2 } else { 1 };
        assert_eq!(server.exchanges(), expected, "{life}, before it is renewed");
        if lasts == HOUR {
            advance(Duration::from_secs(4)).await;
            client.widget("WI1").fetch().await.unwrap();
            assert_eq!(server.exchanges(), 2, "{life}, after it is renewed");
        }
    }
}
