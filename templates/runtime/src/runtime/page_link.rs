//! Links to pages, as the API writes them.

use std::borrow::Cow;

use http::uri::{Authority, Scheme};

use super::request_target::RequestTarget;

/// A link to a page of a list: the origin that it names, and what it asks for there.
pub(crate) struct PageLink {
    /// The scheme, such as `https`.
    pub(crate) scheme: Scheme,
    /// The host, and the port and the user if there are any.
    pub(crate) authority: Authority,
    /// The path and query; a fragment is left out.
    pub(crate) target: RequestTarget,
}

impl PageLink {
    /// Reads an absolute URL.
    pub(crate) fn parse(link: &str) -> Result<Self, Cow<'static, str>> {
        let (scheme, rest) = link
            .split_once("://")
            .ok_or("the link to the page is not an absolute URL")?;
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        let target = target.split('#').next().unwrap_or_default();
        let target = match target.chars().next() {
            None | Some('?') => RequestTarget::parse(&format!("/{target}")),
            Some(_) => RequestTarget::parse(target),
        };
        Ok(Self {
            scheme: scheme.parse().map_err(|_| "the link to the page is not a URL")?,
            authority: authority
                .parse()
                .map_err(|_| "the link to the page is not a URL")?,
            target: target.map_err(|reason| format!("the link to the page {reason}"))?,
        })
    }
}
