//! Malicious server: its responses lead to an error, never to a panic, an infinite wait, or another request.

use client_runtime::runtime::{Client, Error, ErrorKind};

use crate::message::json;
use crate::script::{Script, answer_with, respond};
use crate::server::{Server, in_time};

const WIDGET: &str = r#"{"sid": "WI1"}"#;

/// Responds with these bytes.
fn raw(bytes: impl Into<Vec<u8>>) -> Script {
    let bytes = bytes.into();
    answer_with(move |_| bytes.clone())
}

/// Returns a response with these lines in its head, and this body.
fn message(head: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let head = head.join("\r\n");
    [head.as_bytes(), b"\r\n\r\n", body.as_ref()].concat()
}

async fn create(client: &Client) -> Result<(), Error> {
    in_time(client.widgets().create().owner("alice").send()).await.map(drop)
}

/// Returns the error of creating something when the server responds with this. The request is sent once.
async fn failure(name: &str, script: Script) -> Error {
    let server = Server::start([script]).await;
    let client = server.builder().max_response_size(100_000).build().unwrap();
    let error = create(&client).await.expect_err(name);
    assert_eq!((error.attempts(), server.count("POST")), (1, 1), "{name}: {error:?}");
    let shown = format!("{error} {error:?}");
    assert!(shown.len() < 2000 && !shown.contains("alice"), "{name}: {shown}");
    error
}

#[tokio::test]
async fn what_is_no_response_is_a_failure_of_the_connection() {
    const OK: &str = "HTTP/1.1 200 OK";
    let none = "Content-Length: 0";
    for (name, bytes) in [
        ("nothing", Vec::new()),
        ("other text", b"alice\r\n\r\n".to_vec()),
        ("HTTP/0.9", WIDGET.into()),
        ("an unknown version", message(&["HTTP/9.9 200 OK", none], "")),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
        ("TLS", b"\x15\x03\x01\x00\x02\x02\x28".to_vec()),
        ("no status", message(&["HTTP/1.1", none], "")),
        ("a status of two digits", message(&["HTTP/1.1 99 Low", none], "")),
        ("a status of four digits", message(&["HTTP/1.1 2000 High", none], "")),
        ("a status that is not a number", message(&["HTTP/1.1 abc OK", none], "")),
        ("half of a head", b"HTTP/1.1 200 OK\r\nContent-Le".to_vec()),
        ("half of a body", message(&[OK, "Content-Length: 100"], WIDGET)),
        ("a header without a colon", message(&[OK, "alice", none], "")),
        ("a header without a name", message(&[OK, ": alice", none], "")),
        ("a header with NUL", message(&[OK, "A: ali\0ce", none], "")),
        ("a header with a space in its name", message(&[OK, "A b: alice", none], "")),
        (
            "two lengths",
            message(&[OK, "Content-Length: 5", "Content-Length: 14"], WIDGET),
        ),
        ("a list of lengths", message(&[OK, "Content-Length: 5, 14"], WIDGET)),
        ("a negative length", message(&[OK, "Content-Length: -14"], WIDGET)),
        ("a length with a sign", message(&[OK, "Content-Length: +14"], WIDGET)),
        ("a length of letters", message(&[OK, "Content-Length: alice"], WIDGET)),
        (
            "a length of more than 64 bits",
            message(&[OK, "Content-Length: 18446744073709551616"], WIDGET),
        ),
        (
            "a chunk of no length",
            message(&[OK, "Transfer-Encoding: chunked"], "alice\r\n"),
        ),
        (
            "a chunk of more than 64 bits",
            message(&[OK, "Transfer-Encoding: chunked"], "fffffffffffffffff\r\na"),
        ),
        (
            "a chunk that ends elsewhere",
            message(&[OK, "Transfer-Encoding: chunked"], "2\r\nalice\r\n0\r\n\r\n"),
        ),
        (
            "chunks without an end",
            message(&[OK, "Transfer-Encoding: chunked"], "e\r\n{\"sid\": \"WI1\"}\r\n"),
        ),
    ] {
        let error = failure(name, raw(bytes)).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{name}: {error:?}");
        assert!(error.is_outcome_unknown(), "{name}");
    }
}

