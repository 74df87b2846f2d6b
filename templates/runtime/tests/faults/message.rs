//! Requests and responses, as far as a test server needs them.

use std::fmt::Write as _;

/// Complete request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Method, such as `GET`.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Form in the body.
    pub body: String,
}

impl Request {
    /// Parses a request, if it is complete, and returns its length in bytes.
    pub fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).expect("heads are ASCII");
        let length = |line: &str| line.strip_prefix("content-length: ")?.parse().ok();
        let length: usize = head.lines().find_map(length).unwrap_or(0);
        let body = bytes[end + 4..].get(..length)?;
        let mut line = head.split(' ').map(ToOwned::to_owned);
        let request = Self {
            method: line.next()?,
            target: line.next()?,
            body: String::from_utf8_lossy(body).into_owned(),
        };
        Some((request, end + 4 + length))
    }
}

/// Response.
pub struct Response {
    head: String,
    body: Vec<u8>,
}

/// Creates a response with a JSON body.
pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Response {
    Response::new(status, body).header("Content-Type", "application/json")
}

impl Response {
    /// Creates a response with this status.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let head =
            format!("HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n", body.len());
        Self { head, body }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.head, "{name}: {value}\r\n");
        self
    }

    /// Returns the bytes on the wire.
    pub fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), b"\r\n", &self.body].concat()
    }
}
