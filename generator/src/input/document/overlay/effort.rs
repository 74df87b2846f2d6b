//! How much one overlay may make of a document: what it visits and what it copies, over all its actions.

use serde_json::Value;

use super::Problem;
use crate::input::source::Size;

/// How many values the targets may visit in all: some thousand times those of Twilio's largest document.
const MAX_VISITS: usize = 100_000_000;

/// How many values one target may select.
pub(super) const MAX_TARGETS: usize = 100_000;

/// What an overlay has taken so far.
#[derive(Debug)]
pub(super) struct Effort {
    /// How many values the document holds, at most.
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

    /// How many values the document holds, at most.
    pub(super) fn values(&self) -> usize {
        self.values
    }

    /// Counts values that are visited.
    pub(super) fn visit(&mut self, values: usize) -> Result<(), Problem> {
        self.visits = self.visits.saturating_add(values);
        if self.visits > MAX_VISITS {
            let found = format!(
                "the targets up to this one may visit more than {MAX_VISITS} values"
            );
            return Err(Problem::new(
                found,
                "fewer actions, or targets that name what they select",
                "write names instead of `*`, `..` and filters",
            ));
        }
        Ok(())
    }

    /// Counts an update that is put into so many places.
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
                "an update of fewer places, or of less",
                "put it into a component, and refer to that by `$ref`",
            )),
        }
    }
}
