//! The pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::fetched_page::FetchedPage;
use super::page_items::ErasedItems;
use super::page_stream::{PageStream, Start};
use super::{Page, PageToken};
use crate::runtime::Result;

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
    stream: PageStream,
    /// A page with items that cannot be decoded, after the error was returned.
    incomplete: Option<Box<Incomplete<T>>>,
}

impl<T: DeserializeOwned + 'static> Pages<T> {
    /// Creates a stream of the pages from `start` on, until the limit is reached.
    pub(crate) fn new(start: Result<Start>, prefetch: bool) -> Self {
        Self {
            stream: PageStream::new(start, prefetch),
            incomplete: None,
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
            self.stream.drive_prefetch(context);
            work.as_mut().poll(context)
        })
        .await
    }

    /// Polls for the next page, or for an error in place of the items that cannot be decoded.
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        if let Some(incomplete) = self.incomplete.take() {
            self.stream.continue_from(incomplete.continuation);
            self.stream.drive_prefetch(context);
            return Poll::Ready(Some(Ok(incomplete.page)));
        }
        let page = ready!(self.stream.poll_page(context));
        Poll::Ready(page.map(|page| self.check(page?)))
    }

    /// Returns the page, or an error in place of the items that cannot be decoded.
    fn check(&mut self, page: FetchedPage) -> Result<Page<T>> {
        let token = matches!(page.items, ErasedItems::Raw(_)).then(|| page.token());
        let (page, error) = Page::decodable(page);
        let Some(error) = error else {
            return Ok(page);
        };
        let continuation = self.stream.continue_from(token);
        self.incomplete = Some(Box::new(Incomplete { page, continuation }));
        Err(error)
    }

    /// Polls for the next page as fetched.
    pub(crate) fn poll_fetched_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<FetchedPage>>> {
        self.stream.poll_page(context)
    }

    /// Polls the request for the next page, if it is prefetched.
    pub(crate) fn drive_prefetch(&mut self, context: &mut Context<'_>) {
        self.stream.drive_prefetch(context);
    }
}

impl<T> Pages<T> {
    /// Returns a token to pass to `resume` of the same list, to continue after the pages returned so far;
    /// `None` if there are no more pages.
    ///
    /// After an error, the token is that of the page that failed or that has items that cannot be decoded, so that it can
    /// be requested again; `None` if it must not be requested, because its link is not trusted.
    pub fn continuation(&self) -> Option<PageToken> {
        self.stream.continuation().cloned()
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
            .field("prefetch", &self.stream.is_prefetching())
            .field("ended", &(self.stream.has_ended() && self.incomplete.is_none()))
            .finish_non_exhaustive()
    }
}
