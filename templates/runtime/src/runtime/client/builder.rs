//! The builder of a client.

use std::env;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Parts;
use super::{Client, environment};
use crate::runtime::transport::Transport;
use crate::runtime::url::destination::Destination;
use crate::runtime::{
    Credentials, Error, RequestOptions, Result, RetryBudget, RetryPolicy,
};

/// Builder of a [`Client`], returned by [`Client::builder`] or [`ClientBuilder::from_env`].
///
/// Only [`credentials`](Self::credentials) are required.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::{Client, Credentials};
///
/// # fn main() -> client_runtime::Result<()> {
/// # #[cfg(feature = "rustls")] {
/// let client = Client::builder()
///     .credentials(Credentials::api_key("SK0123456789abcdef0123456789abcdef", "secret"))
///     .region("ie1")
///     .attempt_timeout(Duration::from_secs(10))
///     .user_agent_suffix("shop/2.1")
///     .build()?;
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use = "a configuration does nothing until the client is built"]
pub struct ClientBuilder {
    options: RequestOptions,
    /// The region and the edge from the environment, used if no destination is set explicitly.
    environment: Destination,
    user_agent_suffix: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    connect_timeout: Option<Duration>,
    max_concurrent_requests: Option<usize>,
    retry_budget: RetryBudget,
}

impl ClientBuilder {
    /// Creates a builder configured by environment variables.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `TWILIO_API_KEY`, `TWILIO_API_SECRET` | SID and secret of an API key; preferred if set |
    /// | `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` | otherwise, the account and its auth token |
    /// | `TWILIO_ACCOUNT_SID` beside an API key | the account of the key: requests do not need it, access tokens for front ends do |
    /// | `TWILIO_REGION`, `TWILIO_EDGE` | [`region`](Self::region) and [`edge`](Self::edge) |
    ///
    /// Access tokens for front ends need an API key and the account. Signatures of webhooks need the auth token, which the
    /// client does not read if there is an API key: pass it to the validator of the module `webhook`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) if a variable is missing or empty; the
    /// message names it.
    pub fn from_env() -> Result<Self> {
        environment::configure(|name| env::var_os(name))
    }

