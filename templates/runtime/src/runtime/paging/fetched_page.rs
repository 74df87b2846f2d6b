//! Pages as fetched.

use super::navigation::PageNavigator;
use super::page_items::ErasedItems;
use super::raw_items::RawItems;
use super::{PageMeta, PageToken};
use crate::runtime::request::prepared::Prepared;
use crate::runtime::response::OperationResponse;
use crate::runtime::url::base_url::RequestUrl;
use crate::runtime::{ResponseFuture, Result};

/// A page as fetched: not all of its items may be decodable.
pub(crate) struct FetchedPage {
    /// The items, in the order of the API.
    pub(crate) items: ErasedItems,
    /// The metadata of the page.
    pub(crate) meta: PageMeta,
    /// The URL that was requested.
    url: RequestUrl,
    /// Number of items skipped at the start of the page, because they were returned before.
    pub(crate) skipped: usize,
    /// Remaining limit after the items of this page.
    pub(crate) wanted: Option<u64>,
    /// The navigator to the next page.
    pub(crate) navigator: PageNavigator,
}

impl FetchedPage {
    /// Returns the token of the page itself, without the items that were skipped.
    pub(crate) fn token(&self) -> PageToken {
        let limit = self.wanted.map(|wanted| wanted + self.items.len() as u64);
        self.navigator.token(&self.url.to_string(), self.skipped, limit)
    }

    /// Returns the token of the next page, if there is one and the limit is not reached.
    pub(crate) fn continuation(&self) -> Option<PageToken> {
        self.navigator.continuation(&self.meta, self.wanted)
    }

    /// Fetches the next page of a navigator and its response, without items that were returned before or exceed the
    /// limit.
    pub(crate) async fn fetch(
        mut navigator: PageNavigator,
        prepared: Prepared,
        skip: usize,
        limit: Option<u64>,
    ) -> Result<(Self, OperationResponse)> {
        let response = navigator.execute(prepared).await?;
        let (paging, url) = (navigator.paging(), response.url.clone());
        let decoded = navigator.decoder().decode(&response.received.body, paging);
        let (items, meta) = match decoded {
            Ok(decoded) => decoded,
            Err(error) => match RawItems::find(response.clone(), paging) {
                Some((items, meta)) => (ErasedItems::Raw(items), meta),
                None => return Err(response.reject(&error)),
            },
        };
        let meta = navigator.link_neighbors(&url, meta);
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

    /// Fetches the next page, if there is one and the limit is not reached.
    pub(crate) fn next_wanted(&self) -> Option<ResponseFuture<Option<Self>>> {
        self.fetch_next_by(self.navigator.clone())
    }

    /// Prefetches the next page, if there is one and the limit is not reached.
    pub(crate) fn next_prefetched(&self) -> Option<ResponseFuture<Option<Self>>> {
        self.fetch_next_by(self.navigator.clone().prefetching())
    }

    /// Fetches the next page with a navigator, if there is one and the limit is not reached.
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
