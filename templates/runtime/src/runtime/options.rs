//! What can be set for one request, or for all requests of a client.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

/// Settings of a request that are not parameters of the operation.
///
/// A request takes them with its `options` method, a client for all of its requests with
/// [`ClientBuilder::default_options`](super::ClientBuilder::default_options). What a request sets wins over what its
/// client sets.
#[derive(Clone, Default)]
pub struct RequestOptions {
    headers: HeaderMap,
}

impl RequestOptions {
    /// Options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends a header with the request. Setting the same header twice replaces it.
    ///
    /// The headers that the client writes itself (`Accept`, `Authorization`, `Content-Length`, `Content-Type` and
    /// `User-Agent`), and those that are parameters of the operation, cannot be replaced in this way.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// These options, and the defaults for what they leave open.
    pub(crate) fn over(&self, defaults: &Self) -> Self {
        let mut headers = defaults.headers.clone();
        headers.extend(self.headers.clone());
        Self { headers }
    }

    /// The headers to send.
    pub(crate) fn into_headers(self) -> HeaderMap {
        self.headers
    }
}

/// Shows the names of the headers, not their values: they may be secret.
impl fmt::Debug for RequestOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().collect();
        formatter.debug_struct("RequestOptions").field("headers", &names).finish()
    }
}
