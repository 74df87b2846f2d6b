//! URLs that a client is configured with.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::{Authority, Scheme};

use super::request_target::RequestTarget;
use crate::runtime::{Error, Result};

/// An absolute URL of a server that every URL parser parses in the same way.
pub(crate) struct HttpUrl {
    /// `https` or `http`.
    pub(crate) scheme: Scheme,
    /// The host and an optional port.
    pub(crate) authority: Authority,
    /// The path and the query.
    pub(crate) target: RequestTarget,
}

impl HttpUrl {
    /// Parses a URL, named in errors by its role, such as `the base URL`.
    ///
    /// An ambiguous host is rejected: the URL parser of a transport may differ from that of the client. A host that no
    /// transport can connect to is rejected, too.
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

    /// Returns the URL in the form that transports accept.
    pub(crate) fn to_uri(&self) -> std::result::Result<Uri, http::Error> {
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(self.target.as_str())
            .build()
    }
}

/// Returns `true` if the string is one label of a host name: letters, digits and inner hyphens. Punycode labels are
/// rejected, because they represent other characters.
pub(crate) fn is_label(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_punycode = text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("xn--"));
    (1..=63).contains(&text.len())
        && text.bytes().all(is_inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !is_punycode
}

/// Checks that an authority consists of a host and an optional port.
fn check_authority(authority: &Authority) -> Result<(), &'static str> {
    if authority.as_str().contains('@') {
        return Err("may name a host and a port, and no user");
    }
    let host = authority.host();
    // The parser accepts a port greater than 65535, but does not return it.
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

/// Returns `true` if the string is an unambiguous host name or IPv4 address.
///
/// If the last label is a number, such as in `1.2.3` or `0x7f.1`, some parsers treat the host as an address in a legacy
/// notation.
fn is_host(text: &str) -> bool {
    let labels = text.strip_suffix('.').unwrap_or(text);
    let last = labels.rsplit('.').next().unwrap_or_default().as_bytes();
    let is_hexadecimal = last.len() >= 2 && last[..2].eq_ignore_ascii_case(b"0x");
    if is_hexadecimal || last.iter().all(u8::is_ascii_digit) {
        return text.parse::<Ipv4Addr>().is_ok();
    }
    // Underscores are not valid in host names, but container networks use them.
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_label =
        |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(is_inner);
    labels.len() <= 253 && labels.split('.').all(is_label)
}