    /// Sets the credentials for authenticating requests. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.options = self.options.credentials(credentials);
        self
    }

    /// Sends requests to this URL instead of Twilio's, such as that of a mock server or a gateway.
    ///
    /// The URL consists of a scheme (`https` or `http`), a host, and optionally a port and a path. Credentials are sent
    /// there, so it must be trusted. Further pages of lists are requested there too, even though the links of the API
    /// name Twilio's host.
    ///
    /// It replaces every server of the API: a few operations of some APIs have another host than the others.
    ///
    /// Replaces the region and the edge from the environment; cannot be combined with [`region`](Self::region) or
    /// [`edge`](Self::edge). Host names are ASCII, IPv6 addresses are in brackets without a zone identifier, and paths
    /// have no `.` or `..` segments. [`build`](Self::build) fails for anything else, and for a port outside of 1 to
    /// 65535.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.options = self.options.base_url(base_url);
        self
    }

    /// Sets the region that stores and processes the data.
    ///
    /// | region | location | edge |
    /// |---|---|---|
    /// | `us1` | United States | `ashburn`; any other can be set |
    /// | `ie1` | Ireland | `dublin` |
    /// | `au1` | Australia | `sydney` |
    ///
    /// Not every product is offered in every region: see [Twilio
    /// Regions](https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions). Each region has its own
    /// data, API keys and auth tokens. It is reached through its edge, which need not be set; for a region that is not in
    /// the table, set the [`edge`](Self::edge) too.
    ///
    /// [`build`](Self::build) fails for a region whose edge is not known, and for an edge that does not reach the
    /// region. Host names with only a region, such as `product.ie1.twilio.com`, are never used: Twilio routed
    /// their requests to `us1` and [discontinues
    /// them](https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide).
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.options = self.options.region(region);
        self
    }

    /// Sets the edge location through which requests enter Twilio's network, such as `dublin`.
    ///
    /// Without a region it leads to `us1`; the [`region`](Self::region) decides where data is processed.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.options = self.options.edge(edge);
        self
    }

    /// Appends the name of your application, such as `shop/2.1`, to the `User-Agent` header.
    ///
    /// [`build`](Self::build) fails for a suffix that is not valid in a header: ASCII without control characters and
    /// without white space around it.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sets the timeout for connecting, including TLS, with the default transport. Default: 10 seconds.
    ///
    /// Connections are shared by requests, so a single request has no such option. Cannot be combined with a
    /// [`transport`](Self::transport) of your own, which has its own timeout: see
    /// [`ReqwestTransportBuilder`](crate::runtime::transport::ReqwestTransportBuilder::connect_timeout).
    #[cfg(feature = "rustls")]
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = Some(connect_timeout);
        self
    }

    /// Sets the timeout of one attempt to send a request. Default: 30 seconds; `Duration::MAX` disables it. See
    /// [`RequestOptions::attempt_timeout`].
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.options = self.options.attempt_timeout(attempt_timeout);
        self
    }

    /// Sets the timeout of an operation with all its retries. Default: 90 seconds; `Duration::MAX` disables it. See
    /// [`RequestOptions::operation_timeout`].
    pub fn operation_timeout(mut self, operation_timeout: Duration) -> Self {
        self.options = self.options.operation_timeout(operation_timeout);
        self
    }

    /// Sets which failed requests are retried, and when. Default: [`RetryPolicy::new`].
    pub fn retry_policy(mut self, retry_policy: RetryPolicy) -> Self {
        self.options = self.options.retry_policy(retry_policy);
        self
    }

    /// Limits the retries of all requests of the client. Default: [`RetryBudget::new`].
    pub fn retry_budget(mut self, retry_budget: RetryBudget) -> Self {
        self.retry_budget = retry_budget;
        self
    }

    /// Limits the number of requests in flight, over all clones of the client; at least 1. By default there is no
    /// limit.
    ///
    /// Other requests wait in order of arrival; waiting counts against the timeout of the operation, not that of the
    /// attempt. A request that waits for a retry does not count, nor do the requests for prefetched pages and access
    /// tokens.
    ///
    /// A waiting request that is not polled, as in a `select!` loop or in a `buffered` stream with a busy consumer,
    /// delays the next one by at most 200 milliseconds and keeps its place. A request in flight counts until it is
    /// polled to completion or dropped: poll what you send, if necessary in a task of its own.
    pub fn max_concurrent_requests(mut self, max_concurrent_requests: usize) -> Self {
        self.max_concurrent_requests = Some(max_concurrent_requests);
        self
    }

    /// Limits the total size of a response's headers, in bytes. Default: 64 KiB. See
    /// [`RequestOptions::max_header_size`].
    pub fn max_header_size(mut self, max_header_size: u64) -> Self {
        self.options = self.options.max_header_size(max_header_size);
        self
    }

    /// Limits the size of a response's body, in bytes. Default: 32 MiB. See [`RequestOptions::max_response_size`].
    pub fn max_response_size(mut self, max_response_size: u64) -> Self {
        self.options = self.options.max_response_size(max_response_size);
        self
    }

    /// Sets all options that are set in `options`, for requests that do not set them.
    ///
    /// Replaces options that were set before by this method or by the method of the same name.
    pub fn default_options(mut self, options: RequestOptions) -> Self {
        self.options = options.replacing(&self.options);
        self
    }

    /// Sets the region and the edge from the environment.
    pub(crate) fn environment(mut self, environment: Destination) -> Self {
        self.environment = environment;
        self
    }

    /// Sends requests with this transport instead of the default one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client. Sends no request.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) if credentials are missing, a setting is
    /// invalid or cannot be combined with another, or no transport is set and the crate was built without its feature
    /// `rustls`.
    pub fn build(self) -> Result<Client> {
        let options = self.options;
        options.check()?;
        self.retry_budget.check()?;
        if self.max_concurrent_requests == Some(0) {
            return Err(Error::configuration(
                "`max_concurrent_requests` is 0; expected 1 or more",
            ));
        }
        let destination = options.destination().over(&self.environment);
        let options = options.with_destination(destination);
        let Some(credentials) = options.own_credentials() else {
            return Err(Error::configuration("the client has no credentials"));
        };
        credentials.check()?;
        let base_url = options.destination().resolve(crate::api::BASE_URL)?;
        let transport = match self.transport {
            Some(_) if self.connect_timeout.is_some() => {
                return Err(Error::configuration(
                    "`connect_timeout` cannot be combined with a custom transport",
                ));
            }
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        Client::assemble(Parts {
            base_url,
            user_agent_suffix: self.user_agent_suffix,
            options,
            transport,
            max_concurrent_requests: self.max_concurrent_requests,
            retry_budget: self.retry_budget,
        })
    }
}

/// Creates the default transport.
#[cfg(feature = "rustls")]
fn default_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>> {
    let mut builder = crate::runtime::transport::ReqwestTransport::builder();
    if let Some(connect_timeout) = connect_timeout {
        builder = builder.connect_timeout(connect_timeout);
    }
    let transport = builder.build()?;
    Ok(Arc::new(transport))
}

/// Fails: without the feature `rustls` there is no default transport.
#[cfg(not(feature = "rustls"))]
fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>> {
    Err(Error::configuration(
        "no transport: set one with `ClientBuilder::transport`, or enable the feature `rustls` of this crate",
    ))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("options", &self.options)
            .field("environment", &self.environment)
            .field("user_agent_suffix", &self.user_agent_suffix)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_concurrent_requests", &self.max_concurrent_requests)
            .field("retry_budget", &self.retry_budget)
            .finish_non_exhaustive()
    }
}
