//! Deadlines, sleeping and timeouts.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use futures_timer::Delay;
use tokio::runtime::Handle;
use tokio::time::Instant;

/// A deadline; `None` if there is no time limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// Returns the deadline that is `duration` from now. A duration that overflows the clock means no deadline.
    pub(crate) fn after(duration: Duration) -> Self {
        Self(Instant::now().checked_add(duration))
    }

    /// Returns the time until the deadline; zero if it has passed.
    pub(crate) fn remaining(self) -> Duration {
        let remaining = |end: Instant| end.saturating_duration_since(Instant::now());
        self.0.map_or(Duration::MAX, remaining)
    }
}

/// Sleeps. Uses the timer of tokio within a tokio runtime, which must have it enabled, and a separate timer thread
/// elsewhere.
pub(crate) async fn sleep(duration: Duration) {
    match Handle::try_current() {
        Ok(_) => tokio::time::sleep(duration).await,
        Err(_) => Delay::new(duration).await,
    }
}

/// Returns the output of a future, or `None` if it does not complete within the limit.
pub(crate) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    if limit == Duration::MAX {
        return Some(future.await);
    }
    let (mut future, mut end) = (pin!(future), pin!(sleep(limit)));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => end.as_mut().poll(context).map(|()| None),
    })
    .await
}
