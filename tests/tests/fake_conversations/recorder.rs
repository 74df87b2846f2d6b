//! A transport that records which operations are called.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use http::Request;
use tests::{documents, operations};
use twilio_conversations::Client;
use twilio_conversations::fake::FakeTwilio;
use twilio_conversations::transport::{Bytes, Transport, TransportFuture};

/// A fake, and the requests that it gets.
#[derive(Clone)]
pub(crate) struct Recorder {
    fake: FakeTwilio,
    requests: Arc<Mutex<BTreeSet<(String, String)>>>,
}

impl Recorder {
    /// Records the requests to a fake.
    pub(crate) fn of(fake: &FakeTwilio) -> Self {
        Self {
            fake: fake.clone(),
            requests: Arc::default(),
        }
    }

    /// Returns a client of the fake.
    pub(crate) fn client(&self) -> Client {
        let builder = self.fake.client_builder().transport(self.clone());
        builder.build().expect("a client of the fake")
    }

    /// Returns the IDs of the operations that were not called.
    pub(crate) fn not_called(&self) -> Vec<String> {
        let document = documents::refined();
        let requests = self.requests.lock().expect("no test panics with the lock");
        let was_called = |operation: &operations::Operation<'_>| {
            requests.iter().any(|(method, path)| {
                method == operation.method && matches(operation.path, path)
            })
        };
        operations::all(&document)
            .filter(|operation| !was_called(operation))
            .map(|operation| operation.id().to_owned())
            .collect()
    }
}

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let method = request.method().as_str().to_ascii_lowercase();
        let path = request.uri().path().to_owned();
        let mut requests = self.requests.lock().expect("no test panics with the lock");
        requests.insert((method, path));
        drop(requests);
        self.fake.send(request)
    }
}

/// Returns `true` if a path is one of a template: the arguments of both are whole segments.
fn matches(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(segment, text)| segment.starts_with('{') || segment == text)
}
