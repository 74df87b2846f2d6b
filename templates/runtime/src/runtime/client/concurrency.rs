//! How many requests may be under way at once.

use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::time::Instant;

use super::clock::{Deadline, within};

/// How long a permit is kept for the request whose turn it is. One that nobody polls does not take its turn; then the
/// permit is anybody's. So requests that wait look for a permit that often, too.
const PATIENCE: Duration = Duration::from_millis(100);

/// As many permits as requests may be under way at once, handed out in the order in which they were asked for.
///
/// The semaphore of tokio gives a permit to the first in its queue even if nobody polls that one any more, and so holds
/// up all the others.
pub(crate) struct Permits(Mutex<State>);

struct State {
    free: usize,
    /// Those who wait to be called, by their number. The numbers are in the order in which they came.
    waiting: BTreeMap<u64, Waker>,
    /// Those who were called to take a permit and have not come yet, and when that was, in that order. There are never
    /// more than free permits.
    called: VecDeque<(u64, Instant)>,
    next_number: u64,
}

impl Permits {
    /// So many permits.
    pub(crate) fn new(count: usize) -> Self {
        Self(Mutex::new(State {
            free: count,
            waiting: BTreeMap::new(),
            called: VecDeque::new(),
            next_number: 0,
        }))
    }

    /// A permit, if there is one that is nobody else's turn.
    pub(crate) fn try_acquire(&self) -> Option<Permit<'_>> {
        let is_taken = self.change(|state, now| state.take(None, now));
        is_taken.then(|| Permit(self))
    }

    /// Waits for a permit; `None` if there is none before the deadline.
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

    /// Changes the state, and calls those whose turn it is then.
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
        // Nothing that is done under the lock can leave the state in disorder.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Calls as many as there are permits that nobody else was called for.
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

    /// Takes a permit, if there is one that is not kept for somebody else.
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

    /// Forgets somebody who waits no longer.
    fn forget(&mut self, number: Option<u64>) {
        if let Some(number) = number {
            self.waiting.remove(&number);
            self.called.retain(|(called, _)| *called != number);
        }
    }
}

/// Somebody who waits for a permit.
struct Turn<'a> {
    permits: &'a Permits,
    /// The place in the queue, once there is one. It stays the same when a call was not heard in time.
    number: Option<u64>,
}

impl<'a> Turn<'a> {
    /// Takes a permit, or waits to be called.
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

/// Leave to have a request under way, until it is dropped.
pub(crate) struct Permit<'a>(&'a Permits);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.change(|state, _| state.free += 1);
    }
}
