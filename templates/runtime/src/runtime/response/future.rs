//! Futures of responses.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::runtime::Result;

/// Future of a response, returned by the `send` method of a request builder and by `.await`ing it.
///
/// No request is sent before the future is polled, and dropping it cancels the request. It borrows nothing, so it can
/// be moved into a task:
///
/// ```ignore
/// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
/// let response = client.conversation("CH0123456789abcdef0123456789abcdef").fetch().send();
/// let conversation = tokio::spawn(response).await.expect("the task does not panic")?;
/// # Ok(())
/// # }
/// ```
///
/// With [`max_concurrent_requests`](crate::runtime::ClientBuilder::max_concurrent_requests), a request in flight that
/// is not polled any more counts until it is dropped.
#[must_use = "a request does nothing until it is awaited"]
pub struct ResponseFuture<T>(Pin<Box<dyn Future<Output = Result<T>> + Send>>);

impl<T> ResponseFuture<T> {
    /// Wraps the future that resolves to the response.
    pub(crate) fn new(work: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        Self(Box::pin(work))
    }
}

impl<T: 'static> ResponseFuture<T> {
    /// Wraps a future and the function that turns its output into the response. Nothing else is compiled for each type of
    /// response.
    pub(crate) fn finished<R: 'static>(
        work: ResponseFuture<R>,
        finish: fn(R) -> Result<T>,
    ) -> Self {
        Self(Box::pin(Finished { work, finish }))
    }
}

/// A future whose output is passed to a function.
struct Finished<R, T> {
    work: ResponseFuture<R>,
    finish: fn(R) -> Result<T>,
}

impl<R, T> Future for Finished<R, T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let output = ready!(Pin::new(&mut self.work).poll(context));
        Poll::Ready(output.and_then(self.finish))
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
