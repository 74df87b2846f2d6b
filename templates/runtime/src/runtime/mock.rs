//! A transport for tests sends nothing, plays back what a script says, and keeps the requests.
//!
//! The script of a [`MockTransport`] is a list of [`MockAnswer`]s, each for the requests of one method and path
//! ([`on`](MockTransport::on)) or for any request ([`push`](MockTransport::push)). A request takes the first answer
//! that is for its method and path, or else the first that is for any, and an answer is used once, unless it says
//! otherwise. A request for which there is none fails, and the error names it and what was left in the script.
//!
//! Afterwards [`requests`](MockTransport::requests) tells what was sent, and
//! [`assert_all_used`](MockTransport::assert_all_used) whether all of the script was played. A client retries here as it
//! does elsewhere, so an error or a status that is retried takes an answer for each attempt.

mod answer;
mod request;
mod script;

use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Request;

pub use self::answer::MockAnswer;
use self::answer::Outcome;
pub use self::request::MockRequest;
use self::script::Script;
use super::transport::{
    Bytes, ResponseLimits, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
use super::{Client, ClientBuilder, Credentials, RetryPolicy};

/// A transport that sends nothing and plays back a script.
///
/// The clones of one share their script and their requests: keep one, and give the other to the client.
#[derive(Clone, Debug, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    script: Script,
    requests: Vec<MockRequest>,
    /// What was said of the requests for which there was no answer.
    unexpected: Vec<String>,
}

impl MockTransport {
    /// A transport with an empty script.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer for any request.
    pub fn push(&self, answer: impl Into<MockAnswer>) -> &Self {
        self.state().script.add(None, answer.into());
        self
    }

    /// Adds an answer for the requests of that method and path.
    ///
    /// In the path a segment in braces, such as `{Sid}`, or `*` stands for any one segment, so that it can be taken
    /// from the table of operations as it is. Other segments can be written encoded or not. The query does not matter.
    pub fn on(
        &self,
        method: impl AsRef<str>,
        path: impl Into<String>,
        answer: impl Into<MockAnswer>,
    ) -> &Self {
        let route = Some((method.as_ref().to_ascii_uppercase(), path.into()));
        self.state().script.add(route, answer.into());
        self
    }

    /// A client that sends its requests here, with credentials that are good for nothing else.
    #[expect(clippy::missing_panics_doc, reason = "it does not panic")]
    pub fn client(&self) -> Client {
        let client = self.client_builder().build();
        // Nothing in it depends on the caller or on the machine.
        client.expect("a client with fixed credentials and a transport can be built")
    }

    /// The configuration of such a client: account `AC00000000000000000000000000000000`, auth token `test-token`. It
    /// repeats requests as the default policy does, but without a delay.
    pub fn client_builder(&self) -> ClientBuilder {
        let account_sid = "AC00000000000000000000000000000000";
        let policy = RetryPolicy::new().base_delay(Duration::ZERO);
        Client::builder()
            .credentials(Credentials::auth_token(account_sid, "test-token"))
            .transport(self.clone())
            .retry_policy(policy)
    }

    /// What was sent, in its order, every attempt of its own.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// The one request that was sent.
    ///
    /// # Panics
    ///
    /// If it was none, or more than one.
    #[track_caller]
    pub fn request(&self) -> MockRequest {
        let mut requests = self.requests();
        let sent = list(requests.iter().map(ToString::to_string));
        assert_eq!(requests.len(), 1, "one request was expected; sent:{sent}");
        requests.remove(0)
    }

    /// Checks the method, path and query of all that was sent, such as `POST /v1/Conversations`, in its order.
    ///
    /// # Panics
    ///
    /// If it was anything else.
    #[track_caller]
    pub fn assert_requests<'a>(&self, expected: impl IntoIterator<Item = &'a str>) {
        let expected: Vec<_> = expected.into_iter().map(ToOwned::to_owned).collect();
        let sent: Vec<_> = self.requests().iter().map(ToString::to_string).collect();
        assert!(
            sent == expected,
            "other requests were expected; sent:{}\nexpected:{}",
            list(sent),
            list(expected)
        );
    }

    /// Checks that every request had an answer, and every answer a request. One that is given
    /// [always](MockAnswer::always) may have had none.
    ///
    /// # Panics
    ///
    /// If a request had no answer, or an answer was not used as often as it says.
    #[track_caller]
    pub fn assert_all_used(&self) {
        // The lock is free again before the panic.
        let (unexpected, left) = {
            let state = self.state();
            (state.unexpected.clone(), state.script.left())
        };
        assert!(
            unexpected.is_empty(),
            "requests without an answer:{}",
            list(unexpected)
        );
        assert!(left.is_empty(), "answers that were not used:{}", list(left));
    }

    /// What the clones share. Every change is whole when the lock is given back, so a panic elsewhere spoils nothing.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a request, and finds its answer.
    fn take(&self, request: MockRequest) -> Result<Outcome, TransportError> {
        let mut state = self.state();
        let outcome = state.script.take(&request).ok_or_else(|| {
            let left = state.script.left();
            let explanation =
                format!("no answer for {request}; left in the script:{}", list(left));
            state.unexpected.push(request.to_string());
            TransportError::new(TransportErrorKind::InvalidRequest, explanation)
        });
        state.requests.push(request);
        outcome
    }
}

impl Transport for MockTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async move {
            let limits = ResponseLimits::of(&request);
            match self.take(MockRequest::new(request))? {
                Outcome::Never => pending().await,
                Outcome::Error(kind) => {
                    Err(TransportError::new(kind, "the script says so"))
                }
                Outcome::Response(response) => {
                    limits.check_headers(response.headers())?;
                    limits.check_body(response.body().len() as u64)?;
                    Ok(response)
                }
            }
        })
    }
}

/// One line for each, or a word for none.
fn list(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<_> = lines.into_iter().collect();
    if lines.is_empty() {
        " nothing".to_owned()
    } else {
        format!("\n    {}", lines.join("\n    "))
    }
}
