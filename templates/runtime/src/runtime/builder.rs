//! The configuration of a client.

use std::env;
use std::fmt;
use std::sync::Arc;

use super::base_url::BaseUrl;
use super::transport::Transport;
use super::{Client, Credentials, Error, Redacted, RequestOptions, Result, environment};

/// The configuration of a [`Client`].
///
/// Made by [`Client::builder`], or out of the environment by [`ClientBuilder::from_env`]; [`build`](Self::build)
/// checks it. It needs credentials and nothing else.
#[derive(Clone, Default)]
#[must_use = "a configuration does nothing until the client is built"]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    base_url: Option<String>,
    region: Option<String>,
    edge: Option<String>,
    user_agent_suffix: Option<String>,
    default_options: RequestOptions,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    /// Reads the configuration from the environment, to be refined before the client is built.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `TWILIO_API_KEY`, `TWILIO_API_SECRET` | an API key; taken if it is there |
    /// | `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` | else the account and its auth token |
    /// | `TWILIO_REGION`, `TWILIO_EDGE` | where to send requests, if not to the default |
    ///
    /// A variable that is missing is named in the error; an empty one counts as missing.
    pub fn from_env() -> Result<Self> {
        environment::configure(|name| env::var(name).ok())
    }

    /// What the client proves itself with. There is no default.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sends requests to another place than Twilio's: a mock server, or a gateway of your own.
    ///
    /// Takes a scheme (`https` or `http`), a host, and if need be a port and a path. Region and edge have no effect
    /// then. The credentials are sent there: name no place that you do not trust.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// The region that holds and processes the data, such as `ie1`. See
    /// <https://www.twilio.com/docs/global-infrastructure>.
    ///
    /// API keys and auth tokens are particular to a region.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The edge location through which requests enter Twilio's network, such as `dublin`. Without a region it leads
    /// to `us1`.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.edge = Some(edge.into());
        self
    }

    /// Adds the name of your application to the `User-Agent` header, such as `shop/2.1`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// The options of every request that does not set its own.
    pub fn default_options(mut self, options: RequestOptions) -> Self {
        self.default_options = options;
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
    /// [`ErrorKind::Configuration`](super::ErrorKind::Configuration) if there are no credentials, a part cannot be used, or no transport is
    /// given and the crate was built without its `rustls` feature.
    pub fn build(self) -> Result<Client> {
        let Some(credentials) = self.credentials else {
            return Err(Error::configuration("the client has no credentials"));
        };
        credentials.check()?;
        let base_url = match &self.base_url {
            Some(base_url) => BaseUrl::parse(base_url)?,
            None => BaseUrl::regional(
                crate::api::BASE_URL,
                self.region.as_deref(),
                self.edge.as_deref(),
            )?,
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Client::assemble(
            credentials,
            base_url,
            self.user_agent_suffix.as_deref(),
            self.default_options,
            transport,
        )
    }
}

/// The transport of a client that was given none.
#[cfg(feature = "rustls")]
fn default_transport() -> Result<Arc<dyn Transport>> {
    let transport = super::transport::ReqwestTransport::builder().build()?;
    Ok(Arc::new(transport))
}

/// Without the feature there is no transport to fall back to.
#[cfg(not(feature = "rustls"))]
fn default_transport() -> Result<Arc<dyn Transport>> {
    Err(Error::configuration(
        "no transport: give one to the client's builder, or enable the feature `rustls` of this crate",
    ))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("base_url", &Redacted(&self.base_url))
            .field("region", &self.region)
            .field("edge", &self.edge)
            .field("user_agent_suffix", &self.user_agent_suffix)
            .field("default_options", &self.default_options)
            .finish_non_exhaustive()
    }
}
