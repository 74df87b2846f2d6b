//! Handlers that are called while other handlers wait for them.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;

/// The maximum number of handlers within handlers. Each takes a part of the stack.
const MAX_DEPTH: usize = 10;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Returns `true` if a further handler would be too deep: a webhook causes itself again.
pub(super) fn is_too_deep() -> bool {
    DEPTH.get() >= MAX_DEPTH
}

/// Runs a handler one level deeper.
pub(super) async fn deeper<F: Future>(handler: F) -> F::Output {
    let mut handler = pin!(handler);
    poll_fn(|context| {
        let _level = Level::enter();
        handler.as_mut().poll(context)
    })
    .await
}

/// A level, which ends when it is dropped: also if the handler panics.
struct Level;

impl Level {
    fn enter() -> Self {
        DEPTH.set(DEPTH.get() + 1);
        Self
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}
