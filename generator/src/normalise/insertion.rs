//! Insertion of several items into a vector.

/// Inserts items, each before the item at a position.
pub(super) fn insert<T>(items: &mut Vec<T>, mut fresh: Vec<(usize, T)>) {
    if fresh.is_empty() {
        return;
    }
    fresh.sort_by_key(|(position, _)| *position);
    let mut fresh = fresh.into_iter().peekable();
    let before = std::mem::take(items);
    for (position, item) in before.into_iter().enumerate() {
        while let Some((_, fresh)) = fresh.next_if(|(wanted, _)| *wanted == position) {
            items.push(fresh);
        }
        items.push(item);
    }
    items.extend(fresh.map(|(_, item)| item));
}
