//! How much of a client's traffic may be repetition.

use std::ops::RangeInclusive;
use std::time::Duration;

use tower::retry::budget::{Budget as _, TpsBudget};

use crate::runtime::{Error, Result};

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
    min_retries_per_second: Option<u32>,
    retry_ratio: Option<f32>,
    is_unlimited: bool,
}

/// Over which time the budget counts.
const WINDOW: Duration = Duration::from_secs(10);
/// What `tower` takes without a panic.
const RATIOS: RangeInclusive<f32> = 0.0..=1000.0;
const MAX_RESERVE: u32 = 1_000_000;

impl RetryBudget {
    /// The budget that clients have by default.
    pub fn new() -> Self {
        Self {
            min_retries_per_second: None,
            retry_ratio: None,
            is_unlimited: false,
        }
    }

    /// The budget that is never used up.
    pub fn unlimited() -> Self {
        Self {
            is_unlimited: true,
            ..Self::new()
        }
    }

    /// How many repetitions there may be in a second, however few operations there are.
    pub fn min_retries_per_second(mut self, min_retries_per_second: u32) -> Self {
        self.min_retries_per_second = Some(min_retries_per_second);
        self
    }

    /// How many repetitions there may be for each operation, from 0 (none but the reserve) to 1000. A share below 1 is
    /// rounded up to 1, 1/2, 1/3 and so on: one repetition for so many operations.
    pub fn retry_ratio(mut self, retry_ratio: f32) -> Self {
        self.retry_ratio = Some(retry_ratio);
        self
    }

    /// Fails for settings that cannot take effect.
    pub(crate) fn check(self) -> Result<()> {
        let is_limited =
            self.min_retries_per_second.is_some() || self.retry_ratio.is_some();
        let reason = if self.is_unlimited && is_limited {
            "`RetryBudget::unlimited` cannot be combined with limits"
        } else if !RATIOS.contains(&self.ratio()) {
            "`RetryBudget::retry_ratio` is not a number from 0 to 1000"
        } else if self.reserve() > MAX_RESERVE {
            "`RetryBudget::min_retries_per_second` is more than 1,000,000"
        } else {
            return Ok(());
        };
        Err(Error::configuration(reason))
    }

    fn reserve(self) -> u32 {
        self.min_retries_per_second.unwrap_or(10)
    }

    fn ratio(self) -> f32 {
        self.retry_ratio.unwrap_or(0.2)
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
        let limited = || TpsBudget::new(WINDOW, budget.reserve(), budget.ratio());
        Self((!budget.is_unlimited).then(limited))
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
