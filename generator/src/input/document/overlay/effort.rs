//! Limits on the number of values that an overlay visits and copies, over all its actions.

use serde_json::Value;

use super::Problem;
use crate::input::source::Size;

/// Maximum number of values that all targets together may visit: about a thousand times the size of Twilio's largest
/// document.
const MAX_VISITS: usize = 100_000_000;

/// Maximum number of values that one target may select.
pub(super) const MAX_TARGETS: usize = 100_000;

/// The work that an overlay has caused so far.
#[derive(Debug)]
pub(super) struct Effort {
    /// Upper bound on the number of values in the document.
    values: usize,
    visits: usize,
    copied: Size,
}

impl Effort {
    pub(super) fn new(document: &Value) -> Self {
        Self {
            values: Size::of(document).values,
            visits: 0,
            copied: Size::default(),
        }
    }

    /// Returns an upper bound on the number of values in the document.
    pub(super) fn values(&self) -> usize {
        self.values
    }

    /// Adds to the number of visited values; fails if it exceeds the limit.
    pub(super) fn visit(&mut self, values: usize) -> Result<(), Problem> {
        self.visits = self.visits.saturating_add(values);
        if self.visits > MAX_VISITS {
            let found = format!(
                "the targets up to this one visit more than {MAX_VISITS} values"
            );
            return Err(Problem::new(
                found,
                "fewer actions, or more specific targets",
                "replace `*`, `..` and filters by names",
            ));
        }
        Ok(())
    }

    /// Adds an update that is copied `times` times; fails if the total exceeds the limit.
    pub(super) fn copy(&mut self, update: Size, times: usize) -> Result<(), Problem> {
        let copied = Size {
            values: update.values.saturating_mul(times),
            text: update.text.saturating_mul(times),
        };
        self.copied.add(copied);
        self.values = self.values.saturating_add(copied.values);
        match self.copied.excess() {
            None => Ok(()),
            Some(excess) => Err(Problem::new(
                format!("the updates up to this one copy more than {excess}"),
                "fewer targets, or smaller updates",
                "move the update to a component and refer to it by `$ref`",
            )),
        }
    }
}
