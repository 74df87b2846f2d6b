//! Scripted responses.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::super::transport::{Bytes, TransportErrorKind};

/// Response in the script of a [`MockTransport`](super::MockTransport). It is used once, unless configured otherwise.
///
/// ```
/// use client_runtime::mock::MockResponse;
/// use client_runtime::transport::TransportErrorKind;
/// use serde_json::json;
///
/// let created = MockResponse::json(201, json!({"sid": "US1"}));
/// let busy = MockResponse::json(429, json!({"code": 20429})).header("retry-after", "1").times(2);
/// let last_page = MockResponse::page("users", [json!({"sid": "US1"})]);
/// let broken = MockResponse::error(TransportErrorKind::Connect).always();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a response has no effect until it is added to a script"]
pub struct MockResponse {
    pub(super) outcome: Outcome,
    /// Number of times it is used; `None` for any number.
    pub(super) times: Option<usize>,
}

/// Outcome of a request.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Response(Response<Bytes>),
    Error(TransportErrorKind),
    Never,
}

impl MockResponse {
    /// Creates a response with a status and a JSON body: a `serde_json::Value`, or any other value that implements
    /// `Serialize`.
    ///
    /// # Panics
    ///
    /// If the status is not an HTTP status (100 to 999), or if serializing the value fails.
    #[track_caller]
    pub fn json(status: u16, body: impl Serialize) -> Self {
        Self::body(status, written(&body)).header(CONTENT_TYPE, "application/json")
    }

    /// Creates a page of a list, with status 200 and these items in the property that holds them, such as `messages`.
    /// It is the last page, unless [`next`](Self::next) or [`next_token`](Self::next_token) is called.
    ///
    /// # Panics
    ///
    /// If serializing an item fails.
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

    /// Sets the next page: by its path and query, such as `/v1/Users?Page=1`, or by its URL. It is sent where
    /// lists with links have it: in `meta.next_page_url` and in `next_page_uri`.
    ///
    /// # Panics
    ///
    /// If the response is not a page.
    #[track_caller]
    pub fn next(self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.edit_page(|page| {
            page["meta"]["next_page_url"] = url.clone().into();
            page["next_page_uri"] = url.into();
        })
    }

    /// Sets the next page of a list with tokens: by the property that contains its token, such as `meta.nextToken`, and the
    /// token.
    ///
    /// ```
    /// use client_runtime::mock::MockResponse;
    /// use serde_json::json;
    ///
    /// let first = MockResponse::page("users", [json!({"id": "1"})])
    ///     .next_token("meta.nextToken", "2");
    /// let last = MockResponse::page("users", [json!({"id": "2"})]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the response is not a page.
    #[track_caller]
    pub fn next_token(self, property: &str, token: impl Into<String>) -> Self {
        let token = token.into();
        self.edit_page(|page| match property.split_once('.') {
            Some((object, property)) => page[object][property] = token.into(),
            None => page[property] = token.into(),
        })
    }

    /// Edits the body of a page.
    #[track_caller]
    fn edit_page(mut self, edit: impl FnOnce(&mut Value)) -> Self {
        if let Outcome::Response(response) = &mut self.outcome {
            let body = serde_json::from_slice::<Value>(response.body()).ok();
            if let Some(mut page) = body.filter(|body| body["meta"].is_object()) {
                edit(&mut page);
                *response.body_mut() = written(&page).into();
                return self;
            }
        }
        panic!("only a page has a next page; this is {}", self.outcome)
    }

    /// Creates a response with a status and any text as its body, such as an empty one, invalid JSON, or the page of a
    /// proxy.
    ///
    /// # Panics
    ///
    /// If the status is not an HTTP status (100 to 999).
    #[track_caller]
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::body(status, body.into())
    }

    /// Creates a transport error instead of a response, such as a refused connection.
    pub fn error(kind: TransportErrorKind) -> Self {
        Self::once(Outcome::Error(kind))
    }

    /// Creates a response that never arrives, so that the request times out.
    ///
    /// A test does not wait for the timeout if tokio's clock is paused: `#[tokio::test(start_paused = true)]`, which needs
    /// the feature `test-util` of tokio. Without it, the test takes as long as the timeouts of the request.
    pub fn never() -> Self {
        Self::once(Outcome::Never)
    }

    /// Sets a header, such as `retry-after`; a previous value is replaced. Has no effect on [`error`](Self::error) and
    /// [`never`](Self::never), which are not responses.
    ///
    /// # Panics
    ///
    /// If the name or the value of the header is invalid.
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

    /// Uses the response this number of times.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// Uses the response any number of times, including zero.
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

/// Converts a value to JSON.
#[track_caller]
fn written(value: &impl Serialize) -> Vec<u8> {
    match serde_json::to_vec(value) {
        Ok(json) => json,
        Err(error) => {
            panic!("failed to serialize the body of a response: {error}")
        }
    }
}

impl From<Response<Bytes>> for MockResponse {
    fn from(response: Response<Bytes>) -> Self {
        Self::once(Outcome::Response(response))
    }
}

/// Formats a short description of the response.
impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Response(response) => write!(formatter, "{}", response.status()),
            Self::Error(kind) => write!(formatter, "error {kind:?}"),
            Self::Never => formatter.write_str("never"),
        }
    }
}
