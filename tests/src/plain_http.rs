//! A minimal HTTP client for local servers, independent of the client under test.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

/// The response of a server.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The lines of the head, the first with the status.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Response {
    /// Parses the body as JSON.
    ///
    /// # Panics
    ///
    /// If it is not JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Sends a request with a form as its body, unless the form is empty, and reads the response.
///
/// HTTP/1.0 has neither chunked encoding nor persistent connections, so the response ends with the connection.
///
/// # Panics
///
/// If the server cannot be reached or does not respond with HTTP.
#[must_use]
pub fn send(
    base_url: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    form: &str,
) -> Response {
    let host = base_url.strip_prefix("http://").expect("it is a URL of this machine");
    let mut request = format!(
        "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Length: {}\r\n",
        form.len()
    );
    if !form.is_empty() {
        request.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
    }
    for (name, value) in headers {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    let exchange = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(host)?;
        write!(stream, "{request}\r\n{form}")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    let answer = exchange().unwrap_or_else(|error| panic!("{method} {path}: {error}"));
    parse(&answer).unwrap_or_else(|| panic!("{method} {path}: no HTTP: {answer:?}"))
}

fn parse(answer: &str) -> Option<Response> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Response {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}
