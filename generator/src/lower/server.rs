//! Where the API is served.
//!
//! The client sends its credentials there, so the URL is read as strictly as the client reads a base URL that it is
//! given: what is accepted here is accepted there, and leads to the same host.

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
    /// Reads where the API is served: the document names one place.
    pub(super) fn server(&mut self) {
        let servers = Pointer::root().join("servers");
        let pointer = servers.index(0).join("url");
        let (place, found) = match self.openapi.servers.as_slice() {
            [server] if has_variables(server) => (
                servers,
                format!("the server `{}`, whose URL has variables", server.url),
            ),
            [server] => match normal(&server.url) {
                Ok(url) => {
                    self.api.server = Server { pointer, url };
                    self.warn_of_plain_http();
                    return;
                }
                Err(reason) => {
                    (pointer, format!("the server URL `{}` {reason}", server.url))
                }
            },
            [] => (servers, "no server".to_owned()),
            several => (servers, format!("{} servers", several.len())),
        };
        self.diagnostics.push(
            Diagnostic::error(place, found)
                .expected("one server with a fixed URL such as `https://api.example.com`")
                .help("name the one at which the API is served, by an overlay if the document is not yours"),
        );
    }

    /// Reports servers of a path item or an operation that are not the document's, since a client has one server.
    pub(super) fn same_server(&mut self, servers: &[Source], pointer: &Pointer) {
        let expected = &self.api.server.url;
        if expected.is_empty() {
            return; // Reported already.
        }
        let others = servers.iter().enumerate().filter(|(_, server)| {
            has_variables(server) || normal(&server.url).as_ref() != Ok(expected)
        });
        let problems = others.map(|(index, server)| {
            Diagnostic::error(
                pointer.join("servers").index(index).join("url"),
                format!("the server `{}` differs from that of the document", server.url),
            )
            .expected(format!("`{expected}`, or no server"))
            .help("several servers are not supported: correct or remove it, by an overlay if the document is not yours")
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
                        "the server `{url}` uses plain HTTP: clients send their credentials unencrypted"
                    ),
                )
                .expected("an `https` URL")
                .help("anyone between client and server can read and change what is sent; correct the URL, by an overlay if the document is not yours"),
            );
        }
    }
}

fn has_variables(server: &Source) -> bool {
    server.variables.as_ref().is_some_and(|variables| !variables.is_empty())
}

/// The URL in the one way it is written, or what is wrong with it.
fn normal(url: &str) -> Result<String, &'static str> {
    if url.contains('#') {
        return Err("has a fragment");
    }
    if url.contains('\\') {
        return Err("has a backslash");
    }
    let uri: Uri = url.parse().map_err(|_| "is not a URL")?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err("does not name a scheme and a host");
    };
    let default_port = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return Err("is neither `https` nor `http`"),
    };
    if authority.as_str().contains('@') {
        return Err("has user information");
    }
    if uri.query().is_some() {
        return Err("has a query");
    }
    let port = match port(authority)? {
        Some(port) if port != default_port => format!(":{port}"),
        _ => String::new(),
    };
    let path = uri.path().trim_end_matches('/');
    if !is_plain_path(path) {
        return Err("has a path with characters or segments other than plain names");
    }
    Ok(format!("{scheme}://{}{port}{path}", host(authority.host())?))
}

/// The port that is written.
fn port(authority: &Authority) -> Result<Option<u16>, &'static str> {
    let written = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    if written.is_empty() {
        return Ok(None);
    }
    let port = written.strip_prefix(':').and_then(|port| port.parse().ok());
    match port.filter(|port| *port > 0 && !written.contains('+')) {
        Some(port) => Ok(Some(port)),
        None => Err("has a port other than 1 to 65535"),
    }
}

/// The host as it is written in one way only: an address, or names of the DNS in lower case.
fn host(host: &str) -> Result<String, &'static str> {
    if let Some(address) = host.strip_prefix('[') {
        let address =
            address.strip_suffix(']').and_then(|text| text.parse::<Ipv6Addr>().ok());
        return address
            .map(|address| format!("[{address}]"))
            .ok_or("has an impossible IPv6 address as its host");
    }
    let host = host.to_ascii_lowercase();
    // A last label that is a number makes an address of the whole, for every URL parser.
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
        Err("has an impossible host")
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

/// Whether no two readers can read the path differently: names of unreserved characters, none empty, `.` or `..`.
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
    use super::normal;

    #[test]
    fn a_url_is_written_in_one_way() {
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
            assert_eq!(normal(written).as_deref(), Ok(url));
        }
    }

    #[test]
    fn a_url_that_can_be_read_in_two_ways_is_refused() {
        let found = [
            ("", "is not a URL"),
            ("/v1", "does not name a scheme and a host"),
            ("api.example.com", "does not name a scheme and a host"),
            ("//api.example.com", "does not name a scheme and a host"),
            ("https://", "is not a URL"),
            ("https:///v1", "is not a URL"),
            ("ftp://api.example.com", "is neither `https` nor `http`"),
            ("https://user@api.example.com", "has user information"),
            ("https://api.example.com:pw@evil.example", "has user information"),
            ("https://@api.example.com", "has user information"),
            ("https://api.example.com?x", "has a query"),
            ("https://api.example.com/#x", "has a fragment"),
            ("https://api.example.com#@evil.example", "has a fragment"),
            ("https://evil.example\\@api.example.com", "has a backslash"),
            ("https://api.example.com:", "has a port other than 1 to 65535"),
            ("https://api.example.com:0", "has a port other than 1 to 65535"),
            ("https://api.example.com:65536", "has a port other than 1 to 65535"),
            ("https://api.example.com:99999", "has a port other than 1 to 65535"),
            ("https://[fe80::1%25eth0]", "has an impossible IPv6 address as its host"),
            ("https://[::1", "is not a URL"),
            ("https://[1:2]", "has an impossible IPv6 address as its host"),
            ("https://256.1.1.1", "has an impossible host"),
            ("https://1.2.3", "has an impossible host"),
            ("https://0x7f000001", "has an impossible host"),
            ("https://2130706433", "has an impossible host"),
            ("https://api..example.com", "has an impossible host"),
            ("https://api.example.com.", "has an impossible host"),
            ("https://.example.com", "has an impossible host"),
            ("https://-a.example.com", "has an impossible host"),
            ("https://a%62.example.com", "is not a URL"),
            ("https://a b.example.com", "is not a URL"),
            ("https://bücher.example", "is not a URL"),
            (
                "https://api.example.com/a/../b",
                "has a path with characters or segments other than plain names",
            ),
            (
                "https://api.example.com/%2e%2e/b",
                "has a path with characters or segments other than plain names",
            ),
            (
                "https://api.example.com//b",
                "has a path with characters or segments other than plain names",
            ),
            (
                "https://api.example.com/{region}",
                "has a path with characters or segments other than plain names",
            ),
        ]
        .map(|(written, reason)| (written, normal(written), reason));
        for (written, found, reason) in &found {
            assert_eq!(found, &Err(*reason), "{written}");
        }
        let long = format!("https://{}.example.com", "a".repeat(64));
        assert_eq!(normal(&long), Err("has an impossible host"));
    }
}
