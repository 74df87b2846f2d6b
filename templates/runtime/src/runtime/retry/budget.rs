//! The limit on the retries of a client.

use std::ops::RangeInclusive;
use std::time::Duration;

use tower::retry::budget::{Budget as _, TpsBudget};

use crate::runtime::{Error, Result};

/// Limit on the retries of all requests of a client, so that retries do not make an outage of the API worse.
///
/// ```
/// use client_runtime::RetryBudget;
///
/// // Up to 5 retries per second, and one retry for every 10 operations.
/// let budget = RetryBudget::new().min_retries_per_second(5).retry_ratio(0.1);
/// ```
///
/// Within any 10 seconds, a client and its clones send no more retries than
/// [`min_retries_per_second`](Self::min_retries_per_second) and a [ratio](Self::retry_ratio) of the operations started
/// in that time allow. When the budget is exhausted, requests fail without retries. A
/// [`RetryPolicy`](super::RetryPolicy) limits the retries of one request, the budget those of all requests.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "a budget has no effect until it is given to a client"]
pub struct RetryBudget {
    min_retries_per_second: Option<u32>,
    retry_ratio: Option<f32>,
    is_unlimited: bool,
}

/// Time window of the budget.
const WINDOW: Duration = Duration::from_secs(10);
/// Ratios that `tower` accepts without a panic.
const RATIOS: RangeInclusive<f32> = 0.0..=1000.0;
const MAX_RESERVE: u32 = 1_000_000;

impl RetryBudget {
    /// Creates the default budget: 10 retries per second, and 0.2 retries per operation.
    pub fn new() -> Self {
        Self {
            min_retries_per_second: None,
            retry_ratio: None,
            is_unlimited: false,
        }
    }

    /// Creates a budget without limits. It cannot be combined with limits.
    pub fn unlimited() -> Self {
        Self {
            is_unlimited: true,
            ..Self::new()
        }
    }

    /// Sets the number of retries per second that are allowed however few operations there are. Default: 10, at most
    /// 1,000,000.
    pub fn min_retries_per_second(mut self, min_retries_per_second: u32) -> Self {
        self.min_retries_per_second = Some(min_retries_per_second);
        self
    }

    /// Sets the number of retries per operation. Default: 0.2, from 0 to 1000.
    ///
    /// A ratio below 1 is rounded up to 1, 1/2, 1/3 and so on: one retry for that many operations.
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

/// Budget that the clones of a client share.
#[derive(Debug)]
pub(crate) struct SharedBudget(Option<TpsBudget>);

impl SharedBudget {
    /// Creates the state of an unused budget.
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

    /// Takes a retry from the budget, if one is left.
    pub(crate) fn try_take_retry(&self) -> bool {
        self.0.as_ref().is_none_or(TpsBudget::withdraw)
    }
}
