//! One page of a list.

use std::fmt;

use serde::de::DeserializeOwned;

use super::navigation::{FetchedPage, PageNavigator};
use super::{PageMeta, PageToken};
use crate::runtime::request::prepared::Prepared;
use crate::runtime::url::base_url::RequestUrl;
use crate::runtime::{ResponseFuture, Result};

/// Page of a list, returned by awaiting a list request.
///
/// ```ignore
/// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
/// let page = client.conversations().list().page_size(20).await?;
/// for conversation in &page.items {
///     println!("{}", conversation.sid);
/// }
/// let next = page.next_page().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// Items of this page, in the order of the API.
    pub items: Vec<T>,
    /// Number, size and neighbors of this page.
    pub meta: PageMeta,
    /// The URL that was asked for.
    url: RequestUrl,
    /// How many items at its start were left out, because they were handed out before.
    skipped: usize,
    /// How many items are wanted after those of this page.
    wanted: Option<u64>,
    navigator: PageNavigator,
}

impl<T> Page<T> {
    /// The page without what was handed out before, and without what exceeds the limit.
    pub(crate) fn cut(mut self, skip: usize, limit: Option<u64>) -> Self {
        self.skipped = skip.min(self.items.len());
        self.items.drain(..self.skipped);
        if let Some(limit) = limit {
            self.items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            self.wanted = Some(limit.saturating_sub(self.items.len() as u64));
        }
        self
    }

    /// How many items are wanted after those of this page.
    pub(crate) fn wanted(&self) -> Option<u64> {
        self.wanted
    }

    /// How many items of the page are not in [`items`](Self::items), because they were handed out before.
    pub(crate) fn skipped(&self) -> usize {
        self.skipped
    }

    /// The token of the page itself.
    pub(crate) fn token(&self) -> PageToken {
        self.navigator.token(&self.url.to_string(), 0, None)
    }

    /// Returns a token with which the `resume` method of the same list continues after this page; `None` if this is the
    /// last page or the limit is reached.
    pub fn continuation(&self) -> Option<PageToken> {
        let link = self.meta.next().filter(|_| self.wanted != Some(0))?;
        Some(self.navigator.token(link, 0, self.wanted))
    }

    /// Returns `true` if there is a next page.
    pub fn has_next_page(&self) -> bool {
        self.meta.next().is_some()
    }

    /// Returns `true` if there is a previous page.
    pub fn has_previous_page(&self) -> bool {
        self.meta.previous().is_some()
    }
}

impl<T: DeserializeOwned> Page<T> {
    /// Fetches a page, the next of a navigator.
    pub(crate) async fn fetch(
        navigator: PageNavigator,
        prepared: Prepared,
    ) -> Result<Self> {
        let FetchedPage {
            items,
            meta,
            url,
            navigator,
        } = navigator.fetch(prepared).await?;
        Ok(Self {
            items,
            meta,
            url,
            skipped: 0,
            wanted: None,
            navigator,
        })
    }
}

impl<T: DeserializeOwned + 'static> Page<T> {
    /// Requests the next page; resolves to `None` if this is the last one.
    ///
    /// The link to the page can name the client's own destination, a host of the API in any region, or only a path. Its
    /// path and query are requested from the client's own destination: its region, or its
    /// [`base_url`](crate::runtime::ClientBuilder::base_url). Credentials are never sent to another host.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Page`](crate::runtime::ErrorKind::Page), before anything is sent, if the link names another host,
    /// if its path is ambiguous (with a backslash or a segment `..`), or if it leads to a page that was returned
    /// before.
    pub fn next_page(&self) -> ResponseFuture<Option<Self>> {
        let link = self.meta.next().map(ToOwned::to_owned);
        Self::fetch_linked(self.navigator.clone(), link, None)
    }

    /// Fetches the page after this one, if there is one and more is wanted.
    pub(crate) fn next_wanted(&self) -> Option<ResponseFuture<Option<Self>>> {
        self.fetch_next_by(self.navigator.clone())
    }

    /// The same, before anyone waits for it.
    pub(crate) fn next_prefetched(&self) -> Option<ResponseFuture<Option<Self>>> {
        self.fetch_next_by(self.navigator.clone().prefetching())
    }

    /// Fetches the page after this one by a navigator, if there is one and more is wanted.
    fn fetch_next_by(
        &self,
        navigator: PageNavigator,
    ) -> Option<ResponseFuture<Option<Self>>> {
        let link = self.meta.next().filter(|_| self.wanted != Some(0))?.to_owned();
        Some(Self::fetch_linked(navigator, Some(link), self.wanted))
    }

    /// Fetches the page that a link leads to, if there is a link, and as much of it as the limit allows.
    fn fetch_linked(
        navigator: PageNavigator,
        link: Option<String>,
        limit: Option<u64>,
    ) -> ResponseFuture<Option<Self>> {
        ResponseFuture::new(async move {
            let Some(link) = link else { return Ok(None) };
            let prepared = navigator.prepare(&link)?;
            Self::fetch(navigator, prepared).await.map(|page| Some(page.cut(0, limit)))
        })
    }

    /// Requests the previous page; resolves to `None` if this is the first one.
    ///
    /// # Errors
    ///
    /// The same as for [`next_page`](Self::next_page).
    pub fn previous_page(&self) -> ResponseFuture<Option<Self>> {
        let link = self.meta.previous().map(ToOwned::to_owned);
        Self::fetch_linked(self.navigator.backward(), link, None)
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Page")
            .field("items", &self.items)
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}