#[tokio::test]
async fn what_is_too_much_is_not_read() {
    let many = "A: alice\r\n".repeat(1000);
    let chunk = format!("3e8\r\n{}\r\n", "x".repeat(1000)).repeat(200);
    for (name, bytes) in [
        ("1000 headers", message(&["HTTP/1.1 200 OK", many.trim_end()], WIDGET)),
        (
            "a header of 1 MB",
            message(
                &["HTTP/1.1 200 OK", &format!("A: {}", "a".repeat(1 << 20))],
                WIDGET,
            ),
        ),
        (
            "a header name of 1 MB",
            message(
                &["HTTP/1.1 200 OK", &format!("{}: a", "a".repeat(1 << 20))],
                WIDGET,
            ),
        ),
        (
            "a reason of 1 MB",
            message(&[&format!("HTTP/1.1 200 {}", "a".repeat(1 << 20))], WIDGET),
        ),
        (
            "a request id of 65 KB",
            message(
                &[
                    "HTTP/1.1 200 OK",
                    &format!("Twilio-Request-Id: {}", "R".repeat(65 << 10)),
                ],
                "",
            ),
        ),
        (
            "a body that goes on and on",
            message(&["HTTP/1.1 200 OK", "Transfer-Encoding: chunked"], &chunk),
        ),
        (
            "a body until the connection closes",
            message(&["HTTP/1.1 200 OK"], "x".repeat(200_000)),
        ),
        (
            "a body announced as large",
            message(
                &["HTTP/1.1 200 OK", "Content-Length: 18446744073709551000"],
                WIDGET,
            ),
        ),
        (
            "an error with a large body",
            message(&["HTTP/1.1 404 No", "Content-Length: 100001"], "x".repeat(100_001)),
        ),
    ] {
        let error = failure(name, raw(bytes).and_stall()).await;
        assert_eq!(error.kind(), ErrorKind::ResponseTooLarge, "{name}: {error:?}");
        assert!(error.is_outcome_unknown(), "{name}");
    }
}

#[tokio::test]
async fn json_that_is_none_or_odd_is_a_failure_to_decode() {
    let deep = format!(
        "{{\"owner\": {}{}, \"sid\": \"WI1\"}}",
        "[".repeat(300),
        "]".repeat(300)
    );
    for body in [
        "",
        " ",
        "null",
        "true",
        "7",
        "\"alice\"",
        "[]",
        "[\"alice\"]",
        "[{\"sid\": \"WI1\"}]",
        "{}",
        "{\"sid\": null}",
        "{\"sid\": 7}",
        "{\"sid\": [\"alice\"]}",
        "{\"sid\": \"WI1\"",
        "{\"sid\": \"WI1\"}}",
        "{\"sid\": \"WI1\"} alice",
        "{\"sid\": \"WI1\",}",
        "{'sid': 'WI1'}",
        "{\"sid\": \"WI1\", \"sid\": \"WI2\"}",
        "{\"sid\": \"WI1\", \"owner\": NaN}",
        "{\"sid\": \"WI1\", \"owner\": Infinity}",
        "{\"sid\": \"WI1\", \"more\": 01}",
        "{\"sid\": \"\u{1}\"}",
        "\u{feff}{\"sid\": \"WI1\"}",
        "<html>alice</html>",
        "sid=WI1",
        &deep,
    ] {
        let error = failure(body, respond(&json(200, body))).await;
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}: {error:?}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
    for body in
        [&b"{\"sid\": \"\xff\"}"[..], b"\xff\xfe{\0}\0", b"{\"sid\": \"\xed\xa0\x80\"}"]
    {
        let error = failure("no UTF-8", respond(&json(200, body))).await;
        assert_eq!(error.kind(), ErrorKind::Decode, "{error:?}");
    }
}

