//! Navigation between the pages of one list.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use super::page_items::PageDecoder;
use super::page_link::PageLink;
use super::page_token::PagePosition;
use super::{PageMeta, PageToken};
use crate::runtime::request::operation::Call;
use crate::runtime::request::prepared::{Prepared, query_pair};
use crate::runtime::response::OperationResponse;
use crate::runtime::url::base_url::{BaseUrl, RequestUrl};
use crate::runtime::url::paths::{self, below, has_form};
use crate::runtime::{Client, Error, Paging, Request, RequestOptions, Result};

/// Navigator between the pages of a list, which records the pages read so far.
#[derive(Clone)]
pub(crate) struct PageNavigator {
    client: Client,
    /// The base URL of the first page, and so of all others.
    base_url: BaseUrl,
    call: Call,
    /// The URL of the server in the document, which links may refer to.
    server: &'static str,
    paging: &'static Paging,
    /// The URL of the list itself.
    list: RequestUrl,
    headers: HeaderMap,
    options: RequestOptions,
    seen: Seen,
    /// `true` if the next page is prefetched.
    is_prefetch: bool,
    /// The decoder of the pages.
    decoder: PageDecoder,
}

/// Hashes of the URLs of the pages read so far: eight bytes per page. Shared until a clone records another page.
#[derive(Clone, Default)]
struct Seen(Arc<HashSet<u64>>);

impl Seen {
    /// Records a page.
    fn record(&mut self, url: &RequestUrl) {
        Arc::make_mut(&mut self.0).insert(hash(url));
    }

    /// Returns `true` if the page was recorded.
    fn contains(&self, url: &RequestUrl) -> bool {
        self.0.contains(&hash(url))
    }
}

/// Returns a hash of a URL of the client's own origin, the same throughout the program. It does not depend on the order
/// of the query parameters.
fn hash(url: &RequestUrl) -> u64 {
    let mut query: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
    query.sort_unstable();
    BuildHasherDefault::<DefaultHasher>::default().hash_one((url.path(), query))
}

/// Returns the path and the query of a URL in which a parameter has this value, and only this one.
fn with_query(url: &RequestUrl, parameter: &str, value: &str) -> String {
    let is_other = |pair: &&str| {
        let name = form_urlencoded::parse(pair.as_bytes()).next();
        name.is_some_and(|(name, _)| name != parameter)
    };
    let pair = query_pair(parameter, value);
    let others = url.query().unwrap_or_default().split('&').filter(is_other);
    let query: Vec<&str> = others.chain([pair.as_str()]).collect();
    format!("{}?{}", url.path(), query.join("&"))
}

impl PageNavigator {
    /// Creates a navigator that starts with the request for the first page.
    pub(crate) fn new(
        request: &Request,
        paging: &'static Paging,
        first: &Prepared,
        decoder: PageDecoder,
    ) -> Self {
        Self {
            client: request.client().clone(),
            base_url: first.base_url.clone(),
            call: first.call,
            server: request.server_url(),
            paging,
            list: first.url.clone(),
            headers: first.headers.clone(),
            options: first.options.clone(),
            seen: Seen::default(),
            is_prefetch: false,
            decoder,
        }
    }

    /// Returns the navigator for prefetching a page.
    pub(crate) fn prefetching(mut self) -> Self {
        self.is_prefetch = true;
        self
    }

    /// Returns the navigator to previous pages: pages that were read before may be read again.
    pub(crate) fn backward(&self) -> Self {
        Self {
            seen: Seen::default(),
            ..self.clone()
        }
    }

