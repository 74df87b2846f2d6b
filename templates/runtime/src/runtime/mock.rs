//! Transport for tests, which records requests and returns scripted responses instead of connecting to a server.
//!
//! The script of a [`MockTransport`] is a list of [`MockResponse`]s, each for the requests of one method and path
//! ([`on`](MockTransport::on)) or for any request ([`push`](MockTransport::push)). A request gets the first response
//! for its method and path, or else the first one for any request. A response is used once, unless configured
//! otherwise. A request without a matching response fails, and the error names it and the remaining script.
//!
//! Afterwards, [`requests`](MockTransport::requests) returns the requests that were sent, and
//! [`assert_all_used`](MockTransport::assert_all_used) checks that the whole script was used. The client retries as
//! with any transport, so an error or a status that is retried needs a response for each attempt; but it retries
//! immediately, whatever `Retry-After` says.

pub(crate) mod path_pattern;
mod request;
mod response;
mod script;

use std::future::pending;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Request;

pub use self::request::MockRequest;
pub use self::response::MockResponse;
use self::response::Outcome;
use self::script::Script;
use super::transport::{
    Bytes, ResponseLimits, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
use super::{Client, ClientBuilder, Credentials, RetryPolicy};

/// Transport that records requests and returns scripted responses.
///
/// Clones share their script and their requests: keep one, and pass the other to the client.
///
/// ```
/// use client_runtime::mock::{MockResponse, MockTransport};
/// use client_runtime::transport::http::Method;
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> client_runtime::Result<()> {
/// let mock = MockTransport::new();
/// mock.on("GET", "/v1/Health", MockResponse::json(200, json!({"status": "ok"})));
/// let response = mock.client().raw_request(Method::GET, "/v1/Health").await?;
/// assert_eq!(response.status(), 200);
/// mock.assert_all_used();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    script: Script,
    requests: Vec<MockRequest>,
    /// Descriptions of the requests without a matching response.
    unexpected: Vec<String>,
}

impl MockTransport {
    /// Creates a transport with an empty script.
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

    /// Adds a response for requests with this method and path.
    ///
    /// In the path, a segment in braces, such as `{Sid}`, or `*` matches any one segment, so that paths can be copied
    /// from the table of operations. Other segments can be percent-encoded or not. The query is ignored.
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

    /// Creates a client that sends its requests to this transport, with dummy credentials: those of an API key and its
    /// account, so the client can also create access tokens (feature `access-token`).
    #[expect(clippy::missing_panics_doc, reason = "it does not panic")]
    pub fn client(&self) -> Client {
        let client = self.client_builder().build();
        // Nothing in it depends on the caller or on the machine.
        client.expect("a client with fixed credentials and a transport can be built")
    }

    /// Returns the builder of such a client: account `AC00000000000000000000000000000000`, API key
    /// `SK00000000000000000000000000000000` with the secret `test-secret`. It retries as the default policy does, but
    /// without a delay, also after `Retry-After`. A delay that exceeds the remaining time of the operation fails the
    /// operation, as with any transport.
    pub fn client_builder(&self) -> ClientBuilder {
        let account_sid = "AC00000000000000000000000000000000";
        // An API key rather than an auth token, so that it can also sign access tokens.
        let key_sid = "SK00000000000000000000000000000000";
        let credentials =
            Credentials::api_key(key_sid, "test-secret").with_account_sid(account_sid);
        Client::builder()
            .credentials(credentials)
            .transport(self.clone())
            .retry_policy(RetryPolicy::without_delays())
    }

    /// Returns the recorded requests in order, with one entry for each attempt.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// Returns the only request that was sent.
    ///
    /// # Panics
    ///
    /// If no request, or more than one, was sent.
    #[track_caller]
    pub fn request(&self) -> MockRequest {
        let mut requests = self.requests();
        let sent = list(requests.iter().map(ToString::to_string));
        assert_eq!(requests.len(), 1, "one request was expected; sent:{sent}");
        requests.remove(0)
    }

    /// Asserts the method, path and query of all requests, such as `POST /v1/Users`, in order.
    ///
    /// # Panics
    ///
    /// If other requests were sent.
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

    /// Asserts that every request had a response, and that every response was used. A response that is
    /// [always](MockResponse::always) available may be unused.
    ///
    /// # Panics
    ///
    /// If a request had no response, or a response was not used as often as configured. The message lists them, each
    /// response with the line that added it.
    #[track_caller]
    pub fn assert_all_used(&self) {
        // The lock is released before the panic.
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

    /// Locks the shared state. Every change is complete when the lock is released, so a poisoned lock is valid.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request, and returns its response.
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

/// Formats one line for each item, or a placeholder for none.
pub(crate) fn list(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<_> = lines.into_iter().collect();
    if lines.is_empty() {
        " nothing".to_owned()
    } else {
        format!("\n    {}", lines.join("\n    "))
    }
}
