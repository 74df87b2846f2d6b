//! HTTP proxies of the default transport.

use std::fmt;

use http::Uri;
use secrecy::{ExposeSecret, SecretString};

use crate::runtime::authentication::secret;
use crate::runtime::{Error, Result};

/// HTTP proxy of the default transport.
///
/// `Debug` redacts the URL, which can contain a password, and the credentials.
///
/// ```
/// use client_runtime::transport::{Proxy, ReqwestTransport};
///
/// # fn main() -> client_runtime::Result<()> {
/// let proxy = Proxy::new("http://proxy.internal:3128")
///     .basic_auth("app", "secret")
///     .no_proxy("localhost,10.0.0.0/8");
/// let transport = ReqwestTransport::builder().proxy(proxy).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a proxy has no effect until it is passed to `ReqwestTransportBuilder::proxy`"]
pub struct Proxy {
    source: Source,
    credentials: Option<(String, SecretString)>,
    excluded_hosts: Option<String>,
}

#[derive(Clone)]
enum Source {
    Environment,
    None,
    Url(SecretString),
}

impl Proxy {
    /// Creates the configuration for the proxy at `url`, such as `http://proxy.internal:3128`, whatever the environment
    /// variables say.
    ///
    /// The scheme, `http` or `https`, is that of the connection to the proxy. A request to an `https` server is
    /// encrypted between the client and that server either way: the proxy sees only the server's name.
    pub fn new(url: impl Into<SecretString>) -> Self {
        Self::from_source(Source::Url(url.into()))
    }

    /// Creates the configuration for the proxy named by the environment variables `HTTPS_PROXY`, `HTTP_PROXY` or
    /// `ALL_PROXY`, except for the hosts in `NO_PROXY`. This is the default; without these variables, no proxy is used.
    pub fn from_env() -> Self {
        Self::from_source(Source::Environment)
    }

    /// Creates the configuration without a proxy, whatever the environment variables say.
    pub fn none() -> Self {
        Self::from_source(Source::None)
    }

    /// Sets the user name and the password for Basic authentication with the proxy.
    ///
    /// Only for a proxy created by [`new`](Self::new); otherwise building the transport fails.
    pub fn basic_auth(
        mut self,
        username: impl Into<String>,
        password: impl Into<SecretString>,
    ) -> Self {
        self.credentials = Some((username.into(), password.into()));
        self
    }

    /// Sets the hosts that are reached without the proxy, separated by commas, as in the variable `NO_PROXY`:
    /// `example.com` matches that host and its subdomains, `10.0.0.0/8` a range of addresses.
    ///
    /// Only for a proxy created by [`new`](Self::new); otherwise building the transport fails.
    pub fn no_proxy(mut self, hosts: impl Into<String>) -> Self {
        self.excluded_hosts = Some(hosts.into());
        self
    }

    fn from_source(source: Source) -> Self {
        Self {
            source,
            credentials: None,
            excluded_hosts: None,
        }
    }

    /// Configures reqwest to use the proxy.
    pub(crate) fn apply(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder> {
        match &self.source {
            Source::Url(url) => Ok(builder.proxy(self.to_reqwest(url.expose_secret())?)),
            _ if self.credentials.is_some() || self.excluded_hosts.is_some() => {
                Err(Error::configuration(
                    "`Proxy::basic_auth` and `Proxy::no_proxy` apply only to a proxy made by `Proxy::new`",
                ))
            }
            Source::Environment => Ok(builder),
            Source::None => Ok(builder.no_proxy()),
        }
    }

    /// Returns the proxy of reqwest. The error of reqwest for an invalid URL is dropped, because it quotes the URL.
    fn to_reqwest(&self, url: &str) -> Result<reqwest::Proxy> {
        // reqwest accepts any scheme, and uses no proxy if the scheme is unknown.
        let scheme = url.parse::<Uri>().ok().and_then(|uri| uri.into_parts().scheme);
        let known = scheme.is_some_and(|scheme| {
            scheme == http::uri::Scheme::HTTP || scheme == http::uri::Scheme::HTTPS
        });
        let proxy = known.then(|| reqwest::Proxy::all(url).ok()).flatten();
        let mut proxy = proxy.ok_or_else(|| {
            Error::configuration(
                "the URL of the proxy needs the scheme http or https and a host, such as http://proxy.internal:3128",
            )
        })?;
        if let Some((username, password)) = &self.credentials {
            secret::check_characters("the user name of the proxy", username)?;
            secret::check_characters(
                "the password of the proxy",
                password.expose_secret(),
            )?;
            proxy = proxy.basic_auth(username, password.expose_secret());
        }
        let excluded = self.excluded_hosts.as_deref();
        Ok(proxy.no_proxy(excluded.and_then(reqwest::NoProxy::from_string)))
    }
}

impl Default for Proxy {
    fn default() -> Self {
        Self::from_env()
    }
}

/// Redacts the URL and the credentials.
impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.source {
            Source::Environment => "Proxy::from_env()",
            Source::None => "Proxy::none()",
            Source::Url(_) => "Proxy::new(..)",
        })
    }
}
