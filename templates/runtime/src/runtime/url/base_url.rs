//! Base URLs, the only destinations of requests.

use std::fmt;

use http::Uri;
use http::uri::{Authority, Scheme};

use super::http_url::HttpUrl;
use super::region::{self, Product};
use super::request_target::RequestTarget;
use crate::runtime::{Error, Result};

/// The origin that a client sends requests to, and the prefix of every path of the API.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    prefix: String,
}

impl BaseUrl {
    /// Parses a base URL such as `https://product.twilio.com` or `http://127.0.0.1:4010`.
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
        // The prefix of the API's paths does not apply to other products.
        base_url.prefix.clear();
        base_url.at(&host)
    }

    /// Returns the base URL with another host.
    fn at(mut self, host: &str) -> Result<Self> {
        self.authority = host.parse().map_err(|error: http::uri::InvalidUri| {
            Error::configuration("no host can be made of this region and edge")
                .with_source(error)
        })?;
        Ok(self)
    }

    /// Returns the scheme and authority, without a trailing slash.
    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// Returns the URL of a path of the API.
    pub(crate) fn join(
        &self,
        target: &RequestTarget,
    ) -> std::result::Result<RequestUrl, http::Error> {
        let builder =
            Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        let builder = if self.prefix.is_empty() {
            builder.path_and_query(target.as_path_and_query().clone())
        } else {
            builder.path_and_query(format!("{}{}", self.prefix, target.as_str()))
        };
        builder.build().map(RequestUrl)
    }

    /// Returns the prefix of every path of the API, without a trailing slash.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns `true` if a URL has this origin and no userinfo.
    pub(crate) fn is_at(&self, scheme: &Scheme, authority: &Authority) -> bool {
        self.has_port_and_scheme(scheme, authority)
            && authority.host().eq_ignore_ascii_case(self.authority.host())
    }

    /// Returns `true` if a URL has this origin, in any region and through any edge, and no userinfo.
    pub(crate) fn is_in_any_region_at(
        &self,
        scheme: &Scheme,
        authority: &Authority,
    ) -> bool {
        self.has_port_and_scheme(scheme, authority)
            && (authority.host().eq_ignore_ascii_case(self.authority.host())
                || region::is_host_of(self.authority.host(), authority.host()))
    }

    /// Returns `true` if a URL has this scheme and port, and no userinfo.
    fn has_port_and_scheme(&self, scheme: &Scheme, authority: &Authority) -> bool {
        *scheme == self.scheme
            && port(scheme, authority) == port(&self.scheme, &self.authority)
            && !has_user(authority)
    }
}

/// The URL of a request, created only by a [`BaseUrl`]: its origin, and a validated path and query. Transports
/// therefore send exactly what was validated, regardless of their URL parser.
#[derive(Clone)]
pub(crate) struct RequestUrl(Uri);

impl RequestUrl {
    /// Returns the URL in the form that transports accept.
    pub(crate) fn as_uri(&self) -> &Uri {
        &self.0
    }

    /// Returns the path, percent-encoded.
    pub(crate) fn path(&self) -> &str {
        self.0.path()
    }

    /// Returns the query, percent-encoded.
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

/// Returns `true` if the URL contains userinfo, before an `@`.
fn has_user(authority: &Authority) -> bool {
    authority.as_str().contains('@')
}

/// Returns the explicit or default port; `None` if the explicit port is invalid, such as 99999.
fn port(scheme: &Scheme, authority: &Authority) -> Option<u16> {
    let is_written = !authority.as_str().ends_with(authority.host());
    if is_written {
        authority.port_u16()
    } else {
        default_port(scheme)
    }
}

/// Returns the default port of a scheme; `None` for a scheme that the client does not support.
fn default_port(scheme: &Scheme) -> Option<u16> {
    match scheme.as_str() {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    }
}
