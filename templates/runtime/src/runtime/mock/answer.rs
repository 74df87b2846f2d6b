//! What the script answers.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response};
use serde::Serialize;

use super::super::transport::{Bytes, TransportErrorKind};

/// An answer in the script of a [`MockTransport`](super::MockTransport), which is used once unless it says otherwise.
#[derive(Clone, Debug)]
#[must_use = "an answer has no effect until it is added to a script"]
pub struct MockAnswer {
    pub(super) outcome: Outcome,
    /// How often it is given; `None` for any number of times.
    pub(super) times: Option<usize>,
}

/// What comes of a request.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Response(Response<Bytes>),
    Error(TransportErrorKind),
    Never,
}

impl MockAnswer {
    /// A status, and a body of JSON: a `serde_json::Value`, or anything else that can be written as JSON.
    ///
    /// # Panics
    ///
    /// If the status is no HTTP status (100 to 999), or the value cannot be written as JSON.
    #[track_caller]
    pub fn json(status: u16, body: impl Serialize) -> Self {
        let Ok(body) = serde_json::to_vec(&body) else {
            panic!("the body of an answer cannot be written as JSON");
        };
        Self::body(status, body).header(CONTENT_TYPE, "application/json")
    }

    /// A status, and a body of any text: none, broken JSON, or the page of a proxy.
    ///
    /// # Panics
    ///
    /// If the status is no HTTP status (100 to 999).
    #[track_caller]
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::body(status, body.into())
    }

    /// A failure of the transport, such as a connection that is refused.
    pub fn error(kind: TransportErrorKind) -> Self {
        Self::once(Outcome::Error(kind))
    }

    /// No answer, ever: what a time-out is for. With tokio's clock paused (`start_paused = true`) a test does not wait
    /// for it.
    pub fn never() -> Self {
        Self::once(Outcome::Never)
    }

    /// Adds a header, such as `retry-after`; one of that name that is there already is replaced. Has an effect on an
    /// answer with a status alone.
    ///
    /// # Panics
    ///
    /// If there cannot be such a header.
    #[track_caller]
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        let (Ok(name), Ok(value)) = (name.try_into(), value.try_into()) else {
            panic!("an answer cannot have such a header");
        };
        if let Outcome::Response(response) = &mut self.outcome {
            response.headers_mut().insert(name, value);
        }
        self
    }

    /// Gives the answer so many times.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// Gives the answer any number of times, which can be none.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    #[track_caller]
    fn body(status: u16, body: impl Into<Bytes>) -> Self {
        let response = Response::builder().status(status).body(body.into());
        let Ok(response) = response else {
            panic!("{status} is no HTTP status");
        };
        response.into()
    }

    fn once(outcome: Outcome) -> Self {
        Self {
            outcome,
            times: Some(1),
        }
    }
}

impl From<Response<Bytes>> for MockAnswer {
    fn from(response: Response<Bytes>) -> Self {
        Self::once(Outcome::Response(response))
    }
}

/// The answer in a word or two.
impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Response(response) => write!(formatter, "{}", response.status()),
            Self::Error(kind) => write!(formatter, "error {kind:?}"),
            Self::Never => formatter.write_str("never"),
        }
    }
}
