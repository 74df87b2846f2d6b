//! In-memory network with a scripted outcome for each request.
//!
//! It checks that the URL parser of the default transport leaves each URL unchanged.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use client_runtime::runtime::transport::{
    Bytes, Transport, TransportError, TransportErrorKind, TransportFuture, http,
};
use client_runtime::runtime::{Client, ClientBuilder, Credentials, Result};
use tokio::time::{Instant, sleep};

/// Outcome of a request.
#[derive(Clone, Debug)]
pub struct Fate {
    delay: Duration,
    outcome: Outcome,
}

#[derive(Clone, Debug)]
enum Outcome {
    Answer(http::Response<Bytes>),
    Failure(TransportErrorKind),
    Silence,
}

/// The response has this status; if it is a success, it contains a widget.
pub fn answer(status: u16) -> Fate {
    let mut response = http::Response::default();
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    Fate::new(Outcome::Answer(response)).body(match status {
        200..300 => r#"{"sid": "WI1"}"#,
        _ => "",
    })
}

/// The request fails with this kind of error.
pub fn failure(kind: TransportErrorKind) -> Fate {
    Fate::new(Outcome::Failure(kind))
}

/// The response never arrives.
pub fn silence() -> Fate {
    Fate::new(Outcome::Silence)
}

impl Fate {
    fn new(outcome: Outcome) -> Self {
        Self {
            delay: Duration::ZERO,
            outcome,
        }
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        if let Outcome::Answer(response) = &mut self.outcome {
            *response.body_mut() = body.into();
        }
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Outcome::Answer(response) = &mut self.outcome {
            response.headers_mut().insert(name, value.parse().unwrap());
        }
        self
    }

    /// Sets the delay.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Produces the outcome.
    async fn come_true(self) -> Result<http::Response<Bytes>, TransportError> {
        if !self.delay.is_zero() {
            sleep(self.delay).await;
        }
        match self.outcome {
            Outcome::Answer(response) => Ok(response),
            Outcome::Failure(kind) => Err(TransportError::new(kind, "as told")),
            Outcome::Silence => std::future::pending().await,
        }
    }
}

/// Network with an outcome for each request; the last one is that of all further requests.
#[derive(Clone)]
pub struct Network(Arc<Mutex<State>>);

struct State {
    start: Instant,
    fates: VecDeque<Fate>,
    sent: Vec<Sent>,
    under_way: usize,
    peak: usize,
}

/// Request, with the time when it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Time since the network was created.
    pub at: Duration,
    /// Request that was sent.
    pub request: http::Request<Bytes>,
}

impl Network {
    /// Creates a network with these outcomes.
    pub fn new(fates: impl IntoIterator<Item = Fate>) -> Self {
        Self(Arc::new(Mutex::new(State {
            start: Instant::now(),
            fates: fates.into_iter().collect(),
            sent: Vec::new(),
            under_way: 0,
            peak: 0,
        })))
    }

    /// Returns the configuration of a client in this network, with defaults except for its credentials.
    pub fn builder(&self) -> ClientBuilder {
        let credentials = Credentials::auth_token("AC1", "token");
        Client::builder().credentials(credentials).transport(self.clone())
    }

    /// Returns a client in this network, with defaults except for its credentials.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Returns the requests that were sent.
    pub fn sent(&self) -> Vec<Sent> {
        self.state().sent.clone()
    }

    /// Returns the number of requests that were sent.
    pub fn count(&self) -> u32 {
        u32::try_from(self.state().sent.len()).unwrap()
    }

    /// Returns the times between consecutive requests.
    pub fn gaps(&self) -> Vec<Duration> {
        self.state()
            .sent
            .windows(2)
            .map(|pair| pair[1].at.abs_diff(pair[0].at))
            .collect()
    }

    /// Returns the time since the network was created.
    pub fn elapsed(&self) -> Duration {
        self.state().start.elapsed()
    }

    /// Returns the number of pending requests.
    pub fn under_way(&self) -> usize {
        self.state().under_way
    }

    /// Returns the maximum number of concurrent requests.
    pub fn peak(&self) -> usize {
        self.state().peak
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Records a request and returns its outcome.
    fn take(&self, request: http::Request<Bytes>) -> Fate {
        let mut state = self.state();
        let at = state.start.elapsed();
        state.sent.push(Sent { at, request });
        state.under_way += 1;
        state.peak = state.peak.max(state.under_way);
        let next = match state.fates.len() {
            1 => state.fates.front().cloned(),
            _ => state.fates.pop_front(),
        };
        next.expect("a network has fates")
    }
}

impl Transport for Network {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let url = request.uri().to_string();
        assert_eq!(url::Url::parse(&url).unwrap().as_str(), url);
        Box::pin(async move {
            let fate = self.take(request);
            let _under_way = UnderWay(self);
            fate.come_true().await
        })
    }
}

/// Request that is pending until it is dropped.
struct UnderWay<'a>(&'a Network);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.state().under_way -= 1;
    }
}

/// Operation on a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Fetch,
    Delete,
    Create,
}

impl Deed {
    /// All operations.
    pub const ALL: [Self; 3] = [Self::Fetch, Self::Delete, Self::Create];

    /// Sends the request.
    pub async fn done_by(self, client: &Client) -> Result<()> {
        match self {
            Self::Fetch => client.widget("WI1").fetch().await.map(drop),
            Self::Delete => client.widget("WI1").delete().await,
            Self::Create => client.widgets().create().owner("alice").await.map(drop),
        }
    }
}
