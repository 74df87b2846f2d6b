//! Recorded requests.

use std::fmt;

use http::{HeaderMap, Method, Request, Uri};
use serde_json::{Map, Value};

use super::super::transport::Bytes;

/// Request that was sent to a [`MockTransport`](super::MockTransport). `Display` shows its method, path and query.
///
/// ```ignore
/// # async fn example() -> client_runtime::Result<()> {
/// use client_runtime::mock::{MockResponse, MockTransport};
/// use serde_json::json;
///
/// let mock = MockTransport::new();
/// mock.push(MockResponse::json(201, json!({"sid": "CH1"})));
/// mock.client().conversations().create().friendly_name("Order 1042").await?;
/// let request = mock.request();
/// assert_eq!(request.path(), "/v1/Conversations");
/// assert_eq!(request.form_value("FriendlyName").as_deref(), Some("Order 1042"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct MockRequest(Request<Bytes>);

impl MockRequest {
    pub(super) fn new(request: Request<Bytes>) -> Self {
        Self(request)
    }

    /// Returns the HTTP method.
    pub fn method(&self) -> &Method {
        self.0.method()
    }

    /// Returns the whole URL.
    pub fn url(&self) -> &Uri {
        self.0.uri()
    }

    /// Returns the path of the URL, percent-encoded.
    pub fn path(&self) -> &str {
        self.0.uri().path()
    }

    /// Returns the decoded names and values of the query, in order.
    pub fn query(&self) -> Vec<(String, String)> {
        pairs(self.0.uri().query().unwrap_or_default().as_bytes())
    }

    /// Returns the value with this name in the query: of a repeated parameter the first, and [`query`](Self::query) returns
    /// all.
    pub fn query_value(&self, name: &str) -> Option<String> {
        first(self.query(), name)
    }

    /// Returns the decoded names and values of the form in the body, in order.
    pub fn form(&self) -> Vec<(String, String)> {
        pairs(self.body())
    }

    /// Returns the value with this name in the form: of a repeated parameter, such as a list, the first, and
    /// [`form`](Self::form) returns all.
    pub fn form_value(&self, name: &str) -> Option<String> {
        first(self.form(), name)
    }

    /// Returns the JSON in the body.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> client_runtime::Result<()> {
    /// use client_runtime::mock::{MockResponse, MockTransport};
    /// use client_runtime::transport::http::Method;
    /// use serde_json::json;
    ///
    /// let mock = MockTransport::new();
    /// mock.push(MockResponse::json(200, json!({})));
    /// let request = mock.client().raw_request(Method::PUT, "/v2/Rules/default");
    /// request.json(&json!({"name": "default"})).await?;
    /// assert_eq!(mock.request().json(), json!({"name": "default"}));
    /// assert_eq!(mock.request().json_value("name"), Some(json!("default")));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If the body is not JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_slice(self.body()) {
            Ok(value) => value,
            Err(error) => panic!("the body of {self} is not JSON: {error}"),
        }
    }

    /// Returns the member with this name of the JSON object in the body; `None` if there is no such member, or the body is
    /// something else.
    pub fn json_value(&self, name: &str) -> Option<Value> {
        let mut members: Map<String, Value> =
            serde_json::from_slice(self.body()).ok()?;
        members.remove(name)
    }

    /// Returns all headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// Returns the first value of this header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// Returns the body as sent.
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// Returns the request as the transport received it.
    pub fn as_http(&self) -> &Request<Bytes> {
        &self.0
    }
}

impl fmt::Display for MockRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.url().path_and_query().map_or("/", |target| target.as_str());
        write!(formatter, "{} {target}", self.method())
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

fn first(pairs: Vec<(String, String)>, name: &str) -> Option<String> {
    pairs.into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
}
