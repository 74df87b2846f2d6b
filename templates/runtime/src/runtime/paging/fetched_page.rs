//! Pages as they were fetched.

use serde::de::DeserializeOwned;

use super::navigation::PageNavigator;
use super::page_body::PageSeed;
use super::raw_items::{PageItems, RawItems};
use super::{PageMeta, PageToken};
use crate::runtime::request::prepared::Prepared;
use crate::runtime::response::{OperationResponse, decode};
use crate::runtime::url::base_url::RequestUrl;
use crate::runtime::{ResponseFuture, Result};

/// A page as it was fetched: it is not known yet if all of its items can be decoded.
pub(crate) struct FetchedPage<T> {
    /// The items, in the order of the API.
    pub(crate) items: PageItems<T>,
    /// What the API says of the page.
    pub(crate) meta: PageMeta,
    /// The URL that was asked for.
    url: RequestUrl,
    /// How many items at its start were left out, because they were handed out before.
    pub(crate) skipped: usize,
    /// How many items are wanted after those of this page.
    pub(crate) wanted: Option<u64>,
    /// How to go on from there.
    pub(crate) navigator: PageNavigator,
}

impl<T> FetchedPage<T> {
    /// The token of the page itself, without the items that are left out.
    pub(crate) fn token(&self) -> PageToken {
        let limit = self.wanted.map(|wanted| wanted + self.items.len() as u64);
        self.navigator.token(&self.url.to_string(), self.skipped, limit)
    }

    /// The token of the page after this one, if there is one and more is wanted.
    pub(crate) fn continuation(&self) -> Option<PageToken> {
        self.navigator.continuation(&self.meta, self.wanted)
    }
}

impl<T: DeserializeOwned> FetchedPage<T> {
    /// Fetches a page, the next of a navigator, and its response; without what was handed out before and what exceeds the limit.
    pub(crate) async fn fetch(
        mut navigator: PageNavigator,
        prepared: Prepared,
        skip: usize,
        limit: Option<u64>,
    ) -> Result<(Self, OperationResponse)> {
        let response = navigator.execute(prepared).await?;
        let (name, url) = (navigator.items_name(), response.url.clone());
        let (items, meta) = match decode(&response.received.body, PageSeed::new(name)) {
            Ok((items, meta)) => (PageItems::Decoded(items), meta),
            Err(error) => match RawItems::find(response.clone(), name) {
                Some((items, meta)) => (PageItems::Raw(items), meta),
                None => return Err(response.reject(&error)),
            },
        };
        navigator.record(&url, &meta);
        let count = items.len();
        let most = limit.and_then(|limit| usize::try_from(limit).ok());
        let items = items.cut(skip, most.unwrap_or(usize::MAX));
        let page = Self {
            wanted: limit.map(|limit| limit.saturating_sub(items.len() as u64)),
            items,
            meta,
            url,
            skipped: skip.min(count),
            navigator,
        };
        Ok((page, response))
    }
}

impl<T: DeserializeOwned + 'static> FetchedPage<T> {
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
        let limit = self.wanted;
        Some(ResponseFuture::new(async move {
            let prepared = navigator.prepare(&link)?;
            let (page, _) = Self::fetch(navigator, prepared, 0, limit).await?;
            Ok(Some(page))
        }))
    }
}
