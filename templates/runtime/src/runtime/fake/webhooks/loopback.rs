//! Webhooks to a server on this machine, feature `reqwest`.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::OnceLock;

use http::uri::Scheme;
use http::{Request, Response, Uri};

use crate::runtime::transport::{Bytes, ReqwestTransport, Transport as _};

/// The transport of webhooks, which is created for the first of them.
#[derive(Default)]
pub(super) struct Loopback(OnceLock<Option<ReqwestTransport>>);

impl Loopback {
    /// Sends a request. Returns `None` if there is no response.
    pub(super) async fn send(&self, request: Request<Bytes>) -> Option<Response<Bytes>> {
        self.0.get_or_init(transport).as_ref()?.send(request).await.ok()
    }
}

/// Returns `true` if a URL leads to this machine. Only such URLs are requested: a test must not reach a real server.
pub(super) fn is_loopback(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let in_brackets = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_version_6 =
        |host: &str| host.parse().is_ok_and(|it: Ipv6Addr| it.is_loopback());
    uri.scheme() == Some(&Scheme::HTTP)
        && (host.eq_ignore_ascii_case("localhost")
            || host.parse().is_ok_and(|it: Ipv4Addr| it.is_loopback())
            || in_brackets.is_some_and(is_version_6))
}

/// Creates a transport that uses no proxy, no TLS, and a connection for each request: a test may end before the next one.
#[cfg(feature = "rustls")]
fn transport() -> Option<ReqwestTransport> {
    let builder = ReqwestTransport::builder()
        .proxy(crate::runtime::transport::Proxy::none())
        .platform_certificates(false)
        .pool_max_idle_per_host(0);
    builder.build().ok()
}

/// Creates a transport that uses no proxy, no TLS, and a connection for each request: a test may end before the next one.
#[cfg(not(feature = "rustls"))]
fn transport() -> Option<ReqwestTransport> {
    let builder = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(0);
    builder.build().ok().map(ReqwestTransport::new)
}
