//! Matches the routes of the old and the new API.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use super::side::{RouteId, Side};

/// Matches routes by `operationId`, then by method and path, then by Rust call.
pub(super) fn pair(old: &Side<'_>, new: &Side<'_>) -> Vec<(RouteId, RouteId)> {
    let mut pairing = Pairing {
        old_left: old.routes(),
        new_left: new.routes(),
        pairs: Vec::new(),
    };
    pairing.pair(|id| &old.route(id).id, |id| &new.route(id).id);
    pairing.pair(|id| http_call(old, id), |id| http_call(new, id));
    pairing.pair(|id| old.call(id), |id| new.call(id));
    pairing.pairs.sort_unstable();
    pairing.pairs
}

/// Returns the method and path without the names of arguments.
fn http_call<'a>(side: &Side<'a>, id: RouteId) -> (&'static str, Vec<Cow<'a, str>>) {
    (side.operation(id.0).method.as_str(), side.route(id).path.shape())
}

struct Pairing {
    old_left: Vec<RouteId>,
    new_left: Vec<RouteId>,
    pairs: Vec<(RouteId, RouteId)>,
}

impl Pairing {
    /// Matches the remaining routes with equal keys, in order.
    fn pair<Key: Ord>(
        &mut self,
        old_key: impl Fn(RouteId) -> Key,
        new_key: impl Fn(RouteId) -> Key,
    ) {
        let mut by_key: BTreeMap<Key, VecDeque<RouteId>> = BTreeMap::new();
        for new in self.new_left.drain(..) {
            by_key.entry(new_key(new)).or_default().push_back(new);
        }
        let pairs = &mut self.pairs;
        self.old_left.retain(|old| {
            let new = by_key.get_mut(&old_key(*old)).and_then(VecDeque::pop_front);
            pairs.extend(new.map(|new| (*old, new)));
            new.is_none()
        });
        self.new_left = by_key.into_values().flatten().collect();
        self.new_left.sort_unstable();
    }
}
