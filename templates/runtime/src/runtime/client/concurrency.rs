//! Limit on the number of concurrent requests.

use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::time::Instant;

use super::clock::{Deadline, within};

/// The time for which a permit is reserved for the request whose turn it is. A request that is not polled does not take
/// its turn; after this time any request can take the permit. Waiting requests therefore check for a permit at this
/// interval, too.
const PATIENCE: Duration = Duration::from_millis(100);

/// Permits for concurrent requests, granted in the order in which they were requested.
///
/// The semaphore of tokio assigns a permit to the first waiter in its queue even if that waiter is no longer polled,
/// which blocks all the others.
pub(crate) struct Permits(Mutex<State>);

struct State {
    free: usize,
    /// The wakers of waiting requests by number. The numbers are in order of arrival.
    waiting: BTreeMap<u64, Waker>,
    /// Requests that were woken to take a permit and have not taken it yet, with the time of the wakeup, in that order.
    /// There are never more of them than free permits.
    called: VecDeque<(u64, Instant)>,
    next_number: u64,
}

impl Permits {
    /// Creates `count` permits.
    pub(crate) fn new(count: usize) -> Self {
        Self(Mutex::new(State {
            free: count,
            waiting: BTreeMap::new(),
            called: VecDeque::new(),
            next_number: 0,
        }))
    }

    /// Returns a permit if one is free and not reserved for another request.
    pub(crate) fn try_acquire(&self) -> Option<Permit<'_>> {
        let is_taken = self.change(|state, now| state.take(None, now));
        is_taken.then(|| Permit(self))
    }

    /// Waits for a permit; returns `None` if there is none before the deadline.
    pub(crate) async fn acquire(&self, deadline: Deadline) -> Option<Permit<'_>> {
        let mut turn = Turn {
            permits: self,
            number: None,
        };
        loop {
            let left = deadline.remaining();
            let take = poll_fn(|context| turn.take(context));
            match within(left.min(PATIENCE), take).await {
                Some(permit) => return Some(permit),
                None if left <= PATIENCE => return None,
                None => {}
            }
        }
    }

    /// Changes the state, then wakes the requests whose turn it is.
    fn change<T>(&self, change: impl FnOnce(&mut State, Instant) -> T) -> T {
        let mut state = self.state();
        let now = Instant::now();
        let changed = change(&mut state, now);
        let called = state.call(now);
        drop(state);
        called.into_iter().for_each(Waker::wake);
        changed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that runs under the lock can leave the state inconsistent.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Removes as many waiting requests as there are unreserved permits, and returns their wakers.
    fn call(&mut self, now: Instant) -> Vec<Waker> {
        let mut wakers = Vec::new();
        while self.called.len() < self.free {
            let Some((number, waker)) = self.waiting.pop_first() else {
                break;
            };
            self.called.push_back((number, now));
            wakers.push(waker);
        }
        wakers
    }

    /// Takes a permit if one is free and not reserved for another request.
    fn take(&mut self, number: Option<u64>, now: Instant) -> bool {
        let is_late = |(_, at): &(u64, Instant)| now.duration_since(*at) >= PATIENCE;
        while self.called.front().is_some_and(is_late) {
            self.called.pop_front();
        }
        let is_called = self.called.iter().any(|(called, _)| Some(*called) == number);
        let is_taken = is_called || self.called.len() < self.free;
        if is_taken {
            self.free -= 1;
            self.forget(number);
        }
        is_taken
    }

    /// Removes a request that no longer waits.
    fn forget(&mut self, number: Option<u64>) {
        if let Some(number) = number {
            self.waiting.remove(&number);
            self.called.retain(|(called, _)| *called != number);
        }
    }
}

/// A request that waits for a permit.
struct Turn<'a> {
    permits: &'a Permits,
    /// The position in the queue, once there is one. It stays the same if a wakeup was missed.
    number: Option<u64>,
}

impl<'a> Turn<'a> {
    /// Takes a permit, or registers to be woken.
    fn take(&mut self, context: &mut Context<'_>) -> Poll<Permit<'a>> {
        self.permits.change(|state, now| {
            if state.take(self.number, now) {
                self.number = None;
                return Poll::Ready(Permit(self.permits));
            }
            let number = *self.number.get_or_insert_with(|| {
                state.next_number += 1;
                state.next_number
            });
            state.waiting.insert(number, context.waker().clone());
            Poll::Pending
        })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if self.number.is_some() {
            self.permits.change(|state, _| state.forget(self.number));
        }
    }
}

/// Permission for a request in flight, released on drop.
pub(crate) struct Permit<'a>(&'a Permits);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.change(|state, _| state.free += 1);
    }
}
