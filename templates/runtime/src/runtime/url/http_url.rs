//! URLs that a client is configured with.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::{Authority, Scheme};

use super::request_target::RequestTarget;
use crate::runtime::{Error, Result};

/// An absolute URL of a server, as every URL parser reads it.
pub(crate) struct HttpUrl {
    /// `https` or `http`.
    pub(crate) scheme: Scheme,
    /// A host and perhaps a port.
    pub(crate) authority: Authority,
    /// The path and the query.
    pub(crate) target: RequestTarget,
}

impl HttpUrl {
    /// Reads a URL, named in errors by its role, such as `the base URL`.
    ///
    /// A host that could be read in two ways is refused: a transport may have another parser of URLs than the client. So
    /// is what no transport can connect to.
    pub(crate) fn parse(text: &str, role: &str) -> Result<Self> {
        let refuse = |reason: &str| Error::configuration(format!("{role} {reason}"));
        if text.contains('#') {
            return Err(refuse("may not have a fragment"));
        }
        let parts = text
            .parse::<Uri>()
            .map_err(|error| refuse("is not a valid URL").with_source(error))?
            .into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(refuse(
                "needs a scheme and a host, such as https://example.com",
            ));
        };
        if ![Scheme::HTTPS, Scheme::HTTP].contains(&scheme) {
            return Err(refuse("has a scheme other than https and http"));
        }
        check_authority(&authority).map_err(refuse)?;
        let target = parts.path_and_query.as_ref().map_or("/", |target| target.as_str());
        let target = RequestTarget::parse(target)
            .map_err(|reason| refuse(&reason.to_string()))?;
        Ok(Self {
            scheme,
            authority,
            target,
        })
    }

    /// The URL as transports take it.
    pub(crate) fn to_uri(&self) -> std::result::Result<Uri, http::Error> {
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(self.target.as_str())
            .build()
    }
}

/// Whether the text is one label of a host name: letters, digits and inner hyphens. A label of Punycode is not taken: it
/// stands for other characters.
pub(crate) fn is_label(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_punycode = text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("xn--"));
    (1..=63).contains(&text.len())
        && text.bytes().all(is_inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !is_punycode
}

/// Takes a host with or without a port, and nothing else.
fn check_authority(authority: &Authority) -> Result<(), &'static str> {
    if authority.as_str().contains('@') {
        return Err("may name a host and a port, and no user");
    }
    let host = authority.host();
    // The parser takes a port of more than 65535 and does not return it then.
    let port = &authority.as_str()[host.len()..];
    if !port.is_empty() && authority.port_u16().is_none_or(|port| port == 0) {
        return Err("has a port that is not a number from 1 to 65535");
    }
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) if address.parse::<Ipv6Addr>().is_err() => Err(
            "has a host that is not a valid IPv6 address; zone identifiers are not supported",
        ),
        None if !is_host(host) => {
            Err("has a host that is neither a valid host name nor a valid IP address")
        }
        _ => Ok(()),
    }
}

/// Whether the text is a host name or an IPv4 address as everybody reads it.
///
/// Where the last label is a number, such as in `1.2.3` or `0x7f.1`, some parsers take the host for an address in an
/// old notation.
fn is_host(text: &str) -> bool {
    let labels = text.strip_suffix('.').unwrap_or(text);
    let last = labels.rsplit('.').next().unwrap_or_default().as_bytes();
    let is_hexadecimal = last.len() >= 2 && last[..2].eq_ignore_ascii_case(b"0x");
    if is_hexadecimal || last.iter().all(u8::is_ascii_digit) {
        return text.parse::<Ipv4Addr>().is_ok();
    }
    // Underscores are no part of the names of hosts, and yet container networks have them.
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_label =
        |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(is_inner);
    labels.len() <= 253 && labels.split('.').all(is_label)
}
