//! A client whose requests are noted and answered without a network.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use twilio_conversations::transport::http::{Request, Response};
use twilio_conversations::transport::{
    Bytes, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use twilio_conversations::{Client, Credentials};

/// The account of the clients of these tests.
pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";

/// The transport: notes requests and plays back answers in their order.
#[derive(Clone, Debug, Default)]
struct Recorder(Arc<Mutex<Recording>>);

#[derive(Debug, Default)]
struct Recording {
    answers: VecDeque<(u16, Bytes)>,
    requests: Vec<Request<Bytes>>,
}

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async move {
            let mut recording = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            recording.requests.push(request);
            let (status, body) = recording.answers.pop_front().ok_or_else(|| {
                TransportError::new(TransportErrorKind::Other, "no answers are left")
            })?;
            let response = Response::builder().status(status).body(body);
            response
                .map_err(|error| TransportError::new(TransportErrorKind::Other, error))
        })
    }
}

/// A client, its transport, and the runtime that both need.
pub struct Offline {
    client: Client,
    recorder: Recorder,
    runtime: Runtime,
}

impl Offline {
    /// A client that has no answers yet.
    pub fn new() -> Self {
        let recorder = Recorder::default();
        let client = Client::builder()
            .credentials(Credentials::auth_token(ACCOUNT, "token"))
            .transport(recorder.clone())
            .build()
            .expect("the client is complete");
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

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Makes ready one more answer.
    pub fn answer(&self, status: u16, body: &Value) {
        let body = if body.is_null() {
            Bytes::new()
        } else {
            body.to_string().into()
        };
        let mut recording =
            self.recorder.0.lock().unwrap_or_else(PoisonError::into_inner);
        recording.answers.push_back((status, body));
    }

    /// Waits for the outcome of calls.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// What was sent since this was asked last.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        let mut recording =
            self.recorder.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut recording.requests)
    }
}
