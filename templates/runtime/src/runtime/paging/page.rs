//! One page of a list.

use std::fmt;

use serde::de::DeserializeOwned;

use super::fetched_page::FetchedPage;
use super::navigation::PageNavigator;
use super::{PageMeta, PageToken};
use crate::runtime::{Error, ResponseFuture, Result};

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
    undecodable_items: usize,
    /// Remaining limit after the items of this page.
    wanted: Option<u64>,
    navigator: PageNavigator,
}

impl<T> Page<T> {
    /// Returns the number of items of this page that could not be decoded and are missing from [`items`](Self::items).
    ///
    /// Nonzero only for a page that [`Pages`](super::Pages) returns after the error for the first of these items.
    ///
    /// ```
    /// # use client_runtime::{Pages, Result};
    /// # use serde::de::DeserializeOwned;
    /// # async fn example<T: DeserializeOwned + 'static>(mut pages: Pages<T>) -> Result<()> {
    /// loop {
    ///     match pages.try_next().await {
    ///         Ok(Some(page)) => println!("{} items left out", page.undecodable_items()),
    ///         Ok(None) => break,
    ///         Err(error) if error.item_index().is_some() => eprintln!("{error}"),
    ///         Err(error) => return Err(error),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn undecodable_items(&self) -> usize {
        self.undecodable_items
    }

    /// Returns a token to pass to `resume` of the same list, to continue after this page; `None` if this is the
    /// last page or the limit is reached.
    pub fn continuation(&self) -> Option<PageToken> {
        self.navigator.continuation(&self.meta, self.wanted)
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

impl<T: DeserializeOwned + 'static> Page<T> {
    /// Returns the page with all of its items, or the error for the first that cannot be decoded.
    pub(crate) fn complete(page: FetchedPage) -> Result<Self> {
        Ok(Self {
            items: page.items.all()?,
            meta: page.meta,
            undecodable_items: 0,
            wanted: page.wanted,
            navigator: page.navigator,
        })
    }

    /// Returns the page with the items that can be decoded, and the error for the first that cannot.
    pub(crate) fn decodable(page: FetchedPage) -> (Self, Option<Error>) {
        let (items, undecodable_items, error) = page.items.decodable();
        let page = Self {
            items,
            meta: page.meta,
            undecodable_items,
            wanted: page.wanted,
            navigator: page.navigator,
        };
        (page, error)
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
        Self::fetch_linked(self.navigator.clone(), link)
    }

    /// Fetches the page that a link leads to, if there is a link.
    fn fetch_linked(
        navigator: PageNavigator,
        link: Option<String>,
    ) -> ResponseFuture<Option<Self>> {
        ResponseFuture::new(async move {
            let Some(link) = link else { return Ok(None) };
            let prepared = navigator.prepare(&link)?;
            let (page, _) = FetchedPage::fetch(navigator, prepared, 0, None).await?;
            Self::complete(page).map(Some)
        })
    }

    /// Requests the previous page; resolves to `None` if this is the first one.
    ///
    /// # Errors
    ///
    /// The same as for [`next_page`](Self::next_page).
    pub fn previous_page(&self) -> ResponseFuture<Option<Self>> {
        let link = self.meta.previous().map(ToOwned::to_owned);
        Self::fetch_linked(self.navigator.backward(), link)
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
