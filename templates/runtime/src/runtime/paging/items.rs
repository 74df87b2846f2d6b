//! From item to item, page after page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::fetched_page::FetchedPage;
use super::raw_items::PageItems;
use super::{PageToken, Pages};
use crate::runtime::Result;

/// The items of a list, page after page; a page is asked for when its first item is wanted.
///
/// A [`Stream`], and without any stream library [`try_next`](Self::try_next). It ends after the last item, when the
/// limit is reached, and after the first error that is not about one item. It holds one page at most, and two when
/// prefetching.
///
/// An item that cannot be decoded is an error with an [`item_index`](crate::runtime::Error::item_index), and counts like any
/// other item. The next call goes on behind it:
///
/// ```
/// # use client_runtime::{Items, Result};
/// # use serde::de::DeserializeOwned;
/// # async fn example<T: DeserializeOwned + 'static>(mut items: Items<T>) -> Result<()> {
/// loop {
///     match items.try_next().await {
///         Ok(Some(item)) => { /* use it */ }
///         Ok(None) => break,
///         Err(error) if error.item_index().is_some() => eprintln!("left out: {error}"),
///         Err(error) => return Err(error),
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// [`continuation`](Self::continuation) and prefetching work as with [`Pages`]; the request for the page ahead is driven
/// on with each item.
#[must_use = "items are not asked for until they are wanted"]
pub struct Items<T> {
    pages: Pages<T>,
    page: PageItems<T>,
    /// The page at hand.
    at: Option<At>,
}

/// How far the items of a page were handed out.
struct At {
    page: PageToken,
    taken: usize,
    /// How many items are wanted after those of the page.
    wanted: Option<u64>,
}

impl<T: DeserializeOwned + 'static> Items<T> {
    /// The items of these pages.
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            page: PageItems::Decoded(Vec::new().into_iter()),
            at: None,
        }
    }

    /// The next item; `None` after the last, after the limit is reached, and after an error that is not about one item.
    ///
    /// Dropping the future before it is ready loses nothing: the request goes on with the next call.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Does work of the caller's and fetches the page ahead at the same time, until the work is done.
    ///
    /// Without prefetching, only the future runs.
    pub async fn prefetch_while<W: IntoFuture>(&mut self, work: W) -> W::Output {
        self.pages.prefetch_while(work).await
    }

    /// Polls for the next item.
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let (Some(item), Some(at)) = (self.page.next(), &mut self.at) {
                at.taken += 1;
                self.pages.drive_prefetch(context);
                return Poll::Ready(Some(item));
            }
            match ready!(self.pages.poll_fetched_page(context)) {
                Some(Ok(page)) => self.open(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// Gets ready to hand out the items of a page.
    fn open(&mut self, page: FetchedPage<T>) {
        self.at = Some(At {
            page: page.token(),
            taken: page.skipped,
            wanted: page.wanted,
        });
        self.page = page.items;
    }
}

impl<T> Items<T> {
    /// Where to go on after the items handed out so far, to be kept and given to `resume` of the same list; `None` when
    /// there is no more to read.
    ///
    /// Within a page, it names the page and how many of its items to leave out: if items are added to that page or
    /// removed from it meanwhile, some may come twice or be missed. Between two pages there is no such doubt.
    pub fn continuation(&self) -> Option<PageToken> {
        match &self.at {
            Some(at) if self.page.len() > 0 => {
                let limit = at.wanted.map(|wanted| wanted + self.page.len() as u64);
                Some(at.page.within(at.taken, limit))
            }
            _ => self.pages.continuation(),
        }
    }
}

/// The items are never pinned: they are handed out by value.
impl<T> Unpin for Items<T> {}

impl<T: DeserializeOwned + 'static> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("at_hand", &self.page.len())
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
