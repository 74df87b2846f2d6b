//! What the server does with a connection.

use std::sync::Arc;

use crate::message::{Request, Response, json};

/// What the server does with a connection, step by step; then it closes the connection.
#[derive(Clone, Default)]
pub struct Script(pub Vec<Step>);

/// One thing that the server does.
#[derive(Clone)]
pub enum Step {
    /// Reads so many bytes.
    Read(usize),
    /// Reads a whole request.
    Request,
    /// Writes what that request is answered with.
    Write(Writer),
    /// Waits for [`Server::go_on`](crate::server::Server::go_on).
    Wait,
    /// Reads until the client hangs up.
    Drain,
    /// Resets the connection.
    Reset,
}

/// Writes what a request is answered with.
pub type Writer = Arc<dyn Fn(&Request) -> Vec<u8> + Send + Sync>;

/// Resets the connection before anything is read.
pub fn reset_before_reading() -> Script {
    reset_after(0)
}

/// Resets the connection when so many bytes of a request are there.
pub fn reset_after(bytes: usize) -> Script {
    Script::default().then(Step::Read(bytes)).then(Step::Reset)
}

/// Reads a request and answers it.
pub fn respond(response: &Response) -> Script {
    let bytes = response.bytes();
    answer_with(move |_| bytes.clone())
}

/// Reads a request and answers it with what a function makes of it.
pub fn answer_with(
    writer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static,
) -> Script {
    Script::default().then(Step::Request).then(Step::Write(Arc::new(writer)))
}

/// Reads a request and does nothing with it until the client hangs up.
pub fn stall() -> Script {
    Script::default().then(Step::Request).then(Step::Drain)
}

/// Reads a request and answers it with half of a head.
pub fn half_head() -> Script {
    answer_with(|_| b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec())
}

/// Reads a request and answers it with a head and half of the body.
pub fn half_body() -> Script {
    let mut bytes = json(200, r#"{"sid": "WI1"}"#).bytes();
    bytes.truncate(bytes.len() - 7);
    answer_with(move |_| bytes.clone())
}

/// Reads so many bytes of a request, and the others when [`Server::go_on`](crate::server::Server::go_on) is called.
pub fn read_slowly(bytes: usize) -> Script {
    Script::default().then(Step::Read(bytes)).then(Step::Wait).then(Step::Drain)
}

impl Script {
    fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// Treats what comes next on the connection as that script says.
    pub fn and(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    /// Resets the connection instead of closing it.
    pub fn and_reset(self) -> Self {
        self.then(Step::Reset)
    }

    /// Keeps the connection open until the client hangs up.
    pub fn and_stall(self) -> Self {
        self.then(Step::Drain)
    }
}
