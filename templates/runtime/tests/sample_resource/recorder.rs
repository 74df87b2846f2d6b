//! Transport that records requests and returns scripted responses.
//!
//! It checks that the URL parser of the default transport leaves each URL unchanged.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use client_runtime::runtime::transport::{
    Bytes, Transport, TransportError, TransportErrorKind, TransportFuture, http,
};
use client_runtime::runtime::{Client, ClientBuilder, Credentials, RetryPolicy};

/// Base URL of the clients in these tests.
pub const ORIGIN: &str = "https://conversations.twilio.com";

/// Records requests and returns scripted responses in order.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<http::Response<Bytes>>,
    requests: Vec<http::Request<Bytes>>,
}

impl Recorder {
    /// Creates a recorder with these responses, all with status 200.
    pub fn new<'a>(answers: impl IntoIterator<Item = &'a str>) -> Self {
        let recorder = Self::default();
        for body in answers {
            recorder.answer(200, body);
        }
        recorder
    }

    /// Adds a response.
    pub fn answer(&self, status: u16, body: &str) {
        self.answer_with_headers(status, &[], body);
    }

    /// Adds a response with headers.
    pub fn answer_with_headers(
        &self,
        status: u16,
        headers: &[(&str, &str)],
        body: &str,
    ) {
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(Bytes::copy_from_slice(body.as_bytes())).unwrap();
        self.0.lock().unwrap().answers.push_back(response);
    }

    /// Returns the configuration of a client that sends its requests here, without retries.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .credentials(Credentials::auth_token("AC1", "token"))
            .transport(self.clone())
            .retry_policy(RetryPolicy::never())
    }

    /// Returns a client that sends its requests here.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Returns a client that sends its requests here, and retries them immediately.
    pub fn retrying_client(&self) -> Client {
        let policy = RetryPolicy::new().base_delay(std::time::Duration::ZERO);
        self.builder().retry_policy(policy).build().unwrap()
    }

    /// Returns the requests that were sent.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.0.lock().unwrap().requests.clone()
    }

    /// Returns the only request that was sent.
    pub fn request(&self) -> http::Request<Bytes> {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.into_iter().next().unwrap()
    }

    /// Returns the paths and queries of the requests.
    pub fn targets(&self) -> Vec<String> {
        let target = |request: &http::Request<Bytes>| {
            request.uri().to_string().strip_prefix(ORIGIN).unwrap().to_owned()
        };
        self.requests().iter().map(target).collect()
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let url = request.uri().to_string();
        assert_eq!(url::Url::parse(&url).unwrap().as_str(), url);
        Box::pin(async move {
            let mut state = self.0.lock().unwrap();
            state.requests.push(request);
            let answer = state.answers.pop_front();
            answer.ok_or_else(|| {
                TransportError::new(TransportErrorKind::Other, "no answers are left")
            })
        })
    }
}
