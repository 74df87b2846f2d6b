//! Which routes of the old API are which of the new.

use super::side::{RouteId, Side};

/// Pairs routes by their `operationId`, then by method and path, then by the Rust call.
pub(super) fn pair(old: &Side<'_>, new: &Side<'_>) -> Vec<(RouteId, RouteId)> {
    let mut pairing = Pairing {
        old_left: old.routes(),
        new_left: new.routes(),
        pairs: Vec::new(),
    };
    pairing.pair(|one, other| old.route(one).id == new.route(other).id);
    pairing.pair(|one, other| place(old, one) == place(new, other));
    pairing.pair(|one, other| old.call(one) == new.call(other));
    pairing.pairs.sort_unstable();
    pairing.pairs
}

/// The HTTP call, whatever the arguments are called.
fn place<'a>(side: &Side<'a>, id: RouteId) -> (&'static str, Vec<&'a str>) {
    (side.operation(id.0).method.as_str(), side.route(id).path.shape())
}

struct Pairing {
    old_left: Vec<RouteId>,
    new_left: Vec<RouteId>,
    pairs: Vec<(RouteId, RouteId)>,
}

impl Pairing {
    fn pair(&mut self, is_same: impl Fn(RouteId, RouteId) -> bool) {
        let Self {
            old_left,
            new_left,
            pairs,
        } = self;
        old_left.retain(|old| {
            let Some(position) = new_left.iter().position(|new| is_same(*old, *new))
            else {
                return true;
            };
            pairs.push((*old, new_left.remove(position)));
            false
        });
    }
}
