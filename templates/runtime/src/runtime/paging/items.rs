//! The items of a list over all of its pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::fetched_page::FetchedPage;
use super::page_items::PageItems;
use super::{PageToken, Pages};
use crate::runtime::Result;

/// Stream of the items of a list over all of its pages, returned by the `stream` method of a list request.
///
/// Implements [`Stream`](futures_core::Stream); [`try_next`](Self::try_next) works without a stream library. A page is
/// requested when its first item is needed. The stream ends after the last item, when the limit is reached, and after
/// the first error that does not concern a single item. It holds one page in memory, or two with prefetching.
///
/// An item that cannot be decoded is an error with an [`item_index`](crate::runtime::Error::item_index), and counts like
/// any other item. The next call continues after it:
///
/// ```
/// # use client_runtime::{Items, Result};
/// # use serde::de::DeserializeOwned;
/// # async fn example<T: DeserializeOwned + 'static>(mut items: Items<T>) -> Result<()> {
/// loop {
///     match items.try_next().await {
///         Ok(Some(item)) => { /* use it */ }
///         Ok(None) => break,
///         Err(error) if error.item_index().is_some() => eprintln!("skipped: {error}"),
///         Err(error) => return Err(error),
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// ```ignore
/// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
/// let mut users = client.users().list().stream();
/// while let Some(user) = users.try_next().await? {
///     println!("{}", user.sid);
/// }
/// # Ok(())
/// # }
/// ```
///
/// [`continuation`](Self::continuation) and prefetching work as described at [`Pages`]; the request for the prefetched
/// page also makes progress with each item.
#[must_use = "streams are lazy and do nothing unless polled"]
#[doc(alias("paginate", "pagination"))]
pub struct Items<T> {
    pages: Pages<T>,
    page: PageItems<T>,
    /// The current page.
    at: Option<At>,
}

/// Position within the items of a page.
struct At {
    page: PageToken,
    taken: usize,
    /// Remaining limit after the items of the page.
    wanted: Option<u64>,
}

impl<T: DeserializeOwned + 'static> Items<T> {
    /// Creates a stream of the items of these pages.
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            page: PageItems::Decoded(Vec::new().into_iter()),
            at: None,
        }
    }

    /// Returns the next item; `None` after the last item, when the limit is reached, and after an error that is not about
    /// one item.
    ///
    /// Cancel safe: if the future is dropped, the request continues with the next call.
    ///
    /// # Errors
    ///
    /// The [`Error`](crate::runtime::Error) of the request for the next page.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Awaits `work` while the next page is prefetched.
    ///
    /// Without prefetching, only awaits `work`.
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

    /// Prepares to return the items of a page.
    fn open(&mut self, page: FetchedPage) {
        self.at = Some(At {
            page: page.token(),
            taken: page.skipped,
            wanted: page.wanted,
        });
        self.page = page.items.typed();
    }
}

impl<T> Items<T> {
    /// Returns a token to pass to `resume` of the same list, to continue after the items returned so far;
    /// `None` if there are no more items.
    ///
    /// Within a page, the token counts the items to skip: if items are added to that page or removed from it in the
    /// meantime, some may be returned twice or missed. Between two pages this cannot happen.
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

/// The items are never pinned: they are returned by value.
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
