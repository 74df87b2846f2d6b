//! From page to page.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::answer::{Answer, decode};
use super::base_url::BaseUrl;
use super::operation::Call;
use super::page::PageSeed;
use super::prepared::Prepared;
use super::{Client, Error, Page, Paging, RequestOptions, ResponseFuture, Result};

/// What it takes to get from one page of a list to another, and the pages read on the way.
#[derive(Clone)]
pub(crate) struct Trail {
    client: Client,
    call: Call,
    paging: &'static Paging,
    headers: HeaderMap,
    options: RequestOptions,
    base_url: BaseUrl,
    seen: Seen,
}

/// The pages read so far, by a hash of their URLs: eight bytes a page. Shared until a second walk branches off.
#[derive(Clone, Default)]
struct Seen(Arc<HashSet<u64>>);

impl Seen {
    /// Notes a page.
    fn note(&mut self, url: &str) {
        Arc::make_mut(&mut self.0).insert(hash(url));
    }

    /// Whether the page was noted.
    fn holds(&self, url: &str) -> bool {
        self.0.contains(&hash(url))
    }
}

/// A hash of a URL, the same throughout the program.
fn hash(url: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(url)
}

impl Trail {
    /// The trail that starts with the request for the first page.
    pub(crate) fn new(
        client: Client,
        paging: &'static Paging,
        first: &Prepared,
    ) -> Self {
        Self {
            client,
            call: first.call,
            paging,
            headers: first.headers.clone(),
            options: first.options.clone(),
            base_url: first.base_url.clone(),
            seen: Seen::default(),
        }
    }

    /// The trail back: pages read on the way here may be read again.
    pub(crate) fn turned(&self) -> Self {
        Self {
            seen: Seen::default(),
            ..self.clone()
        }
    }

    /// Reads the answer as the next page of this trail.
    pub(crate) fn page<T: DeserializeOwned>(
        mut self,
        answer: Answer,
        seed: PageSeed<T>,
    ) -> Result<Page<T>> {
        match decode(&answer.reply.body, seed) {
            Ok((items, meta)) => {
                self.seen.note(&answer.url.to_string());
                if let Some(url) = &meta.url {
                    self.seen.note(url);
                }
                Ok(Page::new(items, meta, self))
            }
            Err(error) => Err(answer.reject(error)),
        }
    }

    /// Fetches the page that a link leads to, if there is a link.
    pub(crate) fn follow<T: DeserializeOwned + 'static>(
        self,
        link: Option<String>,
    ) -> ResponseFuture<Option<Page<T>>> {
        ResponseFuture::new(async move {
            let Some(link) = link else { return Ok(None) };
            let prepared = self.prepare(&link)?;
            let answer = self.client.execute(prepared).await?;
            let seed = PageSeed::new(self.paging.items);
            self.page(answer, seed).map(Some)
        })
    }

    /// The request for the page that a link leads to, unless it must not be followed.
    fn prepare(&self, link: &str) -> Result<Prepared> {
        if self.seen.holds(link) {
            return Err(Error::page(
                "the link to the page leads to one that was read already",
            )
            .on(self.call));
        }
        let target = self.base_url.follow(link);
        let url = target.map_err(|reason| Error::page(reason).on(self.call))?;
        Ok(Prepared {
            call: self.call,
            url,
            headers: self.headers.clone(),
            body: Bytes::new(),
            options: self.options.clone(),
            base_url: self.base_url.clone(),
        })
    }
}

/// The pages of a list, one after the other, each asked for when it is wanted.
///
/// A [`Stream`], and without any stream library [`try_next`](Self::try_next). It ends after the first error.
#[must_use = "pages are not asked for until they are wanted"]
pub struct Pages<T> {
    next: Option<ResponseFuture<Option<Page<T>>>>,
    remaining: Option<u64>,
}

impl<T: DeserializeOwned + 'static> Pages<T> {
    /// The pages from the first on, as long as there are items to read.
    pub(crate) fn new(
        first: ResponseFuture<Option<Page<T>>>,
        limit: Option<u64>,
    ) -> Self {
        Self {
            next: (limit != Some(0)).then_some(first),
            remaining: limit,
        }
    }

    /// The next page; `None` after the last, and after the limit is reached.
    ///
    /// Dropping the future before it is ready loses nothing: the request goes on with the next call.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Polls for the next page.
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let page = ready!(Pin::new(next).poll(context));
        self.next = None;
        Poll::Ready(page.map(|page| page.map(|page| self.take(page))).transpose())
    }

    /// Counts the items of a page, cuts off what exceeds the limit, and gets ready for the page after it.
    fn take(&mut self, mut page: Page<T>) -> Page<T> {
        if let Some(remaining) = &mut self.remaining {
            page.items.truncate(usize::try_from(*remaining).unwrap_or(usize::MAX));
            *remaining = remaining.saturating_sub(page.items.len() as u64);
        }
        if self.remaining != Some(0) {
            self.next = Some(page.next_page());
        }
        page
    }
}

/// The items of a list, page after page; a page is asked for when its first item is wanted.
///
/// A [`Stream`], and without any stream library [`try_next`](Self::try_next). It ends after the first error.
#[must_use = "items are not asked for until they are wanted"]
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
}

impl<T: DeserializeOwned + 'static> Items<T> {
    /// The items of these pages.
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// The next item; `None` after the last, and after the limit is reached.
    ///
    /// Dropping the future before it is ready loses nothing: the request goes on with the next call.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Polls for the next item.
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = page.items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The items are never pinned: they are handed out by value.
impl<T> Unpin for Items<T> {}

impl<T: DeserializeOwned + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<T: DeserializeOwned + 'static> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("remaining", &self.remaining)
            .field("ended", &self.next.is_none())
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("at_hand", &self.page.len())
            .field("pages", &self.pages)
            .finish()
    }
}
