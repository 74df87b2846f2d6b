//! The servers of the API: that of the document, and others of path items and operations.
//!
//! The client sends its credentials there, so the URL is parsed as strictly as a base URL in the client: a URL accepted here
//! is accepted there and refers to the same host.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::Authority;
use openapiv3::{OpenAPI, Paths, Server as Source};

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::Server;

const MAX_LABEL: usize = 63;
const MAX_HOST: usize = 253;

/// Servers of path items and operations that are the same as that of the document.
#[derive(Default)]
pub(super) struct RepeatedServers {
    first: Option<Pointer>,
    count: usize,
}

impl Lowering<'_> {
    /// Lowers the server of the document: that of all operations if they agree on their own, or else the first of `servers`.
    pub(super) fn server(&mut self) {
        let pointer = Pointer::root().join("servers");
        let servers = self.openapi.servers.as_slice();
        let own = own_servers(&self.openapi.paths);
        let agreed = own.first().filter(|_| is_agreed(self.openapi, &own));
        let server = match (servers.first().map(url), agreed) {
            (Some(Ok(root)), Some(agreed)) if root != agreed.url => {
                self.diagnostics.push(
                    Diagnostic::note(
                        pointer,
                        format!("no operation uses the servers of the document: all of them are at `{}`", agreed.url),
                    )
                    .expected("servers that an operation uses")
                    .help("correct the servers of the document or those of the paths"),
                );
                Some(agreed.clone())
            }
            (Some(_), _) => self.first_server(servers, &pointer),
            (None, Some(agreed)) => Some(agreed.clone()),
            (None, None) => {
                self.diagnostics.push(
                    Diagnostic::error(pointer, "the document has no server")
                        .expected(EXPECTED)
                        .help("set the server in the document or in an overlay"),
                );
                None
            }
        };
        self.api.server = server.unwrap_or_default();
        self.warn_of_plain_http(&self.api.server.clone());
    }

    /// Returns the server of a path item or an operation, or `None` if there is none or it is that of the document.
    pub(super) fn own_server(
        &mut self,
        servers: &[Source],
        pointer: &Pointer,
    ) -> Option<Server> {
        let pointer = pointer.join("servers");
        let first = servers.first()?;
        // Reported already if the document has no server.
        let document = Some(&self.api.server.url).filter(|url| !url.is_empty())?;
        if url(first).as_ref() == Ok(document) && servers.len() == 1 {
            // Without servers of its own, the document has that of its operations.
            if self.openapi.servers.first().map(self::url) == Some(Ok(document.clone()))
            {
                self.repeated_servers.first.get_or_insert(pointer);
                self.repeated_servers.count += 1;
            }
            return None;
        }
        let server = self.first_server(servers, &pointer)?;
        if server.url == self.api.server.url {
            return None;
        }
        self.warn_of_plain_http(&server);
        Some(server)
    }

    /// Reports the servers that repeat that of the document, all at once.
    pub(super) fn repeated_servers(&mut self) {
        let RepeatedServers { first, count } =
            std::mem::take(&mut self.repeated_servers);
        let Some(pointer) = first else { return };
        let found = match count {
            1 => "the server repeats that of the document".to_owned(),
            _ => format!(
                "{count} path items and operations repeat the server of the document"
            ),
        };
        self.diagnostics.push(
            Diagnostic::note(pointer, found)
                .expected("servers that differ from that of the document")
                .help("no action is required; remove the servers to avoid this note"),
        );
    }

    /// Returns the first server, which must have an absolute URL, with the defaults of its variables.
    fn first_server(&mut self, servers: &[Source], pointer: &Pointer) -> Option<Server> {
        let server = servers.first()?;
        let place = pointer.index(0);
        let url = match url(server) {
            Ok(url) => url,
            Err(fault) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        place.join("url"),
                        format!("the server URL `{}` {fault}", server.url),
                    )
                    .expected(EXPECTED)
                    .help("set the server in the document or in an overlay"),
                );
                return None;
            }
        };
        if servers.len() > 1 {
            self.diagnostics.push(
                Diagnostic::note(
                    pointer.index(1),
                    format!("only the first of {} servers is used: `{url}`", servers.len()),
                )
                .expected("one server")
                .help("put another server first, or pass its URL to `ClientBuilder::base_url`"),
            );
        }
        if server.variables.as_ref().is_some_and(|variables| !variables.is_empty()) {
            self.diagnostics.push(
                Diagnostic::note(
                    place.join("variables"),
                    format!("the variables of the server URL are replaced by their defaults: `{url}`"),
                )
                .expected("a URL without variables")
                .help("change the defaults, or pass another URL to `ClientBuilder::base_url`"),
            );
        }
        Some(Server {
            pointer: place.join("url"),
            url,
        })
    }

    fn warn_of_plain_http(&mut self, server: &Server) {
        let Server { pointer, url } = server;
        if server.is_plain_http() {
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

/// The form of a server URL, for messages.
const EXPECTED: &str = "an absolute URL such as `https://api.example.com`";

/// Returns the first server of each operation that has its own or one of its path item, if all operations do.
fn own_servers(paths: &Paths) -> Vec<Server> {
    let mut servers = Vec::new();
    let root = Pointer::root().join("paths");
    for (path, item) in &paths.paths {
        let Some(item) = item.as_item() else { continue };
        for (method, operation) in item.iter() {
            let pointer = root.join(path);
            let (source, pointer) =
                match (operation.servers.first(), item.servers.first()) {
                    (Some(server), _) => (server, pointer.join(method)),
                    (None, Some(server)) => (server, pointer),
                    (None, None) => return Vec::new(),
                };
            let Ok(url) = url(source) else {
                return Vec::new();
            };
            let pointer = pointer.join("servers").index(0).join("url");
            servers.push(Server { pointer, url });
        }
    }
    servers
}

/// Returns `true` if all operations have the same server. If the document has none, the first one takes its place.
fn is_agreed(openapi: &OpenAPI, own: &[Server]) -> bool {
    openapi.servers.is_empty() || own.windows(2).all(|pair| pair[0].url == pair[1].url)
}

/// Returns the normalized URL of a server with the defaults of its variables, or the reason why it is invalid.
fn url(server: &Source) -> Result<String, String> {
    let mut whole = String::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) =
            after.split_once('}').ok_or("has a brace that is not closed")?;
        let variables = server.variables.as_ref();
        let variable = variables.and_then(|variables| variables.get(name));
        let variable =
            variable.ok_or_else(|| format!("has the undeclared variable `{name}`"))?;
        whole.push_str(before);
        whole.push_str(&variable.default);
        rest = tail;
    }
    whole.push_str(rest);
    if whole.starts_with('/') && !whole.starts_with("//") {
        return Err(
            "is relative, and the crate does not know where the document is published"
                .to_owned(),
        );
    }
    normalize(&whole).map_err(|fault| {
        if whole == server.url {
            fault.to_owned()
        } else {
            format!("with the defaults of its variables, `{whole}`, {fault}")
        }
    })
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
