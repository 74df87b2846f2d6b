//! A transport that notes requests and plays back answers.
//!
//! It checks that the URL parser of the default transport reads each URL as it is written.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use client_runtime::runtime::transport::{
    Bytes, Transport, TransportError, TransportErrorKind, TransportFuture, http,
};
use client_runtime::runtime::{Client, ClientBuilder, Credentials, RetryPolicy};

/// Where the clients of these tests send their requests.
pub const ORIGIN: &str = "https://conversations.twilio.com";

/// Notes requests and plays back answers in their order.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<http::Response<Bytes>>,
    requests: Vec<http::Request<Bytes>>,
}

impl Recorder {
    /// A recorder with these answers, all of status 200.
    pub fn new<'a>(answers: impl IntoIterator<Item = &'a str>) -> Self {
        let recorder = Self::default();
        for body in answers {
            recorder.answer(200, body);
        }
        recorder
    }

    /// One more answer.
    pub fn answer(&self, status: u16, body: &str) {
        self.answer_with_headers(status, &[], body);
    }

    /// One more answer, with headers.
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

    /// The configuration of a client that sends its requests here, each once.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .credentials(Credentials::auth_token("AC1", "token"))
            .transport(self.clone())
            .retry_policy(RetryPolicy::never())
    }

    /// A client that sends its requests here.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// A client that sends its requests here, and retries them at once.
    pub fn retrying_client(&self) -> Client {
        let policy = RetryPolicy::new().base_delay(std::time::Duration::ZERO);
        self.builder().retry_policy(policy).build().unwrap()
    }

    /// What was sent.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.0.lock().unwrap().requests.clone()
    }

    /// The one request that was sent.
    pub fn request(&self) -> http::Request<Bytes> {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.into_iter().next().unwrap()
    }

    /// The paths and queries of what was sent.
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
