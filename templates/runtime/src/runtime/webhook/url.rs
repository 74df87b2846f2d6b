//! The URL of a webhook, taken apart without changing a byte of it.

use super::{SignatureError, form};

/// A URL in the parts that matter here.
pub(super) struct WebhookUrl<'a> {
    scheme: &'a str,
    /// Everything up to the port: scheme, user, host.
    before: &'a str,
    /// The port with its colon, or nothing.
    port: &'a str,
    /// Path, query, fragment.
    after: &'a str,
}

impl<'a> WebhookUrl<'a> {
    /// Takes an absolute URL apart.
    pub(super) fn parse(text: &'a str) -> Result<Self, SignatureError> {
        let (scheme, rest) = text.split_once("://").ok_or(SignatureError::InvalidUrl)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, after) = rest.split_at(end);
        let host = authority.rfind('@').map_or(authority, |at| &authority[at + 1..]);
        let port = &host[host_length(host)..];
        if scheme.is_empty() || host.len() == port.len() || !is_port(port) {
            return Err(SignatureError::InvalidUrl);
        }
        Ok(Self {
            scheme,
            before: &text[..text.len() - after.len() - port.len()],
            port,
            after,
        })
    }

    /// The URL as it is, and with the port left out or added, for Twilio signs now this, now that; in parts.
    pub(super) fn spellings(&self) -> impl Iterator<Item = [&'a str; 3]> {
        let other_port = match self.port {
            "" => default_port(self.scheme),
            _ => Some(""),
        };
        let (before, after) = (self.before, self.after);
        let ports = [Some(self.port), other_port].into_iter().flatten();
        ports.map(move |port| [before, port, after])
    }

    /// The hash of the body, if the query has one.
    pub(super) fn body_hash(&self) -> Option<Vec<u8>> {
        let (_, query) = self.after.split('#').next()?.split_once('?')?;
        let mut parameters = form::parameters(query.as_bytes());
        parameters.find(|(name, _)| name == b"bodySHA256").map(|(_, hash)| hash)
    }
}

/// Puts the path and the query of a request behind the public part of the URL.
pub(super) fn join(
    public_url: &str,
    path_and_query: &str,
) -> Result<String, SignatureError> {
    if public_url.contains(['?', '#']) {
        return Err(SignatureError::InvalidUrl);
    }
    Ok(format!("{}{path_and_query}", public_url.trim_end_matches('/')))
}

/// Where the host ends: at the port, or at the end. An IPv6 address has colons of its own, in brackets.
fn host_length(host: &str) -> usize {
    let address = host.rfind(']').unwrap_or(0);
    host[address..].find(':').map_or(host.len(), |colon| address + colon)
}

/// Whether this is nothing, or a colon and a number from 1 to 65535: Twilio can send nothing to another port.
fn is_port(port: &str) -> bool {
    let digits = port.strip_prefix(':').unwrap_or_default();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    port.is_empty() || (is_number && digits.parse::<u16>().is_ok_and(|port| port > 0))
}

/// The port of a scheme, with its colon.
fn default_port(scheme: &str) -> Option<&'static str> {
    if scheme.eq_ignore_ascii_case("https") {
        Some(":443")
    } else if scheme.eq_ignore_ascii_case("http") {
        Some(":80")
    } else {
        None
    }
}