#[tokio::test]
async fn a_status_that_is_no_success_is_an_error_of_the_api() {
    for status in [300, 304, 305, 399, 400, 418, 499, 500, 599, 600, 999] {
        let response =
            json(status, WIDGET).header("Location", "http://127.0.0.1:1/alice");
        let error = failure(&status.to_string(), respond(&response)).await;
        assert_eq!(error.kind(), ErrorKind::Api, "{status}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.is_outcome_unknown(), (500..600).contains(&status), "{status}");
    }
    let switched = message(
        &["HTTP/1.1 101 Switching", "Upgrade: alice", "Connection: upgrade"],
        "",
    );
    let error = failure("101", raw(switched).and_stall()).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(101));
}

#[tokio::test]
async fn a_flood_of_provisional_responses_is_passed_over() {
    let flood = message(&["HTTP/1.1 100 Continue"], "").repeat(2000);
    let hints = message(&["HTTP/1.1 103 Early Hints", "Link: <alice>"], "").repeat(2000);
    let last = json(200, WIDGET).bytes();
    let server = Server::start([raw([flood, hints.clone(), last].concat())]).await;
    create(&server.client()).await.unwrap();
    // If nothing else arrives, the attempt times out.
    let server = Server::start([raw(hints).and_stall()]).await;
    let limit = std::time::Duration::from_millis(200);
    let client = server.builder().attempt_timeout(limit).build().unwrap();
    let error = create(&client).await.unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown(), "{error:?}");
    assert_eq!(server.count("POST"), 1);
}

#[tokio::test]
async fn a_response_that_nobody_asked_for_is_not_taken_for_the_next() {
    let widget = |sid: &str| json(200, format!(r#"{{"sid": "{sid}"}}"#));
    let injected = widget("WI666").bytes();
    let no_content = b"HTTP/1.1 204 No Content\r\n\r\n".to_vec();
    for first in [
        [widget("WI1").bytes(), injected.clone()].concat(),
        // A response without a body by its status has none, whatever its headers say.
        [no_content, injected].concat(),
    ] {
        let server =
            Server::start([raw(first).and_stall(), respond(&widget("WI2"))]).await;
        let client = server.client();
        in_time(client.widget("WI1").delete().send()).await.unwrap();
        let next = in_time(client.widget("WI2").fetch().send()).await.unwrap();
        assert_eq!(next.sid, "WI2");
    }
}

#[tokio::test]
async fn what_is_not_wanted_may_be_anything_that_is_json() {
    for more in ["1e999999", "-0", "\"\\ud800\"", "[[[]]]", "{\"sid\": 7}", "null"] {
        let body = format!(r#"{{"sid": "WI1", "more": {more}, "more": {more}}}"#);
        let server = Server::start([respond(&json(200, body))]).await;
        create(&server.client()).await.expect(more);
    }
}

#[tokio::test]
async fn what_is_odd_and_clear_is_read() {
    const OK: &str = "HTTP/1.1 200 OK";
    for (name, bytes) in [
        ("HTTP/1.0", message(&["HTTP/1.0 200 OK"], WIDGET)),
        ("no reason", message(&["HTTP/1.1 200", "Content-Length: 14"], WIDGET)),
        (
            "an unknown success",
            message(&["HTTP/1.1 299 ?", "Content-Length: 14"], WIDGET),
        ),
        ("no length", message(&[OK], WIDGET)),
        (
            "another type",
            message(&[OK, "Content-Type: image/png", "Content-Length: 14"], WIDGET),
        ),
        (
            "two types",
            message(
                &[OK, "Content-Type: a", "Content-Type: b", "Content-Length: 14"],
                WIDGET,
            ),
        ),
        (
            "the same length twice",
            message(&[OK, "Content-Length: 14", "Content-Length: 14"], WIDGET),
        ),
        (
            "bytes in a header",
            message(
                &[OK.as_bytes(), b"A: \xff\xfe"]
                    .map(|line| String::from_utf8_lossy(line).into_owned())
                    .each_ref()
                    .map(String::as_str),
                WIDGET,
            ),
        ),
        ("a cookie", message(&[OK, "Set-Cookie: a=b", "Content-Length: 14"], WIDGET)),
    ] {
        let server = Server::start([raw(bytes)]).await;
        create(&server.client()).await.expect(name);
    }
}
