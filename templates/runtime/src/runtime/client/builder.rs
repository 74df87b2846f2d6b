//! The configuration of a client.

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

/// The configuration of a [`Client`].
///
/// Made by [`Client::builder`], or out of the environment by [`ClientBuilder::from_env`]; [`build`](Self::build)
/// checks it. It needs credentials and nothing else.
#[derive(Clone, Default)]
#[must_use = "a configuration does nothing until the client is built"]
pub struct ClientBuilder {
    options: RequestOptions,
    /// The region and the edge that the environment names, for a destination that is not set otherwise.
    environment: Destination,
    user_agent_suffix: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    connect_timeout: Option<Duration>,
    max_concurrent_requests: Option<usize>,
    retry_budget: RetryBudget,
}

impl ClientBuilder {
    /// Reads the configuration from the environment, to be refined before the client is built.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `TWILIO_API_KEY`, `TWILIO_API_SECRET` | an API key; taken if it is there |
    /// | `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` | else the account and its auth token |
    /// | `TWILIO_REGION`, `TWILIO_EDGE` | where to send requests, as by [`region`](Self::region) and [`edge`](Self::edge) |
    ///
    /// A variable that is missing is named in the error; an empty one counts as missing.
    pub fn from_env() -> Result<Self> {
        environment::configure(|name| env::var(name).ok())
    }

    /// What the client proves itself with. There is no default.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.options = self.options.credentials(credentials);
        self
    }

    /// Sends requests to another place than Twilio's: a mock server, or a gateway of your own.
    ///
    /// Takes a scheme (`https` or `http`), a host, and if need be a port and a path. Region and edge have no effect
    /// then. The credentials are sent there: name no place that you do not trust. Further pages of lists are asked for
    /// there too, whether the links of the API name this place or Twilio's host.
    ///
    /// Hosts are ASCII names, IPv4 addresses, and IPv6 addresses in brackets without a zone identifier; paths have no `.`
    /// or `..` segments. Anything else is a configuration error, as is a port outside of 1 to 65535.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.options = self.options.base_url(base_url);
        self
    }

    /// Sets the region that stores and processes the data.
    ///
    /// | region | where | edge | Conversations there |
    /// |---|---|---|---|
    /// | `us1` | United States | `ashburn`; any other can be set | all channels |
    /// | `ie1` | Ireland | `dublin` | chat only, without some features |
    /// | `au1` | Australia | `sydney` | not offered |
    ///
    /// See [Conversations with Twilio Regions](https://www.twilio.com/docs/global-infrastructure/conversations-api-with-twilio-regions)
    /// for what Twilio offers today. Each region is reached through its edge, which need not be set; for a region that is
    /// not in the table, set the [`edge`](Self::edge) too. A region has its own data, API keys and auth tokens.
    ///
    /// [`build`](Self::build) fails for a region whose edge is not known, and for an edge that does not reach the region.
    /// Host names with a region alone, such as `conversations.ie1.twilio.com`, are never used: Twilio
    /// [switches them off](https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide), and processed
    /// their requests in `us1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.options = self.options.region(region);
        self
    }

    /// Sets the edge location through which requests enter Twilio's network, such as `dublin`. Without a region it leads
    /// to `us1`, wherever the edge is; the [`region`](Self::region) decides where data is processed.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.options = self.options.edge(edge);
        self
    }

    /// Adds the name of your application to the `User-Agent` header, such as `shop/2.1`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// How long the default transport may take to connect, TLS included; 10 seconds by default. Connections are shared by
    /// requests, so there is no such option for one request.
    ///
    /// A transport that is given has its own time-out, and none can be set here then: see
    /// [`ReqwestTransportBuilder`](crate::runtime::transport::ReqwestTransportBuilder::connect_timeout).
    #[cfg(feature = "rustls")]
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = Some(connect_timeout);
        self
    }

    /// How long an attempt to send a request may take; 30 seconds by default, `Duration::MAX` for no limit. See
    /// [`RequestOptions::attempt_timeout`].
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.options = self.options.attempt_timeout(attempt_timeout);
        self
    }

    /// How long an operation may take with all its attempts; 90 seconds by default, `Duration::MAX` for no limit. See
    /// [`RequestOptions::operation_timeout`].
    pub fn operation_timeout(mut self, operation_timeout: Duration) -> Self {
        self.options = self.options.operation_timeout(operation_timeout);
        self
    }

    /// Whether and when requests are sent again after a failure.
    pub fn retry_policy(mut self, retry_policy: RetryPolicy) -> Self {
        self.options = self.options.retry_policy(retry_policy);
        self
    }

    /// How many of all the requests of the client may be repetitions.
    pub fn retry_budget(mut self, retry_budget: RetryBudget) -> Self {
        self.retry_budget = retry_budget;
        self
    }

    /// How many requests may be under way at once, over all clones of the client; as many as there are, by default.
    ///
    /// The others wait in the order in which they came; that takes from the time of the operation, not from that of the
    /// attempt. A request that waits to be repeated does not count, nor does one for a page that is fetched ahead of time
    /// or for an access token. 0 counts as 1.
    ///
    /// A request that waits and is not polled, such as one in a `select!` loop or a `buffered` stream whose consumer is
    /// busy, holds up the next one by a fifth of a second at most, and keeps its place. A request that was sent and is
    /// not polled counts until it is polled to its end or dropped: poll what you send, in a task of its own if need be.
    pub fn max_concurrent_requests(mut self, max_concurrent_requests: usize) -> Self {
        self.max_concurrent_requests = Some(max_concurrent_requests);
        self
    }

    /// How large the headers of a response may be together, in bytes; 64 KiB by default. See
    /// [`RequestOptions::max_header_size`].
    pub fn max_header_size(mut self, max_header_size: u64) -> Self {
        self.options = self.options.max_header_size(max_header_size);
        self
    }

    /// How large the body of a response may be, in bytes; 32 MiB by default. See
    /// [`RequestOptions::max_response_size`].
    pub fn max_response_size(mut self, max_response_size: u64) -> Self {
        self.options = self.options.max_response_size(max_response_size);
        self
    }

    /// Sets every option that `options` sets, for all requests that do not set their own.
    ///
    /// An option that was set before, by this method or by that of its name, is replaced.
    pub fn default_options(mut self, options: RequestOptions) -> Self {
        self.options = options.replacing(&self.options);
        self
    }

    /// Sets the region and the edge that the environment names.
    pub(crate) fn environment(mut self, environment: Destination) -> Self {
        self.environment = environment;
        self
    }

    /// Sends requests with this transport instead of the default one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Checks the configuration and makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) if there are no credentials, a part cannot be used, or no transport is
    /// given and the crate was built without its `rustls` feature.
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
        let base_url = options.destination().resolve()?;
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

/// The transport of a client that was given none.
#[cfg(feature = "rustls")]
fn default_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>> {
    let mut builder = crate::runtime::transport::ReqwestTransport::builder();
    if let Some(connect_timeout) = connect_timeout {
        builder = builder.connect_timeout(connect_timeout);
    }
    let transport = builder.build()?;
    Ok(Arc::new(transport))
}

/// Without the feature there is no transport to fall back to.
#[cfg(not(feature = "rustls"))]
fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>> {
    Err(Error::configuration(
        "no transport: give one to the client's builder, or enable the feature `rustls` of this crate",
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
