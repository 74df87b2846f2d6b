//! Scripts for the connections of a server.

use std::sync::Arc;

use crate::message::{Request, Response, json};

/// Steps of the server on a connection, which it closes afterwards.
#[derive(Clone, Default)]
pub struct Script(pub Vec<Step>);

/// Step of the server.
#[derive(Clone)]
pub enum Step {
    /// Reads this number of bytes.
    Read(usize),
    /// Reads a complete request.
    Request,
    /// Writes the response to that request.
    Write(Writer),
    /// Waits for [`Server::go_on`](crate::server::Server::go_on).
    Wait,
    /// Reads until the client closes the connection.
    Drain,
    /// Resets the connection.
    Reset,
}

/// Returns the response to a request.
pub type Writer = Arc<dyn Fn(&Request) -> Vec<u8> + Send + Sync>;

/// Resets the connection before anything is read.
pub fn reset_before_reading() -> Script {
    reset_after(0)
}

/// Resets the connection after this number of bytes of a request.
pub fn reset_after(bytes: usize) -> Script {
    Script::default().then(Step::Read(bytes)).then(Step::Reset)
}

/// Reads a request and writes a response.
pub fn respond(response: &Response) -> Script {
    let bytes = response.bytes();
    answer_with(move |_| bytes.clone())
}

/// Reads a request and writes the response that a function returns for it.
pub fn answer_with(
    writer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static,
) -> Script {
    Script::default().then(Step::Request).then(Step::Write(Arc::new(writer)))
}

/// Reads a request and does not respond until the client closes the connection.
pub fn stall() -> Script {
    Script::default().then(Step::Request).then(Step::Drain)
}

/// Reads a request and writes half of the head of a response.
pub fn half_head() -> Script {
    answer_with(|_| b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec())
}

/// Reads a request and writes a head and half of the body.
pub fn half_body() -> Script {
    let mut bytes = json(200, r#"{"sid": "WI1"}"#).bytes();
    bytes.truncate(bytes.len() - 7);
    answer_with(move |_| bytes.clone())
}

/// Reads this number of bytes of a request, and the rest after [`Server::go_on`](crate::server::Server::go_on).
pub fn read_slowly(bytes: usize) -> Script {
    Script::default().then(Step::Read(bytes)).then(Step::Wait).then(Step::Drain)
}

impl Script {
    fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// Continues the connection with this script.
    pub fn and(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    /// Resets the connection instead of closing it.
    pub fn and_reset(self) -> Self {
        self.then(Step::Reset)
    }

    /// Keeps the connection open until the client closes it.
    pub fn and_stall(self) -> Self {
        self.then(Step::Drain)
    }
}
