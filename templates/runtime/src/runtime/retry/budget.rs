//! How much of a client's traffic may be repetition.

use std::time::Duration;

use tower::retry::budget::{Budget as _, TpsBudget};

/// How much of a client's traffic may be repetition, so that an outage of the API is not made worse by every request
/// being sent several times.
///
/// Over any 10 seconds, a client and its clones send no more repetitions than a reserve allows, and a share of the
/// operations started in that time. When that is used up, failures are returned as they come. A policy limits how often
/// one request is repeated, the budget how often all of them are.
///
/// By default the reserve is 10 repetitions a second, and the share 0.2: one repetition for five operations.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "a budget has no effect until it is given to a client"]
pub struct RetryBudget {
    min_retries_per_second: u32,
    retry_ratio: f32,
    is_limited: bool,
}

/// Over which time the budget counts.
const WINDOW: Duration = Duration::from_secs(10);

impl RetryBudget {
    /// The budget that clients have by default.
    pub fn new() -> Self {
        Self {
            min_retries_per_second: 10,
            retry_ratio: 0.2,
            is_limited: true,
        }
    }

    /// The budget that is never used up.
    pub fn unlimited() -> Self {
        Self {
            is_limited: false,
            ..Self::new()
        }
    }

    /// How many repetitions there may be in a second, however few operations there are.
    pub fn min_retries_per_second(mut self, min_retries_per_second: u32) -> Self {
        self.min_retries_per_second = min_retries_per_second;
        self
    }

    /// How many repetitions there may be for each operation, from 0 (none but the reserve) to 1000. A share below 1 is
    /// rounded up to 1, 1/2, 1/3 and so on: one repetition for so many operations.
    pub fn retry_ratio(mut self, retry_ratio: f32) -> Self {
        self.retry_ratio = retry_ratio;
        self
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new()
    }
}

/// The account of a budget that the clones of a client share.
#[derive(Debug)]
pub(crate) struct SharedBudget(Option<TpsBudget>);

impl SharedBudget {
    /// The account of a budget, nothing spent yet.
    pub(crate) fn new(budget: RetryBudget) -> Self {
        // What the budget is made of must be in these ranges.
        let reserve = budget.min_retries_per_second.min(1_000_000);
        let share = if budget.retry_ratio.is_nan() {
            0.0
        } else {
            budget.retry_ratio.clamp(0.0, 1000.0)
        };
        let limited = || TpsBudget::new(WINDOW, reserve, share);
        Self(budget.is_limited.then(limited))
    }

    /// Counts an operation.
    pub(crate) fn record_operation(&self) {
        if let Some(budget) = &self.0 {
            budget.deposit();
        }
    }

    /// Takes a repetition out, if there is one left.
    pub(crate) fn try_take_retry(&self) -> bool {
        self.0.as_ref().is_none_or(TpsBudget::withdraw)
    }
}
