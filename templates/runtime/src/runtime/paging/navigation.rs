//! How to get from one page of a list to another, and to no other list.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use super::page_link::PageLink;
use super::page_token::PagePosition;
use super::{PageMeta, PageToken};
use crate::runtime::request::operation::Call;
use crate::runtime::request::prepared::Prepared;
use crate::runtime::response::OperationResponse;
use crate::runtime::url::base_url::{BaseUrl, RequestUrl};
use crate::runtime::url::paths::{self, below, has_form};
use crate::runtime::{Client, Error, Paging, Request, RequestOptions, Result};

/// What it takes to get from one page of a list to another, and the pages read on the way.
#[derive(Clone)]
pub(crate) struct PageNavigator {
    client: Client,
    /// Where the first page is asked for, and so all others.
    base_url: BaseUrl,
    call: Call,
    paging: &'static Paging,
    /// The URL of the list itself.
    list: RequestUrl,
    headers: HeaderMap,
    options: RequestOptions,
    seen: Seen,
    /// Whether the next page is fetched before it is wanted.
    is_prefetch: bool,
}

/// The pages read so far, by a hash of their URLs: eight bytes a page. Shared until a second walk branches off.
#[derive(Clone, Default)]
struct Seen(Arc<HashSet<u64>>);

impl Seen {
    /// Notes a page.
    fn record(&mut self, url: &RequestUrl) {
        Arc::make_mut(&mut self.0).insert(hash(url));
    }

    /// Whether the page was noted.
    fn contains(&self, url: &RequestUrl) -> bool {
        self.0.contains(&hash(url))
    }
}

/// A hash of a URL of the client's own origin, the same throughout the program. The order of its query makes no other
/// page of it.
fn hash(url: &RequestUrl) -> u64 {
    let mut query: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
    query.sort_unstable();
    BuildHasherDefault::<DefaultHasher>::default().hash_one((url.path(), query))
}

impl PageNavigator {
    /// The navigator that starts with the request for the first page.
    pub(crate) fn new(
        request: &Request,
        paging: &'static Paging,
        first: &Prepared,
    ) -> Self {
        Self {
            client: request.client().clone(),
            base_url: first.base_url.clone(),
            call: first.call,
            paging,
            list: first.url.clone(),
            headers: first.headers.clone(),
            options: first.options.clone(),
            seen: Seen::default(),
            is_prefetch: false,
        }
    }

    /// The same, to fetch a page before it is wanted.
    pub(crate) fn prefetching(mut self) -> Self {
        self.is_prefetch = true;
        self
    }

    /// The navigator back: pages read on the way here may be read again.
    pub(crate) fn backward(&self) -> Self {
        Self {
            seen: Seen::default(),
            ..self.clone()
        }
    }

    /// The property of a response that holds the items of a page.
    pub(crate) fn items_name(&self) -> &'static str {
        self.paging.items
    }

    /// Sends the request for a page.
    pub(crate) async fn execute(&self, prepared: Prepared) -> Result<OperationResponse> {
        self.client.execute(prepared).await
    }

    /// Notes a page that was read, by the URL that was asked for and the one that the API gives it.
    pub(crate) fn record(&mut self, url: &RequestUrl, meta: &PageMeta) {
        self.seen.record(url);
        if let Some(Ok(url)) = meta.url.as_deref().map(|url| self.resolve(url)) {
            self.seen.record(&url);
        }
        self.is_prefetch = false;
    }

    /// The token of the page after one, if there is one and more is wanted.
    pub(crate) fn continuation(
        &self,
        meta: &PageMeta,
        wanted: Option<u64>,
    ) -> Option<PageToken> {
        let link = meta.next().filter(|_| wanted != Some(0))?;
        Some(self.token(link, 0, wanted))
    }

    /// The request for the page that a link from outside leads to, unless it is not a page of this very list.
    pub(crate) fn prepare_from_token(&self, link: &str) -> Result<Prepared> {
        let prepared = self.prepare(link)?;
        if paths::is_same(prepared.url.path(), self.list.path()) {
            Ok(prepared)
        } else {
            Err(self.reject("the token of the page belongs to another list"))
        }
    }

    /// The token of a page of this list.
    ///
    /// The API may name the list by another of its names in its links, such as by the SID where it was asked by a
    /// unique name. In a token it has the name that it was asked by, so that the same request can take it again.
    pub(crate) fn token(
        &self,
        link: &str,
        skip: usize,
        limit: Option<u64>,
    ) -> PageToken {
        let own =
            self.resolve(link).ok().and_then(|url| self.under_requested_path(&url));
        PageToken::new(PagePosition {
            url: own.as_ref().map_or(link, String::as_str),
            skip: skip as u64,
            limit,
        })
    }

    /// The URL of a page under the list's own path, if but for the arguments it is the path of the operation.
    fn under_requested_path(&self, url: &RequestUrl) -> Option<String> {
        let path = below(url.path(), self.base_url.prefix())?;
        let list = self.list.path();
        let query = url.query().map_or(String::new(), |query| format!("?{query}"));
        has_form(path, self.call.route.path)
            .then(|| format!("{}{list}{query}", self.base_url.origin()))
    }

    /// The request for the page that a link leads to, unless it must not be followed.
    pub(crate) fn prepare(&self, link: &str) -> Result<Prepared> {
        let url = self.resolve(link).map_err(|reason| self.reject(reason))?;
        if self.seen.contains(&url) {
            return Err(
                self.reject("the link to the page leads to one that was read already")
            );
        }
        Ok(Prepared {
            call: self.call,
            url,
            headers: self.headers.clone(),
            body: Bytes::new(),
            content_type: None,
            options: self.options.clone(),
            base_url: self.base_url.clone(),
            is_prefetch: self.is_prefetch,
        })
    }

    /// The URL that a link leads to where the first page was asked for.
    ///
    /// The API names its own host in links, whichever way a request came to it. So the origin of a link says only whether
    /// it is one of the API; credentials never leave the client's own destination.
    fn resolve(&self, link: &str) -> Result<RequestUrl, Cow<'static, str>> {
        let link = PageLink::parse(link)?;
        let api = BaseUrl::parse(crate::api::BASE_URL);
        let api = api.map_err(|_| "the URL of the API's server is invalid")?;
        let target = link.target_at(&self.base_url, &api, self.call.route.path)?;
        let url = self.base_url.join(&target);
        url.map_err(|_| "the link to the page is too long".into())
    }

    /// The error for a page that is not asked for.
    fn reject(&self, reason: impl Into<Cow<'static, str>>) -> Error {
        Error::page(reason).with_call(self.call)
    }
}
