//! The pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::fetched_page::FetchedPage;
use super::navigation::PageNavigator;
use super::raw_items::PageItems;
use super::{Page, PageToken};
use crate::runtime::request::prepared::Prepared;
use crate::runtime::response::OperationResponse;
use crate::runtime::{Error, ErrorKind, ResponseFuture, Result};

/// The first page of a pagination.
pub(crate) struct Start {
    /// The request for the page.
    pub(crate) prepared: Prepared,
    /// The navigator to the next page.
    pub(crate) navigator: PageNavigator,
    /// Number of items of the page that were returned before.
    pub(crate) skip: usize,
    /// Maximum number of items.
    pub(crate) limit: Option<u64>,
}

impl Start {
    /// Fetches the page.
    pub(crate) async fn fetch<T: DeserializeOwned>(self) -> Result<FetchedPage<T>> {
        self.fetch_with_response().await.map(|(page, _)| page)
    }

    /// Fetches the page, and returns the response along with it.
    pub(crate) async fn fetch_with_response<T: DeserializeOwned>(
        self,
    ) -> Result<(FetchedPage<T>, OperationResponse)> {
        FetchedPage::fetch(self.navigator, self.prepared, self.skip, self.limit).await
    }

    /// Returns the token of the page; `None` if no items of it are requested.
    fn token(&self) -> Option<PageToken> {
        let url = self.prepared.url.to_string();
        (self.limit != Some(0))
            .then(|| self.navigator.token(&url, self.skip, self.limit))
    }
}

/// A page that was requested.
enum Fetch<T> {
    /// The request is in flight.
    Running(ResponseFuture<Option<FetchedPage<T>>>),
    /// The request completed or failed; the result is stored until it is needed.
    Done(Box<Result<Option<FetchedPage<T>>>>),
}

impl<T> Fetch<T> {
    /// Polls the request; returns `true` if it is done.
    fn drive(&mut self, context: &mut Context<'_>) -> bool {
        if let Self::Running(response) = self {
            match Pin::new(response).poll(context) {
                Poll::Ready(result) => *self = Self::Done(Box::new(result)),
                Poll::Pending => return false,
            }
        }
        true
    }
}

/// A page with items that cannot be decoded.
struct Incomplete<T> {
    page: Page<T>,
    /// The token of the page after it.
    continuation: Option<PageToken>,
}

/// Stream of the pages of a list, returned by the `pages` method of a list request.
///
/// Implements [`Stream`](futures_core::Stream); [`try_next`](Self::try_next) works without a stream library. A page is
/// requested when it is needed. The stream ends after the last page, when the limit is reached, and after the first
/// error that does not concern a single item. It holds one page in memory, however long the list is.
///
/// A page with items that cannot be decoded is first an error that names the first of them and has an
/// [`item_index`](crate::runtime::Error::item_index). The next call returns the page with its other items. See
/// [`Items`](super::Items) for one error for each item.
///
/// ```ignore
/// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
/// let mut pages = client.conversations().list().page_size(50).pages();
/// while let Some(page) = pages.try_next().await? {
///     println!("{} conversations", page.items.len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Resuming
///
/// [`continuation`](Self::continuation) returns a token for the next page, also after an error: `resume` of the same
/// list continues there, in this program or in another one.
///
/// # Prefetching
///
/// With `prefetch(true)`, the next page is requested as soon as a page arrives. No task is spawned: the request makes
/// progress when the stream is polled, and while [`prefetch_while`](Self::prefetch_while) awaits the processing of the
/// current page:
///
/// ```ignore
/// # async fn process(messages: Vec<client_runtime::messages::Message>) {}
/// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
/// let chat = client.conversation("CH0123456789abcdef0123456789abcdef");
/// let mut pages = chat.messages().list().prefetch(true).pages();
/// while let Some(page) = pages.try_next().await? {
///     pages.prefetch_while(process(page.items)).await;
/// }
/// # Ok(())
/// # }
/// ```
///
/// An error of a prefetched page is returned when that page is polled. If the prefetch timed out, perhaps because the
/// stream was not polled for long, it is retried once at that point. Dropping the stream cancels the request.
#[must_use = "streams are lazy and do nothing unless polled"]
#[doc(alias("paginate", "pagination"))]
pub struct Pages<T> {
    /// The page to return next.
    next: Option<Fetch<T>>,
    /// A second request for a prefetched page, not sent yet.
    again: Option<ResponseFuture<Option<FetchedPage<T>>>>,
    /// A page with items that cannot be decoded, after the error was returned.
    incomplete: Option<Box<Incomplete<T>>>,
    /// The token to continue after the pages returned so far.
    continuation: Option<PageToken>,
    prefetch: bool,
}

