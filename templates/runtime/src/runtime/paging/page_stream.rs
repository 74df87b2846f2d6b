//! The pages of a list as fetched, whatever their items are.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::PageToken;
use super::fetched_page::FetchedPage;
use super::navigation::PageNavigator;
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
    pub(crate) async fn fetch(self) -> Result<FetchedPage> {
        self.fetch_with_response().await.map(|(page, _)| page)
    }

    /// Fetches the page, and returns the response along with it.
    pub(crate) async fn fetch_with_response(
        self,
    ) -> Result<(FetchedPage, OperationResponse)> {
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
enum Fetch {
    /// The request is in flight.
    Running(ResponseFuture<Option<FetchedPage>>),
    /// The request completed or failed; the result is stored until it is needed.
    Done(Box<Result<Option<FetchedPage>>>),
}

impl Fetch {
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

/// The stream of the pages of a list.
pub(crate) struct PageStream {
    /// The page to return next.
    next: Option<Fetch>,
    /// A second request for a prefetched page, not sent yet.
    again: Option<ResponseFuture<Option<FetchedPage>>>,
    /// The token to continue after the pages returned so far.
    continuation: Option<PageToken>,
    prefetch: bool,
}

impl PageStream {
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
            continuation,
            prefetch,
        }
    }

    /// Polls for the next page.
    pub(crate) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<FetchedPage>>> {
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

    /// Returns the token to continue after the pages returned so far.
    pub(crate) fn continuation(&self) -> Option<&PageToken> {
        self.continuation.as_ref()
    }

    /// Replaces the token to continue after the pages returned so far, and returns the former one.
    pub(crate) fn continue_from(
        &mut self,
        token: Option<PageToken>,
    ) -> Option<PageToken> {
        mem::replace(&mut self.continuation, token)
    }

    /// Returns `true` if the next page is prefetched.
    pub(crate) fn is_prefetching(&self) -> bool {
        self.prefetch
    }

    /// Returns `true` if there are no more pages.
    pub(crate) fn has_ended(&self) -> bool {
        self.next.is_none()
    }
}
