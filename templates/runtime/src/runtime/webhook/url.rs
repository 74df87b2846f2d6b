//! URL of a webhook, split without changing a byte of it.

use super::error::SignatureError;
use super::{body_hash, form};

/// Parts of the URL of a webhook.
pub(super) struct WebhookUrl<'a> {
    /// Scheme with its `://`.
    scheme: &'a str,
    /// User and password with their `@`, or empty.
    user: &'a str,
    host: &'a str,
    /// Port with its colon, or empty.
    port: &'a str,
    /// Path, query and fragment.
    after: &'a str,
}

impl<'a> WebhookUrl<'a> {
    /// Splits an absolute URL.
    pub(super) fn parse(text: &'a str) -> Result<Self, SignatureError> {
        let authority = text.find("://").ok_or(SignatureError::InvalidUrl)? + 3;
        let (scheme, rest) = text.split_at(authority);
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, after) = rest.split_at(end);
        let (user, host_and_port) =
            authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
        let (host, port) = host_and_port.split_at(host_length(host_and_port));
        if scheme == "://" || host.is_empty() || !is_port(port) {
            return Err(SignatureError::InvalidUrl);
        }
        Ok(Self {
            scheme,
            user,
            host,
            port,
            after,
        })
    }

    /// Returns the URL as Twilio signs it by its documentation, in parts: without user and password.
    pub(super) fn signed(&self) -> [&'a str; 5] {
        [self.scheme, "", self.host, self.port, self.after]
    }

    /// Returns the URLs that Twilio may have signed, in parts: with and without user and password; with the port
    /// unchanged, removed, or added.
    pub(super) fn spellings(&self) -> impl Iterator<Item = [&'a str; 5]> {
        let other_port = match self.port {
            "" => default_port(self.scheme),
            _ => Some(""),
        };
        let ports = [Some(self.port), other_port];
        let users = [Some(""), Some(self.user).filter(|user| !user.is_empty())];
        let &Self {
            scheme,
            host,
            after,
            ..
        } = self;
        users.into_iter().flatten().flat_map(move |user| {
            let ports = ports.into_iter().flatten();
            ports.map(move |port| [scheme, user, host, port, after])
        })
    }

    /// Returns the hash of the body, if the query has one.
    pub(super) fn body_hash(&self) -> Option<Vec<u8>> {
        let (_, query) = self.after.split('#').next()?.split_once('?')?;
        let mut parameters = form::parameters(query.as_bytes());
        let hash = parameters.find(|(name, _)| name == body_hash::PARAMETER.as_bytes());
        hash.map(|(_, hash)| hash)
    }
}

/// Appends the path and the query of a request to the public part of the URL.
pub(super) fn join(
    public_url: &str,
    path_and_query: &str,
) -> Result<String, SignatureError> {
    if public_url.contains(['?', '#']) {
        return Err(SignatureError::InvalidUrl);
    }
    Ok(format!("{}{path_and_query}", public_url.trim_end_matches('/')))
}

/// Returns the length of the host without the port. An IPv6 address contains colons, in brackets.
fn host_length(host: &str) -> usize {
    let address = host.rfind(']').unwrap_or(0);
    host[address..].find(':').map_or(host.len(), |colon| address + colon)
}

/// Returns `true` for an empty string, or a colon and a number from 1 to 65535: Twilio sends no requests to other
/// ports.
fn is_port(port: &str) -> bool {
    let digits = port.strip_prefix(':').unwrap_or_default();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    port.is_empty() || (is_number && digits.parse::<u16>().is_ok_and(|port| port > 0))
}

/// Returns the port of a scheme, with its colon.
fn default_port(scheme: &str) -> Option<&'static str> {
    if scheme.eq_ignore_ascii_case("https://") {
        Some(":443")
    } else if scheme.eq_ignore_ascii_case("http://") {
        Some(":80")
    } else {
        None
    }
}
