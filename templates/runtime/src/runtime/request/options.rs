//! Options of a request, or of all requests of a client.

use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::transport::ResponseLimits;
use crate::runtime::url::destination::Destination;
use crate::runtime::{Credentials, Error, Result, RetryPolicy};

/// Options of a request that are not parameters of the operation.
///
/// Pass them to the `options` method of a request builder, or for all requests of a client to
/// [`ClientBuilder::default_options`](crate::runtime::ClientBuilder::default_options). Options of a request take
/// precedence over those of the client.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::transport::http::{HeaderName, HeaderValue};
/// use client_runtime::{RequestOptions, RetryPolicy};
///
/// let options = RequestOptions::new()
///     .operation_timeout(Duration::from_secs(5))
///     .retry_policy(RetryPolicy::never())
///     .header(HeaderName::from_static("x-trace"), HeaderValue::from_static("1042"));
/// ```
///
/// | option | default |
/// |---|---|
/// | [`attempt_timeout`](Self::attempt_timeout) | 30 seconds |
/// | [`operation_timeout`](Self::operation_timeout) | 90 seconds |
/// | [`retry_policy`](Self::retry_policy) | [`RetryPolicy::new`] |
/// | [`credentials`](Self::credentials), [`base_url`](Self::base_url), [`region`](Self::region), [`edge`](Self::edge) | those of the client |
/// | [`max_response_size`](Self::max_response_size) | 32 MiB |
/// | [`max_header_size`](Self::max_header_size) | 64 KiB |
#[derive(Clone, Default)]
#[must_use = "options have no effect until they are given to a client or a request"]
pub struct RequestOptions {
    headers: HeaderMap,
    destination: Destination,
    credentials: Option<Credentials>,
    attempt_timeout: Option<Duration>,
    operation_timeout: Option<Duration>,
    retry_policy: Option<RetryPolicy>,
    max_response_size: Option<u64>,
    max_header_size: Option<u64>,
}

/// The default timeout of an attempt.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
/// The default timeout of an operation.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(90);

/// The headers that the client sets.
const RESERVED_HEADERS: [HeaderName; 5] =
    [ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT];