impl<T: DeserializeOwned + 'static> Pages<T> {
    /// Creates a stream of the pages from `start` on, until the limit is reached.
    pub(crate) fn new(start: Result<Start>, prefetch: bool) -> Self {
        let continuation = start.as_ref().ok().and_then(Start::token);
        let next = match start {
            Ok(start) if start.limit == Some(0) => None,
            Ok(start) => {
                let first = async move { start.fetch().await.map(Some) };
                Some(Fetch::Running(ResponseFuture::new(first)))
            }
            Err(error) => Some(Fetch::Done(Box::new(Err(error)))),
        };
        Self {
            next,
            again: None,
            incomplete: None,
            continuation,
            prefetch,
        }
    }

    /// Returns the next page; `None` after the last page, when the limit is reached, and after an error that is not about
    /// one item.
    ///
    /// Cancel safe: if the future is dropped, the request continues with the next call.
    ///
    /// # Errors
    ///
    /// The [`Error`](crate::runtime::Error) of the request for the next page.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Awaits `work` while the next page is prefetched.
    ///
    /// Without prefetching, only awaits `work`.
    pub async fn prefetch_while<W: IntoFuture>(&mut self, work: W) -> W::Output {
        let mut work = pin!(work.into_future());
        poll_fn(|context| {
            self.drive_prefetch(context);
            work.as_mut().poll(context)
        })
        .await
    }

    /// Polls for the next page, or for an error in place of the items that cannot be decoded.
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        if let Some(incomplete) = self.incomplete.take() {
            self.continuation = incomplete.continuation;
            self.drive_prefetch(context);
            return Poll::Ready(Some(Ok(incomplete.page)));
        }
        let page = match ready!(self.poll_fetched_page(context)) {
            Some(Ok(page)) => page,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let token = matches!(page.items, PageItems::Raw(_)).then(|| page.token());
        let (page, error) = Page::decodable(page);
        let Some(error) = error else {
            return Poll::Ready(Some(Ok(page)));
        };
        let continuation = mem::replace(&mut self.continuation, token);
        self.incomplete = Some(Box::new(Incomplete { page, continuation }));
        Poll::Ready(Some(Err(error)))
    }

    /// Polls for the next page as fetched.
    pub(crate) fn poll_fetched_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<FetchedPage<T>>>> {
        let page = loop {
            if self.next.as_mut().is_some_and(|next| !next.drive(context)) {
                return Poll::Pending;
            }
            let Some(Fetch::Done(result)) = self.next.take() else {
                return Poll::Ready(None);
            };
            match (*result, self.again.take()) {
                (Err(error), Some(again)) if error.is_late() => {
                    self.next = Some(Fetch::Running(again));
                }
                (Err(error), _) => return Poll::Ready(Some(Err(self.fail(error)))),
                (Ok(page), _) => break page,
            }
        };
        self.continuation = page.as_ref().and_then(FetchedPage::continuation);
        let wanted = page.as_ref().and_then(FetchedPage::next_wanted);
        if self.prefetch {
            let ahead = page.as_ref().and_then(FetchedPage::next_prefetched);
            self.next = ahead.map(Fetch::Running);
            self.again = wanted;
            self.drive_prefetch(context);
        } else {
            self.next = wanted.map(Fetch::Running);
        }
        Poll::Ready(page.map(Ok))
    }

    /// Ends the stream with an error.
    fn fail(&mut self, error: Error) -> Error {
        if error.kind() == ErrorKind::Page {
            // Such a page must not be requested later either.
            self.continuation = None;
        }
        error
    }

    /// Polls the request for the next page, if it is prefetched.
    pub(crate) fn drive_prefetch(&mut self, context: &mut Context<'_>) {
        if let (true, Some(next)) = (self.prefetch, &mut self.next) {
            next.drive(context);
        }
    }
}

impl<T> Pages<T> {
    /// Returns a token to pass to `resume` of the same list, to continue after the pages returned so far;
    /// `None` if there are no more pages.
    ///
    /// After an error, the token is that of the page that failed or that has items that cannot be decoded, so that it can
    /// be requested again; `None` if it must not be requested, because its link is not trusted.
    pub fn continuation(&self) -> Option<PageToken> {
        self.continuation.clone()
    }
}

/// The pages are never pinned: they are returned by value.
impl<T> Unpin for Pages<T> {}

impl<T: DeserializeOwned + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("prefetch", &self.prefetch)
            .field("ended", &(self.next.is_none() && self.incomplete.is_none()))
            .finish_non_exhaustive()
    }
}
