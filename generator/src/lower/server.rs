//! The server of the API.
//!
//! The client sends its credentials there, so the URL is parsed as strictly as a base URL in the client: a URL accepted here
//! is accepted there and refers to the same host.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::Authority;
use openapiv3::Server as Source;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Server;

const MAX_LABEL: usize = 63;
const MAX_HOST: usize = 253;

impl Lowering<'_> {
    /// Lowers `servers`, which must contain a single server.
    pub(super) fn server(&mut self) {
        let servers = Pointer::root().join("servers");
        let pointer = servers.index(0).join("url");
        let (place, found) = match self.openapi.servers.as_slice() {
            [server] if has_variables(server) => (
                servers,
                format!(
                    "variables in the server URL `{}` are not supported",
                    server.url
                ),
            ),
            [server] => match normalize(&server.url) {
                Ok(url) => {
                    self.api.server = Server { pointer, url };
                    self.warn_of_plain_http();
                    return;
                }
                Err(reason) => {
                    (pointer, format!("the server URL `{}` {reason}", server.url))
                }
            },
            [] => (servers, "`servers` is missing".to_owned()),
            _ => (servers, "several servers are not supported".to_owned()),
        };
        self.diagnostics.push(
            Diagnostic::error(place, found)
                .expected(
                    "one server with a fixed URL such as `https://api.example.com`",
                )
                .help("set the server in the document or in an overlay"),
        );
    }

    /// Reports servers of a path item or an operation that differ from that of the document.
    pub(super) fn check_servers(&mut self, servers: &[Source], pointer: &Pointer) {
        let expected = &self.api.server.url;
        if expected.is_empty() {
            return; // Reported already.
        }
        let others = servers.iter().enumerate().filter(|(_, server)| {
            has_variables(server) || normalize(&server.url).as_ref() != Ok(expected)
        });
        let problems = others.map(|(index, server)| {
            Diagnostic::error(
                pointer.join("servers").index(index).join("url"),
                format!("the server `{}` differs from that of the document", server.url),
            )
            .expected(format!("`{expected}`, or no server"))
            .help("correct or remove the server in the document or in an overlay")
        });
        self.diagnostics.extend(problems);
    }

    fn warn_of_plain_http(&mut self) {
        let Server { pointer, url } = &self.api.server;
        if self.api.server.is_plain_http() {
            self.diagnostics.push(
                Diagnostic::warning(
                    pointer.clone(),
                    format!(
                        "the server `{url}` uses plain HTTP, which exposes credentials"
                    ),
                )
                .expected("an `https` URL")
                .help("correct the URL in the document or in an overlay"),
            );
        }
    }
}

fn has_variables(server: &Source) -> bool {
    server.variables.as_ref().is_some_and(|variables| !variables.is_empty())
}

/// Normalizes a URL, or returns the reason why it is invalid.
fn normalize(url: &str) -> Result<String, &'static str> {
    if url.contains('#') {
        return Err("contains a fragment");
    }
    if url.contains('\\') {
        return Err("contains a backslash");
    }
    let uri: Uri = url.parse().map_err(|_| "is not a URL")?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err("has no scheme or no host");
    };
    let default_port = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return Err("is neither `https` nor `http`"),
    };
    if authority.as_str().contains('@') {
        return Err("contains user information");
    }
    if uri.query().is_some() {
        return Err("contains a query");
    }
    let port = match port(authority)? {
        Some(port) if port != default_port => format!(":{port}"),
        _ => String::new(),
    };
    let path = uri.path().trim_end_matches('/');
    if !is_plain_path(path) {
        return Err("has an invalid path");
    }
    Ok(format!("{scheme}://{}{port}{path}", host(authority.host())?))
}

/// Returns the explicit port.
fn port(authority: &Authority) -> Result<Option<u16>, &'static str> {
    let written = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    if written.is_empty() {
        return Ok(None);
    }
    let port = written.strip_prefix(':').and_then(|port| port.parse().ok());
    match port.filter(|port| *port > 0 && !written.contains('+')) {
        Some(port) => Ok(Some(port)),
        None => Err("has an invalid port"),
    }
}

