//! Links to pages in responses, and the parts of them that are requested.

use std::borrow::Cow;

use http::uri::{Authority, Scheme};

use crate::runtime::url::base_url::BaseUrl;
use crate::runtime::url::paths::{below, has_form};
use crate::runtime::url::request_target::RequestTarget;

/// A link to a page of a list.
pub(crate) struct PageLink {
    /// The scheme and the authority; `None` if the link is a path.
    origin: Option<(Scheme, Authority)>,
    /// The path and query, without the fragment.
    target: RequestTarget,
}

impl PageLink {
    /// Parses an absolute URL, or a path that starts with a slash.
    pub(crate) fn parse(link: &str) -> Result<Self, Cow<'static, str>> {
        let (origin, target) = if link.starts_with('/') && !link.starts_with("//") {
            (None, link)
        } else {
            let (scheme, rest) = link
                .split_once("://")
                .ok_or("the link to the page is neither an absolute URL nor a path")?;
            let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
            let (authority, target) = rest.split_at(end);
            let invalid = |_| "the link to the page is not a URL";
            let scheme = scheme.to_ascii_lowercase().parse().map_err(invalid)?;
            (Some((scheme, authority.parse().map_err(invalid)?)), target)
        };
        let target = target.split('#').next().unwrap_or_default();
        let target = match target.chars().next() {
            None | Some('?') => RequestTarget::parse(&format!("/{target}")),
            Some(_) => RequestTarget::parse(target),
        };
        let target =
            target.map_err(|reason| format!("the link to the page {reason}"))?;
        Ok(Self { origin, target })
    }

    /// Returns the target to request at a base URL, without its prefix, if the link has its origin or a host of the
    /// API.
    ///
    /// `api` is the default base URL of the API, and `template` the path of the list there. A link may or may not
    /// contain the prefix: the API is not aware of a gateway in front of it. A path that matches the template has no
    /// prefix, even if it starts like one.
    pub(crate) fn target_at(
        &self,
        base_url: &BaseUrl,
        api: &BaseUrl,
        template: &str,
    ) -> Result<RequestTarget, Cow<'static, str>> {
        let is_known = self.origin.as_ref().is_none_or(|(scheme, authority)| {
            base_url.is_at(scheme, authority)
                || api.is_in_any_region_at(scheme, authority)
        });
        if !is_known {
            return Err(
                "the link to the page names neither the client's own origin nor a host of the API".into(),
            );
        }
        // The path without either prefix. The API's own prefix is present if a gateway forwards to it.
        let path = self.target.path();
        let (own, upstream) =
            (below(path, base_url.prefix()), below(path, api.prefix()));
        let mut candidates = [Some(path), own, upstream].into_iter().flatten();
        let of_list = candidates.find(|path| has_form(path, template));
        let kept = of_list.or(own).unwrap_or(path);
        RequestTarget::parse(&self.target.as_str()[path.len() - kept.len()..])
            .map_err(|reason| format!("the link to the page {reason}").into())
    }
}
