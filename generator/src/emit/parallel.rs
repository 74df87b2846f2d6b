//! Distributes work among threads.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Size in bytes of the stack of a thread, that of the main thread on most systems: parsers of Rust are recursive.
const STACK: usize = 8 << 20;

/// Applies a function to all items and returns the results in the order of the items.
pub(super) fn map<Item: Sync, Output: Send>(
    items: &[Item],
    function: impl Fn(&Item) -> Output + Sync,
) -> Vec<Output> {
    let next = AtomicUsize::new(0);
    let outputs = Mutex::new(Vec::with_capacity(items.len()));
    let work = || {
        while let Some((index, item)) = take(items, &next) {
            let output = function(item);
            // A panic in `function` does not poison it.
            if let Ok(mut outputs) = outputs.lock() {
                outputs.push((index, output));
            }
        }
    };
    thread::scope(|scope| {
        let available = thread::available_parallelism().map_or(1, NonZero::get);
        for _ in 1..available.min(items.len()) {
            // Without a thread, this one does the work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    let mut outputs = outputs.into_inner().unwrap_or_default();
    outputs.sort_unstable_by_key(|(index, _)| *index);
    outputs.into_iter().map(|(_, output)| output).collect()
}

/// Returns the next item that no thread has taken.
fn take<'a, Item>(items: &'a [Item], next: &AtomicUsize) -> Option<(usize, &'a Item)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, items.get(index)?))
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn the_results_have_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(
            map(&items, |item| item * 2),
            (0..2000).step_by(2).collect::<Vec<_>>()
        );
        assert!(map(&[] as &[usize], |item| *item).is_empty());
    }
}