/// Normalizes a host: an IP address, or a DNS name in lower case.
fn host(host: &str) -> Result<String, &'static str> {
    if let Some(address) = host.strip_prefix('[') {
        let address =
            address.strip_suffix(']').and_then(|text| text.parse::<Ipv6Addr>().ok());
        return address
            .map(|address| format!("[{address}]"))
            .ok_or("has an invalid IPv6 address");
    }
    let host = host.to_ascii_lowercase();
    // URL parsers interpret a host whose last label is a number as an IPv4 address.
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number =
        last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = if is_number {
        host.parse::<Ipv4Addr>().is_ok()
    } else {
        host.len() <= MAX_HOST && host.split('.').all(is_label)
    };
    if is_host {
        Ok(host)
    } else {
        Err("has an invalid host")
    }
}

fn is_label(label: &str) -> bool {
    let is_inner =
        |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !label.is_empty()
        && label.len() <= MAX_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(is_inner)
}

/// Returns `true` if all parsers interpret the path alike: segments of unreserved characters, none empty, `.` or `..`.
fn is_plain_path(path: &str) -> bool {
    let is_unreserved =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut segments = path.split('/').skip(1);
    segments.all(|segment| {
        !["", ".", ".."].contains(&segment) && segment.bytes().all(is_unreserved)
    })
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn urls_are_normalized() {
        for (written, url) in [
            ("https://api.example.com", "https://api.example.com"),
            ("HTTPS://API.Example.com:443/", "https://api.example.com"),
            ("http://api.example.com:80", "http://api.example.com"),
            ("http://api.example.com:443", "http://api.example.com:443"),
            ("https://api.example.com:08443/v1//", "https://api.example.com:8443/v1"),
            ("https://127.0.0.1:4010", "https://127.0.0.1:4010"),
            ("https://[0:0::1]:8080/a/b", "https://[::1]:8080/a/b"),
            ("https://a_b.xn--bcher-kva.example", "https://a_b.xn--bcher-kva.example"),
        ] {
            assert_eq!(normalize(written).as_deref(), Ok(url));
        }
    }

    #[test]
    fn ambiguous_urls_are_rejected() {
        let found = [
            ("", "is not a URL"),
            ("/v1", "has no scheme or no host"),
            ("api.example.com", "has no scheme or no host"),
            ("//api.example.com", "has no scheme or no host"),
            ("https://", "is not a URL"),
            ("https:///v1", "is not a URL"),
            ("ftp://api.example.com", "is neither `https` nor `http`"),
            ("https://user@api.example.com", "contains user information"),
            ("https://api.example.com:pw@evil.example", "contains user information"),
            ("https://@api.example.com", "contains user information"),
            ("https://api.example.com?x", "contains a query"),
            ("https://api.example.com/#x", "contains a fragment"),
            ("https://api.example.com#@evil.example", "contains a fragment"),
            ("https://evil.example\\@api.example.com", "contains a backslash"),
            ("https://api.example.com:", "has an invalid port"),
            ("https://api.example.com:0", "has an invalid port"),
            ("https://api.example.com:65536", "has an invalid port"),
            ("https://api.example.com:99999", "has an invalid port"),
            ("https://[fe80::1%25eth0]", "has an invalid IPv6 address"),
            ("https://[::1", "is not a URL"),
            ("https://[1:2]", "has an invalid IPv6 address"),
            ("https://256.1.1.1", "has an invalid host"),
            ("https://1.2.3", "has an invalid host"),
            ("https://0x7f000001", "has an invalid host"),
            ("https://2130706433", "has an invalid host"),
            ("https://api..example.com", "has an invalid host"),
            ("https://api.example.com.", "has an invalid host"),
            ("https://.example.com", "has an invalid host"),
            ("https://-a.example.com", "has an invalid host"),
            ("https://a%62.example.com", "is not a URL"),
            ("https://a b.example.com", "is not a URL"),
            ("https://bücher.example", "is not a URL"),
            ("https://api.example.com/a/../b", "has an invalid path"),
            ("https://api.example.com/%2e%2e/b", "has an invalid path"),
            ("https://api.example.com//b", "has an invalid path"),
            ("https://api.example.com/{region}", "has an invalid path"),
        ]
        .map(|(written, reason)| (written, normalize(written), reason));
        for (written, found, reason) in &found {
            assert_eq!(found, &Err(*reason), "{written}");
        }
        let long = format!("https://{}.example.com", "a".repeat(64));
        assert_eq!(normalize(&long), Err("has an invalid host"));
    }
}