impl RequestOptions {
    /// Creates options that set nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header of the request, replacing one of the same name.
    ///
    /// The headers that the client sets (`Accept`, `Authorization`, `Content-Length`, `Content-Type` and `User-Agent`)
    /// are rejected with [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration). A parameter of the
    /// operation that is a header takes precedence.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sets the timeout of one attempt, from the first byte of the request to the last byte of the response.
    /// `Duration::MAX` disables it.
    ///
    /// An attempt that times out is canceled; the [`RetryPolicy`] decides whether it is retried.
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.attempt_timeout = Some(attempt_timeout);
        self
    }

    /// Sets the timeout of the operation, including all retries and the delays between them. `Duration::MAX` disables
    /// it.
    ///
    /// Each page of a list is an operation of its own.
    pub fn operation_timeout(mut self, operation_timeout: Duration) -> Self {
        self.operation_timeout = Some(operation_timeout);
        self
    }

    /// Sets whether and when the request is retried.
    pub fn retry_policy(mut self, retry_policy: RetryPolicy) -> Self {
        self.retry_policy = Some(retry_policy);
        self
    }

    /// Sets the credentials, such as those of a subaccount.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sets the URL to send the request to: see [`ClientBuilder::base_url`](crate::runtime::ClientBuilder::base_url).
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.destination.base_url = Some(base_url.into());
        self
    }

    /// Sets the region to send the request to: see [`ClientBuilder::region`](crate::runtime::ClientBuilder::region).
    ///
    /// Overrides the base URL of the client. For a region other than the client's, the client's edge does not apply:
    /// the region is reached through its own edge, or through the one that is set here.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.destination.region = Some(region.into());
        self
    }

    /// Sets the edge location to send the request through: see
    /// [`ClientBuilder::edge`](crate::runtime::ClientBuilder::edge).
    ///
    /// Overrides the base URL of the client. The client's region remains, so the edge has to reach it.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.destination.edge = Some(edge.into());
        self
    }

    /// Limits the size of the response's body, in bytes. A larger response fails with
    /// [`ErrorKind::ResponseTooLarge`](crate::runtime::ErrorKind::ResponseTooLarge).
    pub fn max_response_size(mut self, max_response_size: u64) -> Self {
        self.max_response_size = Some(max_response_size);
        self
    }

    /// Limits the total size of the response's headers, in bytes of their names and values. Larger headers fail with
    /// [`ErrorKind::ResponseTooLarge`](crate::runtime::ErrorKind::ResponseTooLarge).
    pub fn max_header_size(mut self, max_header_size: u64) -> Self {
        self.max_header_size = Some(max_header_size);
        self
    }

    /// Fails for settings that cannot take effect.
    pub(crate) fn check(&self) -> Result<()> {
        let reserved =
            RESERVED_HEADERS.iter().find(|name| self.headers.contains_key(*name));
        if let Some(name) = reserved {
            return Err(Error::configuration(format!(
                "the header `{name}` cannot be set by `RequestOptions::header`: the client sets it"
            )));
        }
        self.destination.check()?;
        self.retry_policy.as_ref().map_or(Ok(()), RetryPolicy::check)
    }

    /// Returns `earlier` with the settings of these options in place of its own.
    pub(crate) fn replacing(self, earlier: &Self) -> Self {
        Self {
            destination: self.destination.clone().replacing(&earlier.destination),
            ..self.over(earlier)
        }
    }

    /// Returns these options with another destination.
    pub(crate) fn with_destination(self, destination: Destination) -> Self {
        Self {
            destination,
            ..self
        }
    }

    /// Returns these options, with `defaults` for what they leave unset.
    pub(crate) fn over(&self, defaults: &Self) -> Self {
        let mut headers = defaults.headers.clone();
        headers.extend(self.headers.clone());
        Self {
            headers,
            destination: self.destination.over(&defaults.destination),
            credentials: self
                .credentials
                .clone()
                .or_else(|| defaults.credentials.clone()),
            attempt_timeout: self.attempt_timeout.or(defaults.attempt_timeout),
            operation_timeout: self.operation_timeout.or(defaults.operation_timeout),
            retry_policy: self
                .retry_policy
                .clone()
                .or_else(|| defaults.retry_policy.clone()),
            max_response_size: self.max_response_size.or(defaults.max_response_size),
            max_header_size: self.max_header_size.or(defaults.max_header_size),
        }
    }
}

/// Accessors for the client.
impl RequestOptions {
    /// Returns the headers to send.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the destination of the request, as far as it is set.
    pub(crate) fn destination(&self) -> &Destination {
        &self.destination
    }

    /// Returns the credentials, if they are set.
    pub(crate) fn own_credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }

    /// Returns the timeout of an attempt.
    pub(crate) fn attempt_limit(&self) -> Duration {
        self.attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT)
    }

    /// Returns the timeout of the operation.
    pub(crate) fn operation_limit(&self) -> Duration {
        self.operation_timeout.unwrap_or(OPERATION_TIMEOUT)
    }

    /// Returns the retry policy.
    pub(crate) fn policy(&self) -> RetryPolicy {
        self.retry_policy.clone().unwrap_or_default()
    }

    /// Returns the limits on the size of a response.
    pub(crate) fn response_limits(&self) -> ResponseLimits {
        let defaults = ResponseLimits::new();
        ResponseLimits::new()
            .with_max_body_size(
                self.max_response_size.unwrap_or(defaults.max_body_size()),
            )
            .with_max_header_size(
                self.max_header_size.unwrap_or(defaults.max_header_size()),
            )
    }
}

/// Shows the names of the headers and redacts their values.
impl fmt::Debug for RequestOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().collect();
        formatter
            .debug_struct("RequestOptions")
            .field("headers", &names)
            .field("destination", &self.destination)
            .field("credentials", &self.credentials)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("operation_timeout", &self.operation_timeout)
            .field("retry_policy", &self.retry_policy)
            .field("max_response_size", &self.max_response_size)
            .field("max_header_size", &self.max_header_size)
            .finish()
    }
}
