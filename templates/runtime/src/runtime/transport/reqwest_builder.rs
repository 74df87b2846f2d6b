//! Builder of the default transport.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use reqwest::{Client, redirect, retry};

use super::tls::Tls;
use super::{Proxy, ReqwestTransport};
use crate::runtime::{Error, Result};

/// Builder of a [`ReqwestTransport`] with rustls, returned by [`ReqwestTransport::builder`].
///
/// Pass the transport to [`ClientBuilder::transport`](super::super::ClientBuilder::transport). Redirects, retries,
/// cookies and compression are always disabled.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::transport::ReqwestTransport;
///
/// # fn main() -> client_runtime::Result<()> {
/// let transport = ReqwestTransport::builder()
///     .connect_timeout(Duration::from_secs(3))
///     .pool_idle_timeout(Duration::from_secs(20))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a configuration does nothing until the transport is built"]
pub struct ReqwestTransportBuilder {
    connect_timeout: Duration,
    proxy: Proxy,
    tls: Tls,
    pool_idle_timeout: Duration,
    pool_max_idle_per_host: usize,
    tcp_keepalive: Option<Duration>,
    local_address: Option<IpAddr>,
    https_only: bool,
}

impl ReqwestTransportBuilder {
    /// Sets the timeout for connecting: DNS, TCP, proxy and TLS together. Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the proxy. Default: [`Proxy::from_env`].
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
        self
    }

    /// Trusts further root certificates, such as that of a gateway that terminates TLS: any number of certificates in
    /// PEM, or one in DER. Can be called several times.
    ///
    /// On Android this requires [`platform_certificates(false)`](Self::platform_certificates).
    pub fn root_certificates(mut self, pem_or_der: impl AsRef<[u8]>) -> Self {
        self.tls.add_roots(pem_or_der.as_ref());
        self
    }

    /// Sets whether the platform's root certificates are trusted. Default: `true`. If `false`, only those of
    /// [`root_certificates`](Self::root_certificates) are trusted.
    pub fn platform_certificates(mut self, trusted: bool) -> Self {
        self.tls.trust_platform(trusted);
        self
    }

    /// Authenticates the client to a gateway that requires a certificate: the PEM of the certificate, followed by those
    /// of the intermediate authorities, and the PEM of its private key. Twilio itself requires none.
    pub fn client_certificate(
        mut self,
        certificates_pem: impl AsRef<[u8]>,
        private_key_pem: impl Into<secrecy::SecretString>,
    ) -> Self {
        self.tls.identify(certificates_pem.as_ref(), private_key_pem.into());
        self
    }

    /// Sets how long an idle connection is kept for the next request. Default: 30 seconds.
    ///
    /// It should be shorter than the idle timeout of the server and of everything in between, which is usually 60
    /// seconds for load balancers. If the server closes the connection while a request is being sent, a request that
    /// creates something cannot be retried.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.pool_idle_timeout = timeout;
        self
    }

    /// Sets the number of idle connections that are kept for each host; with 0 every request opens a connection. By
    /// default there is no limit.
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.pool_max_idle_per_host = connections;
        self
    }

    /// Sets the interval of TCP keepalive probes, by which broken connections are detected; `None` disables them.
    /// Default: 15 seconds.
    pub fn tcp_keepalive(mut self, interval: impl Into<Option<Duration>>) -> Self {
        self.tcp_keepalive = interval.into();
        self
    }

    /// Sets the local address to connect from. By default the system chooses.
    pub fn local_address(mut self, address: impl Into<Option<IpAddr>>) -> Self {
        self.local_address = address.into();
        self
    }

    /// Sets whether requests without TLS are refused. Default: `false`.
    ///
    /// The base URL of the client decides whether TLS is used: Twilio's is `https`, and no page link leads elsewhere.
    /// This guards against a base URL with `http`, such as one from a configuration file.
    pub fn https_only(mut self, only: bool) -> Self {
        self.https_only = only;
        self
    }

    /// Builds the transport. Sends no request.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](super::super::ErrorKind::Configuration) if a certificate, a key or the proxy is
    /// invalid, or if the platform has no root certificates and none are set.
    pub fn build(self) -> Result<ReqwestTransport> {
        let builder = Client::builder()
            .tls_backend_preconfigured(self.tls.config()?)
            .http1_only()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.pool_idle_timeout)
            .pool_max_idle_per_host(self.pool_max_idle_per_host)
            .tcp_keepalive(self.tcp_keepalive)
            .local_address(self.local_address)
            .https_only(self.https_only);
        let client = self.proxy.apply(without_compression(builder))?.build();
        client.map(ReqwestTransport::new).map_err(|error| {
            Error::configuration("the transport cannot be set up")
                .with_source(error.without_url())
        })
    }
}

/// Disables compression. Another crate of the program may have enabled its features of reqwest, which apply to all
/// clients.
fn without_compression(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.no_gzip().no_brotli().no_deflate().no_zstd()
}

impl Default for ReqwestTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            proxy: Proxy::default(),
            tls: Tls::default(),
            pool_idle_timeout: Duration::from_secs(30),
            pool_max_idle_per_host: usize::MAX,
            tcp_keepalive: Some(Duration::from_secs(15)),
            local_address: None,
            https_only: false,
        }
    }
}

/// Omits certificates and keys, and redacts the proxy.
impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ReqwestTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &self.proxy)
            .field("pool_idle_timeout", &self.pool_idle_timeout)
            .field("pool_max_idle_per_host", &self.pool_max_idle_per_host)
            .field("tcp_keepalive", &self.tcp_keepalive)
            .field("local_address", &self.local_address)
            .field("https_only", &self.https_only)
            .finish_non_exhaustive()
    }
}
