//! The time, and waiting for it to pass.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use futures_timer::Delay;
use tokio::runtime::Handle;
use tokio::time::Instant;

/// A point in time after which something is too late; none if there is all the time in the world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// The point in time that lies so far ahead. What lies beyond the end of the clock is no deadline.
    pub(crate) fn after(duration: Duration) -> Self {
        Self(Instant::now().checked_add(duration))
    }

    /// How long it is until then; nothing if it is past.
    pub(crate) fn remaining(self) -> Duration {
        let remaining = |end: Instant| end.saturating_duration_since(Instant::now());
        self.0.map_or(Duration::MAX, remaining)
    }
}

/// Waits. Uses the timer of tokio inside of a tokio runtime, which has to have it enabled, and that of a thread of its
/// own elsewhere.
pub(crate) async fn sleep(duration: Duration) {
    match Handle::try_current() {
        Ok(_) => tokio::time::sleep(duration).await,
        Err(_) => Delay::new(duration).await,
    }
}

/// What a future gives, if it gives it in time.
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
