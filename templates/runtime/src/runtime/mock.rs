//! A transport for tests sends nothing, plays back what a script says, and keeps the requests.
//!
//! The script of a [`MockTransport`] is a list of [`MockResponse`]s, each for the requests of one method and path
//! ([`on`](MockTransport::on)) or for any request ([`push`](MockTransport::push)). A request takes the first response
//! that is for its method and path, or else the first that is for any, and a response is used once, unless it says
//! otherwise. A request for which there is none fails, and the error names it and what was left in the script.
//!
//! Afterwards [`requests`](MockTransport::requests) tells what was sent, and
//! [`assert_all_used`](MockTransport::assert_all_used) whether all of the script was played. A client retries here as it
//! does elsewhere, so an error or a status that is retried takes a response for each attempt; but it retries at once,
//! whatever `Retry-After` says.

mod request;
mod response;
mod script;

use std::future::pending;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Request;

pub use self::request::MockRequest;
pub use self::response::MockResponse;
use self::response::Outcome;
use self::script::Script;
use super::transport::{
    Bytes, ResponseLimits, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
use super::{
    Client, ClientBuilder, Credentials, FailedAttempt, RetryDecision, RetryPolicy,
};

/// A transport that sends nothing and plays back a script.
///
/// The clones of one share their script and their requests: keep one, and give the other to the client.
#[derive(Clone, Debug, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    script: Script,
    requests: Vec<MockRequest>,
    /// What was said of the requests for which there was no response.
    unexpected: Vec<String>,
}

impl MockTransport {
    /// A transport with an empty script.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a response for any request.
    #[track_caller]
    pub fn push(&self, response: impl Into<MockResponse>) -> &Self {
        let (response, place) = (response.into(), Location::caller());
        self.state().script.add(None, response, place);
        self
    }

    /// Adds a response for the requests of that method and path.
    ///
    /// In the path a segment in braces, such as `{Sid}`, or `*` stands for any one segment, so that it can be taken
    /// from the table of operations as it is. Other segments can be written encoded or not. The query does not matter.
    #[track_caller]
    pub fn on(
        &self,
        method: impl AsRef<str>,
        path: impl Into<String>,
        response: impl Into<MockResponse>,
    ) -> &Self {
        let route = Some((method.as_ref().to_ascii_uppercase(), path.into()));
        let (response, place) = (response.into(), Location::caller());
        self.state().script.add(route, response, place);
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
    /// retries as the default policy does, but without a delay, which a `Retry-After` does not add either. One that is
    /// longer than the time the operation has left ends the operation, as it does elsewhere.
    pub fn client_builder(&self) -> ClientBuilder {
        let account_sid = "AC00000000000000000000000000000000";
        let policy = RetryPolicy::new().base_delay(Duration::ZERO).decide(at_once);
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

    /// Checks that every request had a response, and every response a request. One that is given
    /// [always](MockResponse::always) may have had none.
    ///
    /// # Panics
    ///
    /// If a request had no response, or a response was not used as often as it says. The message names each of them, a
    /// response with the line that added it.
    #[track_caller]
    pub fn assert_all_used(&self) {
        // The lock is free again before the panic.
        let (unexpected, left) = {
            let state = self.state();
            (state.unexpected.clone(), state.script.left())
        };
        let faults = [
            ("requests without a response", unexpected),
            ("responses that were not used", left),
        ];
        let faults = faults.into_iter().filter(|(_, lines)| !lines.is_empty());
        let faults: Vec<_> =
            faults.map(|(fault, lines)| format!("{fault}:{}", list(lines))).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    /// What the clones share. Every change is whole when the lock is given back, so a panic elsewhere spoils nothing.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a request, and finds its response.
    fn take(&self, request: MockRequest) -> Result<Outcome, TransportError> {
        let mut state = self.state();
        let outcome = state.script.take(&request).ok_or_else(|| {
            let left = state.script.left();
            let explanation =
                format!("no response for {request}; left in the script:{}", list(left));
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

/// Retries where the default policy does, and does not wait, unless there is no time for the wait.
fn at_once(failed: &FailedAttempt<'_>) -> RetryDecision {
    let hint = failed.error().retry_after().unwrap_or_default();
    match failed.decision() {
        RetryDecision::Retry if hint < failed.remaining() => {
            RetryDecision::RetryAfter(Duration::ZERO)
        }
        decision => decision,
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
