//! Where requests go, and nowhere else.

use std::fmt;

use http::Uri;
use http::uri::{Authority, Scheme};

use super::{Error, Result, http_url};

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
        let url = http_url::parse(text, "the base URL")?;
        if url.query().is_some() {
            return Err(Error::configuration("the base URL may not have a query"));
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        let parts = url.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(Error::configuration("the base URL is not absolute"));
        };
        Ok(Self {
            scheme,
            authority,
            prefix,
        })
    }

    /// The base URL of the API in a region, through an edge location.
    ///
    /// `product.twilio.com` becomes `product.{edge}.{region}.twilio.com`. A region needs no edge; an edge without a
    /// region leads to `us1`, the region in which an account is by default.
    pub(crate) fn regional(
        base: &str,
        region: Option<&str>,
        edge: Option<&str>,
    ) -> Result<Self> {
        let mut base_url = Self::parse(base)?;
        let region = region.or(edge.map(|_| "us1"));
        let labels: Vec<&str> = [edge, region].into_iter().flatten().collect();
        if labels.is_empty() {
            return Ok(base_url);
        }
        if !labels.iter().all(|label| http_url::is_label(label)) {
            // Anything else, such as `us1.example.com/`, would send the credentials to another host.
            return Err(Error::configuration(
                "a region or an edge is not a single name of letters, digits and inner hyphens, such as us1 or ashburn",
            ));
        }
        let authority = base_url.authority.as_str();
        let (product, domain) = authority.split_once('.').unwrap_or((authority, ""));
        let host = format!("{product}.{}.{domain}", labels.join("."));
        base_url.authority = host.parse().map_err(|error: http::uri::InvalidUri| {
            Error::configuration("no host can be made of this region and edge")
                .because(error)
        })?;
        Ok(base_url)
    }

    /// The URL of a path of the API, which starts with a slash and may have a query; all of it is encoded already.
    pub(crate) fn join(
        &self,
        path_and_query: &str,
    ) -> std::result::Result<Uri, http::Error> {
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{path_and_query}", self.prefix))
            .build()
    }

    /// The URL that a page names, if it leads to this origin.
    ///
    /// What is returned is put together from this client's own scheme and authority and the path and query of the
    /// link, so that no two readings of a URL can disagree on where the credentials go.
    pub(crate) fn follow(&self, link: &str) -> std::result::Result<Uri, &'static str> {
        let parts = link
            .parse::<Uri>()
            .map_err(|_| "the link to the page is not a URL")?
            .into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err("the link to the page is not an absolute URL");
        };
        let same_origin = scheme == self.scheme
            && authority.host().eq_ignore_ascii_case(self.authority.host())
            && port(&scheme, &authority) == port(&self.scheme, &self.authority)
            && !has_user(&authority);
        if !same_origin {
            return Err(
                "the link to the page leads to another scheme, host or port than the client's own",
            );
        }
        let path_and_query =
            parts.path_and_query.as_ref().map_or("/", |path| path.as_str());
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(path_and_query)
            .build()
            .map_err(|_| "the link to the page is not a URL")
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            scheme,
            authority,
            prefix,
        } = self;
        write!(formatter, "{scheme}://{authority}{prefix}")
    }
}

/// Whether credentials stand in the URL itself, before an `@`.
fn has_user(authority: &Authority) -> bool {
    authority.as_str().contains('@')
}

/// The port that is meant, written or not.
fn port(scheme: &Scheme, authority: &Authority) -> Option<u16> {
    authority.port_u16().or(default_port(scheme))
}

/// The port of a scheme; none for one that the client does not speak.
fn default_port(scheme: &Scheme) -> Option<u16> {
    match scheme.as_str() {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    }
}