    /// Returns the pagination of the list.
    pub(crate) fn paging(&self) -> &'static Paging {
        self.paging
    }

    /// Returns the decoder of the pages.
    pub(crate) fn decoder(&self) -> PageDecoder {
        self.decoder
    }

    /// Sends the request for a page.
    pub(crate) async fn execute(&self, prepared: Prepared) -> Result<OperationResponse> {
        self.client.execute(prepared).await
    }

    /// Replaces the tokens of a page's neighbors by the URLs of these pages: that of the page itself, with the token. The URL
    /// of a page also has the filters and the page size, and so identifies it everywhere.
    pub(crate) fn link_neighbors(&self, url: &RequestUrl, meta: PageMeta) -> PageMeta {
        let Some(parameter) = self.paging.token_parameter() else {
            return meta;
        };
        let link = |token: Option<String>| {
            let token = token.filter(|token| !token.is_empty())?;
            Some(format!(
                "{}{}",
                self.base_url.origin(),
                with_query(url, parameter, &token)
            ))
        };
        PageMeta {
            next_page_url: link(meta.next_page_url),
            previous_page_url: link(meta.previous_page_url),
            ..meta
        }
    }

    /// Records a page that was read, by the URL that was requested and by the URL in its metadata.
    pub(crate) fn record(&mut self, url: &RequestUrl, meta: &PageMeta) {
        self.seen.record(url);
        if let Some(Ok(url)) = meta.url.as_deref().map(|url| self.resolve(url)) {
            self.seen.record(&url);
        }
        self.is_prefetch = false;
    }

    /// Returns the token of the page after another, if there is one and the limit is not reached.
    pub(crate) fn continuation(
        &self,
        meta: &PageMeta,
        wanted: Option<u64>,
    ) -> Option<PageToken> {
        let link = meta.next().filter(|_| wanted != Some(0))?;
        Some(self.token(link, 0, wanted))
    }

    /// Prepares the request for the page of an external link, or fails if it is not a page of this list.
    pub(crate) fn prepare_from_token(&self, link: &str) -> Result<Prepared> {
        let prepared = self.prepare(link)?;
        if paths::is_same(prepared.url.path(), self.list.path()) {
            Ok(prepared)
        } else {
            Err(self.reject("the token of the page belongs to another list"))
        }
    }

    /// Returns the token of a page of this list.
    ///
    /// The API may identify the list in another way in its links, such as by SID where the request has a unique name.
    /// The token identifies it as the request does, so that the same request can resume from it.
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

    /// Returns the URL of a page with the list's own path, if its path is that of the operation except for the
    /// arguments.
    fn under_requested_path(&self, url: &RequestUrl) -> Option<String> {
        let path = below(url.path(), self.base_url.prefix())?;
        let list = self.list.path();
        let query = url.query().map_or(String::new(), |query| format!("?{query}"));
        has_form(path, self.call.route.path)
            .then(|| format!("{}{list}{query}", self.base_url.origin()))
    }

    /// Prepares the request for the page of a link, or fails if the link must not be followed.
    pub(crate) fn prepare(&self, link: &str) -> Result<Prepared> {
        let url = self.resolve(link).map_err(|reason| self.reject(reason))?;
        if self.seen.contains(&url) {
            return Err(self.reject(match self.paging.token_parameter() {
                Some(_) => "the token of the page is that of one that was read already",
                None => "the link to the page leads to one that was read already",
            }));
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

    /// Resolves a link to a URL at the base URL of the first page.
    ///
    /// The API uses its own host in links, regardless of the route of the request. The origin of a link is therefore
    /// used only to check that it is one of the API; credentials are sent only to the client's own destination.
    fn resolve(&self, link: &str) -> Result<RequestUrl, Cow<'static, str>> {
        let link = PageLink::parse(link)?;
        let api = BaseUrl::parse(self.server);
        let api = api.map_err(|_| "the URL of the API's server is invalid")?;
        let target = link.target_at(&self.base_url, &api, self.call.route.path)?;
        let url = self.base_url.join(&target);
        url.map_err(|_| "the link to the page is too long".into())
    }

    /// Returns the error for a page that is not requested.
    fn reject(&self, reason: impl Into<Cow<'static, str>>) -> Error {
        Error::page(reason).with_call(self.call)
    }
}
