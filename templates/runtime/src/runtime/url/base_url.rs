//! Where requests go, and nowhere else.

use std::fmt;

use http::Uri;
use http::uri::{Authority, Scheme};

use super::http_url::HttpUrl;
use super::region::{self, Product};
use super::request_target::RequestTarget;
use crate::runtime::{Error, Result};

/// The origin that a client talks to, and a path before every path of the API.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    prefix: String,
}

impl BaseUrl {
    /// Reads a base URL such as `https://conversations.twilio.com` or `http://127.0.0.1:4010`.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let HttpUrl {
            scheme,
            authority,
            target,
        } = HttpUrl::parse(text, "the base URL")?;
        if target.query().is_some() {
            return Err(Error::configuration("the base URL may not have a query"));
        }
        Ok(Self {
            scheme,
            authority,
            prefix: target.path().trim_end_matches('/').to_owned(),
        })
    }

    /// Returns the base URL of the API in a region, through an edge location; see [`region::host`].
    pub(crate) fn regional(
        base: &str,
        region: Option<&str>,
        edge: Option<&str>,
    ) -> Result<Self> {
        let base_url = Self::parse(base)?;
        let host = region::host(base_url.authority.as_str(), region, edge)?;
        base_url.at(&host)
    }

    /// Returns the base URL of another product than the API, whose own is `base`; see [`region::product_host`].
    pub(crate) fn of_product(
        base: &str,
        product: &Product,
        region: Option<&str>,
        edge: Option<&str>,
    ) -> Result<Self> {
        let mut base_url = Self::parse(base)?;
        let api_host = base_url.authority.as_str();
        let host = region::product_host(api_host, product, region, edge)?;
        // What precedes the paths of the API precedes no others.
        base_url.prefix.clear();
        base_url.at(&host)
    }

    /// Returns the same at another host.
    fn at(mut self, host: &str) -> Result<Self> {
        self.authority = host.parse().map_err(|error: http::uri::InvalidUri| {
            Error::configuration("no host can be made of this region and edge")
                .with_source(error)
        })?;
        Ok(self)
    }

    /// Returns the scheme and authority, without a slash at the end.
    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// Returns the URL of a path of the API.
    pub(crate) fn join(
        &self,
        target: &RequestTarget,
    ) -> std::result::Result<RequestUrl, http::Error> {
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{}", self.prefix, target.as_str()))
            .build()
            .map(RequestUrl)
    }

    /// Returns the path before every path of the API, without a slash at its end.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether this is the origin of a URL, which names no user.
    pub(crate) fn is_at(&self, scheme: &Scheme, authority: &Authority) -> bool {
        self.has_port_and_scheme(scheme, authority)
            && authority.host().eq_ignore_ascii_case(self.authority.host())
    }

    /// Whether the origin of a URL, which names no user, is this one in any region and through any edge.
    pub(crate) fn is_in_any_region_at(
        &self,
        scheme: &Scheme,
        authority: &Authority,
    ) -> bool {
        self.has_port_and_scheme(scheme, authority)
            && (authority.host().eq_ignore_ascii_case(self.authority.host())
                || region::is_host_of(self.authority.host(), authority.host()))
    }

    /// Whether a URL names this scheme and port, and no user.
    fn has_port_and_scheme(&self, scheme: &Scheme, authority: &Authority) -> bool {
        *scheme == self.scheme
            && port(scheme, authority) == port(&self.scheme, &self.authority)
            && !has_user(authority)
    }
}

/// The URL of a request, which only a [`BaseUrl`] makes: its origin, and a path and query that were checked. So a
/// transport, whichever parser it uses, sends what was checked.
#[derive(Clone)]
pub(crate) struct RequestUrl(Uri);

impl RequestUrl {
    /// The URL as transports take it.
    pub(crate) fn as_uri(&self) -> &Uri {
        &self.0
    }

    /// The path, percent-encoded.
    pub(crate) fn path(&self) -> &str {
        self.0.path()
    }

    /// The query, percent-encoded.
    pub(crate) fn query(&self) -> Option<&str> {
        self.0.query()
    }
}

impl fmt::Display for RequestUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.origin(), self.prefix)
    }
}

/// Whether credentials stand in the URL itself, before an `@`.
fn has_user(authority: &Authority) -> bool {
    authority.as_str().contains('@')
}

/// The port that is meant, written or not; none if it is written and no port, such as 99999.
fn port(scheme: &Scheme, authority: &Authority) -> Option<u16> {
    let is_written = !authority.as_str().ends_with(authority.host());
    if is_written {
        authority.port_u16()
    } else {
        default_port(scheme)
    }
}

/// The port of a scheme; none for one that the client does not speak.
fn default_port(scheme: &Scheme) -> Option<u16> {
    match scheme.as_str() {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    }
}
