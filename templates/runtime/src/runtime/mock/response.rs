//! Responses of the script.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::super::transport::{Bytes, TransportErrorKind};

/// A response in the script of a [`MockTransport`](super::MockTransport), which is used once unless it says otherwise.
#[derive(Clone, Debug)]
#[must_use = "a response has no effect until it is added to a script"]
pub struct MockResponse {
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

impl MockResponse {
    /// Creates a response of a status and a body of JSON: a `serde_json::Value`, or anything else that serialises.
    ///
    /// # Panics
    ///
    /// If the status is not an HTTP status (100 to 999), or the value cannot be written as JSON.
    #[track_caller]
    pub fn json(status: u16, body: impl Serialize) -> Self {
        Self::body(status, written(&body)).header(CONTENT_TYPE, "application/json")
    }

    /// Creates a page of a list, with status 200 and these items under the name of the property that holds them, such as
    /// `messages`. It is the last page, unless [`next`](Self::next) says otherwise.
    ///
    /// # Panics
    ///
    /// If an item cannot be written as JSON.
    #[track_caller]
    pub fn page(
        property: &str,
        items: impl IntoIterator<Item = impl Serialize>,
    ) -> Self {
        let items: Vec<_> = items.into_iter().collect();
        let size = items.len();
        let meta = json!({"key": property, "page_size": size, "next_page_url": null});
        Self::json(200, json!({property: items, "meta": meta}))
    }

    /// Makes a page lead to another: by the path and query of that page, such as `/v1/Conversations?Page=1`, or its URL.
    ///
    /// # Panics
    ///
    /// If the response is not a page.
    #[track_caller]
    pub fn next(mut self, url: impl Into<String>) -> Self {
        if let Outcome::Response(response) = &mut self.outcome {
            let body = serde_json::from_slice::<Value>(response.body()).ok();
            if let Some(mut page) = body.filter(|body| body["meta"].is_object()) {
                page["meta"]["next_page_url"] = Value::String(url.into());
                *response.body_mut() = written(&page).into();
                return self;
            }
        }
        panic!("only a page has a next page; this is {}", self.outcome)
    }

    /// Creates a response of a status and a body of any text: none, broken JSON, or the page of a proxy.
    ///
    /// # Panics
    ///
    /// If the status is not an HTTP status (100 to 999).
    #[track_caller]
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::body(status, body.into())
    }

    /// Fails in place of a response, as the transport does, such as a connection that is refused.
    pub fn error(kind: TransportErrorKind) -> Self {
        Self::once(Outcome::Error(kind))
    }

    /// Never responds, so that the request times out. With tokio's clock paused (`start_paused = true`) a test does not
    /// wait for it.
    pub fn never() -> Self {
        Self::once(Outcome::Never)
    }

    /// Adds a header, such as `retry-after`; one of that name that is there already is replaced. Has no effect on what is
    /// not a response: [`error`](Self::error) and [`never`](Self::never).
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
            panic!("a response cannot have such a header");
        };
        if let Outcome::Response(response) = &mut self.outcome {
            response.headers_mut().insert(name, value);
        }
        self
    }

    /// Gives the response so many times.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// Gives the response any number of times, which can be none.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    #[track_caller]
    fn body(status: u16, body: impl Into<Bytes>) -> Self {
        let response = Response::builder().status(status).body(body.into());
        let Ok(response) = response else {
            panic!("{status} is not an HTTP status");
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

/// A value as JSON.
#[track_caller]
fn written(value: &impl Serialize) -> Vec<u8> {
    match serde_json::to_vec(value) {
        Ok(json) => json,
        Err(error) => {
            panic!("the body of a response cannot be written as JSON: {error}")
        }
    }
}

impl From<Response<Bytes>> for MockResponse {
    fn from(response: Response<Bytes>) -> Self {
        Self::once(Outcome::Response(response))
    }
}

/// The response in a word or two.
impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Response(response) => write!(formatter, "{}", response.status()),
            Self::Error(kind) => write!(formatter, "error {kind:?}"),
            Self::Never => formatter.write_str("never"),
        }
    }
}
