//! The configuration of the default transport.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use reqwest::{Client, redirect, retry};

use super::tls::Tls;
use super::{Proxy, ReqwestTransport};
use crate::runtime::{Error, Result};

/// The configuration of a [`ReqwestTransport`] with rustls.
///
/// Made by [`ReqwestTransport::builder`]; [`build`](Self::build) checks it. Give the transport to the client with
/// [`ClientBuilder::transport`](super::super::ClientBuilder::transport). Nothing here lets requests be sent twice,
/// redirects be followed, cookies be stored or responses be compressed.
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
    /// How long making a connection may take: looking up the name, TCP, the proxy and TLS together. 10 seconds by
    /// default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// The proxy to go through: by default the one that the environment names.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
        self
    }

    /// Trusts these certificates of authorities too, such as that of a gateway which opens TLS: PEM, of which it takes
    /// all certificates, or one certificate in DER. Can be called several times.
    ///
    /// On Android the platform's own certificates cannot be added to; there it takes
    /// [`platform_certificates(false)`](Self::platform_certificates).
    pub fn root_certificates(mut self, pem_or_der: impl AsRef<[u8]>) -> Self {
        self.tls.add_roots(pem_or_der.as_ref());
        self
    }

    /// Whether to trust the certificates that the platform trusts, as by default. Without them the transport trusts
    /// nothing but what [`root_certificates`](Self::root_certificates) gives it.
    pub fn platform_certificates(mut self, trusted: bool) -> Self {
        self.tls.trust_platform(trusted);
        self
    }

    /// Proves the client to a gateway that asks for a certificate: the PEM of the certificate, followed by those of the
    /// authorities between it and the root, and the PEM of its private key. Twilio itself asks for none.
    pub fn client_certificate(
        mut self,
        certificates_pem: impl AsRef<[u8]>,
        private_key_pem: impl Into<secrecy::SecretString>,
    ) -> Self {
        self.tls.identify(certificates_pem.as_ref(), private_key_pem.into());
        self
    }

    /// How long a connection that is not used is kept for the next request. 30 seconds by default.
    ///
    /// It should be shorter than what the other side and all between keep: 60 seconds is usual for load balancers.
    /// A request that is written just as the server closes the connection is lost, and one that creates something
    /// cannot be sent again, since no one can tell whether it was carried out.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.pool_idle_timeout = timeout;
        self
    }

    /// How many connections that are not used are kept for each host; with 0 every request makes its own. No limit by
    /// default: there are as many as there were requests at once, until their time is over.
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.pool_max_idle_per_host = connections;
        self
    }

    /// After how much silence the system asks whether the other side is still there, so that a dead connection is
    /// noticed; `None` for never. 15 seconds by default.
    pub fn tcp_keepalive(mut self, interval: impl Into<Option<Duration>>) -> Self {
        self.tcp_keepalive = interval.into();
        self
    }

    /// The address of this machine to connect from, where it has several. The system chooses by default.
    pub fn local_address(mut self, address: impl Into<Option<IpAddr>>) -> Self {
        self.local_address = address.into();
        self
    }

    /// Refuses to send anything without TLS. Off by default.
    ///
    /// Whether a client speaks TLS is decided by its base URL: Twilio's is `https`, and no page link or redirect leads
    /// away from it. This guards against a base URL with `http` that comes from a configuration file or the like.
    pub fn https_only(mut self, only: bool) -> Self {
        self.https_only = only;
        self
    }

    /// Checks the configuration and makes the transport. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](super::super::ErrorKind::Configuration) if a certificate, a key or the URL of the
    /// proxy cannot be read, or the platform has no certificates and none are given.
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

/// Compression is off unless another crate of the program asks reqwest for it, which would be for all its clients.
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

/// Shows no certificate, key or password.
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
