//! A client with a transport that records requests and plays back responses.
//!
//! The transport checks that the URL parser of the default transport does not change any URL.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use twilio_conversations::transport::http::{Request, Response};
use twilio_conversations::transport::{
    Bytes, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use twilio_conversations::{Client, ClientBuilder, Credentials, RetryPolicy};

use crate::telemetry;

/// The account SID of the clients in these tests.
pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";

/// The transport: records requests and plays back responses in order.
#[derive(Clone, Debug, Default)]
struct Recorder(Arc<Mutex<Recording>>);

#[derive(Debug, Default)]
struct Recording {
    answers: VecDeque<Response<Bytes>>,
    requests: Vec<Request<Bytes>>,
}

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let url = request.uri().to_string();
        assert_eq!(url::Url::parse(&url).unwrap().as_str(), url);
        Box::pin(async move {
            let mut recording = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            recording.requests.push(request);
            recording.answers.pop_front().ok_or_else(|| {
                TransportError::new(TransportErrorKind::Other, "no answers are left")
            })
        })
    }
}

/// A client with its transport and runtime.
pub struct Offline {
    client: Client,
    recorder: Recorder,
    runtime: Runtime,
}

impl Offline {
    /// Creates a client without responses that does not retry.
    pub fn new() -> Self {
        Self::with(|builder| builder)
    }

    /// Creates a client with a customized configuration.
    pub fn with(refine: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        telemetry::enable();
        let recorder = Recorder::default();
        let builder = Client::builder()
            .credentials(Credentials::auth_token(ACCOUNT, "token"))
            .retry_policy(RetryPolicy::never())
            .transport(recorder.clone());
        let client = refine(builder).build().expect("the client is complete");
        let runtime = Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("it needs nothing");
        Self {
            client,
            recorder,
            runtime,
        }
    }

    /// Returns the client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Queues a JSON response.
    pub fn answer(&self, status: u16, body: &Value) {
        let body = if body.is_null() {
            Bytes::new()
        } else {
            body.to_string().into()
        };
        let response = Response::builder().status(status).body(body);
        self.answer_with(response.expect("it is a status"));
    }

    /// Queues a response.
    pub fn answer_with(&self, response: Response<Bytes>) {
        let mut recording =
            self.recorder.0.lock().unwrap_or_else(PoisonError::into_inner);
        recording.answers.push_back(response);
    }

    /// Discards the remaining responses.
    pub fn forget_answers(&self) {
        let mut recording =
            self.recorder.0.lock().unwrap_or_else(PoisonError::into_inner);
        recording.answers.clear();
    }

    /// Runs a future to completion.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Takes the recorded requests.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        let mut recording =
            self.recorder.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut recording.requests)
    }
}
