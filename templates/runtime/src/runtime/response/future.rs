//! The future of a response.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::runtime::Result;

/// A request under way; awaiting it gives the answer.
///
/// Nothing is sent before it is first polled, and dropping it abandons the request. It borrows nothing, so it can be
/// moved into a task.
///
/// A request that was sent and is polled no further holds up no other request, unless
/// [`max_concurrent_requests`](crate::runtime::ClientBuilder::max_concurrent_requests) is set: it counts until it is dropped.
#[must_use = "a request does nothing until it is awaited"]
pub struct ResponseFuture<T>(Pin<Box<dyn Future<Output = Result<T>> + Send>>);

impl<T> ResponseFuture<T> {
    /// Wraps the work that gives the answer.
    pub(crate) fn new(work: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        Self(Box::pin(work))
    }
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
