//! Changes at deadlines, as the clock moves.

use jiff::Timestamp;

use super::change::Change;
use super::state::State;

impl State {
    /// Makes the change that is due first, at its time. If nothing is due until `end`, moves the clock there and returns
    /// `None`.
    pub(super) fn expire(&mut self, end: Timestamp) -> Option<Vec<Change>> {
        let Some((time, id, position)) = self.deadlines.first_until(end) else {
            self.now = end.max(self.now);
            return None;
        };
        self.now = time.max(self.now);
        let resource = self.store.get(id).map(|instance| instance.resource);
        let transitions =
            resource.map(|resource| self.tables.resource(resource).transitions);
        let transition = transitions.and_then(|transitions| transitions.get(position));
        self.deadlines.remove(id);
        Some(self.make(|plan| {
            if let Some(transition) = transition {
                plan.expire(id, transition);
            }
        }))
    }
}
