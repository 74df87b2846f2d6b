//! The public URL of a server, as it is configured at Twilio.

use std::borrow::Cow;

use http::header::{FORWARDED, HOST};
use http::request::Parts;
use http::uri::{Authority, Scheme};

use super::error::ReceiveError;
use crate::runtime::webhook::headers;
use crate::runtime::webhook::url::{self, WebhookUrl};
use crate::runtime::{Error, Result};

const X_FORWARDED_PROTO: &str = "x-forwarded-proto";
const X_FORWARDED_HOST: &str = "x-forwarded-host";

/// Source of the public part of a webhook's URL: scheme and host. Path and query are those of the request.
///
/// Twilio signs the URL that is configured at Twilio. [`PublicUrl::new`] takes it as an argument, which is right for
/// most servers, also behind proxies. A server with several host names takes it from the request.
///
/// ```
/// use client_runtime::http::uri::Scheme;
/// use client_runtime::webhook::PublicUrl;
///
/// # fn main() -> client_runtime::Result<()> {
/// // The server has one public URL.
/// let public_url = PublicUrl::new("https://bot.example.com")?;
/// // A proxy, which is trusted, sets X-Forwarded-Proto and X-Forwarded-Host.
/// let public_url = PublicUrl::from_x_forwarded();
/// // The server has several host names and no proxy.
/// let public_url = PublicUrl::from_host(Scheme::HTTPS);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct PublicUrl(Source);

#[derive(Clone, Debug)]
enum Source {
    Stated(String),
    Host(Scheme),
    Forwarded,
    XForwarded,
}

impl PublicUrl {
    /// Uses this part of the URL configured at Twilio, which precedes the path of the request: scheme and host, and
    /// optionally a port and a prefix of the path that a proxy removes. No header of the request changes it. A slash at
    /// its end is ignored: `https://bot.example.com/` is the same as `https://bot.example.com`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) if it is not an absolute `http` or
    /// `https` URL, or has a query or a fragment.
    pub fn new(url: impl Into<String>) -> Result<Self> {
        let url = url.into();
        let is_valid = WebhookUrl::parse(&url).is_ok() && url::join(&url, "/").is_ok();
        let scheme = url.split("://").next().unwrap_or_default();
        if is_valid && is_http(scheme) && !url.contains(char::is_whitespace) {
            Ok(Self(Source::Stated(url)))
        } else {
            Err(Error::configuration(
                "the public URL is not an absolute `http` or `https` URL without a query and a fragment",
            ))
        }
    }

    /// Takes the host from the request (the `Host` header, or `:authority` of HTTP/2), and the scheme of the URL
    /// configured at Twilio from the argument.
    ///
    /// The sender determines the host, so a recorded request of another server with the same auth token is accepted if
    /// it is replayed with the host of the other server.
    pub fn from_host(scheme: Scheme) -> Self {
        Self(Source::Host(scheme))
    }

    /// Takes scheme and host from the `Forwarded` header ([RFC 7239]), which the proxy in front of the server sets. If
    /// it has no `host`, the host is taken as by [`from_host`](Self::from_host).
    ///
    /// Only use it if every request comes through a proxy that replaces the header: otherwise anybody can set it. A
    /// request with several `Forwarded` headers, or with several elements in one, is refused, because it is not clear
    /// which of them the proxy set.
    ///
    /// [RFC 7239]: https://www.rfc-editor.org/rfc/rfc7239
    pub fn from_forwarded() -> Self {
        Self(Source::Forwarded)
    }

    /// Takes scheme and host from the headers `X-Forwarded-Proto` and `X-Forwarded-Host`, which the proxy in front of
    /// the server sets. Without `X-Forwarded-Host`, the host is taken as by [`from_host`](Self::from_host).
    ///
    /// Only use it if every request comes through a proxy that replaces or removes both headers: otherwise anybody can
    /// set them. A request with several of one of them, or with several values in one, is refused, because it is not
    /// clear which of them the proxy set.
    pub fn from_x_forwarded() -> Self {
        Self(Source::XForwarded)
    }

    /// Returns the public part of the URL of a request.
    pub(super) fn of(&self, request: &Parts) -> Result<Cow<'_, str>, ReceiveError> {
        let found = match &self.0 {
            Source::Stated(url) => Some(Cow::Borrowed(url.as_str())),
            Source::Host(scheme) => joined(scheme.as_str(), host(request)),
            Source::Forwarded => forwarded(request),
            Source::XForwarded => x_forwarded(request),
        };
        found.ok_or(ReceiveError::UnknownUrl)
    }
}

/// Reads the only element of the only `Forwarded` header.
fn forwarded(request: &Parts) -> Option<Cow<'static, str>> {
    let element = headers::only_value(&request.headers, FORWARDED.as_str())?;
    if element.contains([',', '\\']) {
        return None;
    }
    let (mut scheme, mut forwarded_host) = (None, None);
    for pair in element.split(';') {
        let (name, value) = pair.split_once('=')?;
        let place = match name.trim() {
            name if name.eq_ignore_ascii_case("proto") => &mut scheme,
            name if name.eq_ignore_ascii_case("host") => &mut forwarded_host,
            _ => continue,
        };
        if place.replace(unquoted(value.trim())?).is_some() {
            return None;
        }
    }
    joined(scheme?, forwarded_host.or_else(|| host(request)))
}

/// Returns the value of a token or of a quoted string without escapes.
fn unquoted(value: &str) -> Option<&str> {
    match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"'),
        None => Some(value),
    }
}

/// Reads the only values of the `X-Forwarded` headers.
fn x_forwarded(request: &Parts) -> Option<Cow<'static, str>> {
    let scheme = headers::only_value(&request.headers, X_FORWARDED_PROTO)?;
    let host = if request.headers.contains_key(X_FORWARDED_HOST) {
        headers::only_value(&request.headers, X_FORWARDED_HOST)
    } else {
        host(request)
    };
    joined(scheme, host)
}

/// Returns the host that the request is sent to.
fn host(request: &Parts) -> Option<&str> {
    match request.uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => headers::only_value(&request.headers, HOST.as_str()),
    }
}

/// Joins scheme and host, if they are valid.
fn joined(scheme: &str, host: Option<&str>) -> Option<Cow<'static, str>> {
    let (scheme, host) = (scheme.trim(), host?.trim());
    let is_host = host.parse::<Authority>().is_ok() && !host.contains('@');
    let scheme = scheme.to_ascii_lowercase();
    (is_http(&scheme) && is_host).then(|| Cow::Owned(format!("{scheme}://{host}")))
}

fn is_http(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}
