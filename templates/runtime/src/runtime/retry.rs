//! Retries: which failed requests are retried, when, and how often.

mod budget;
mod decision;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use http::StatusCode;

pub use self::budget::RetryBudget;
pub(crate) use self::budget::SharedBudget;
pub use self::decision::{FailedAttempt, RetryDecision};
use crate::runtime::{Error, Result};

/// Policy that decides which failed requests are retried, when, and how often.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::RetryPolicy;
///
/// let policy = RetryPolicy::new()
///     .max_attempts(6)
///     .base_delay(Duration::from_millis(200))
///     .max_delay(Duration::from_secs(5));
/// ```
///
/// By default, only requests that are safe to retry are retried. `GET` and `DELETE` requests are idempotent; `POST`
/// requests, which create and update, are not:
///
/// | failure | `GET`, `DELETE` | `POST` |
/// |---|---|---|
/// | too many requests (status 429) | retried | retried |
/// | connection failed, or closed before the request was sent | retried | retried |
/// | timeout, or the connection broke later | retried | not retried |
/// | server error (status 500 to 599) | retried | not retried |
/// | any other response | not retried | not retried |
///
/// [Raw requests](super::RawRequest) with the methods `HEAD`, `OPTIONS` and `PUT`, which are idempotent too, are
/// retried like `GET`. So is every operation with an idempotency key, by which the API recognizes a repeated request: the
/// client sends a random one, the same in all attempts.
///
/// A request that is not retried fails at once; [`Error::is_outcome_unknown`](super::Error::is_outcome_unknown) returns
/// whether it may have taken effect. If the response to a `DELETE` is lost and the retry finds nothing to delete, the
/// error [is "not found"](super::Error::is_not_found) after more than one [attempt](super::Error::attempts).
///
/// The delay before the second attempt is random, up to [`base_delay`](Self::base_delay). The bound doubles with each
/// attempt, up to [`max_delay`](Self::max_delay) (exponential backoff with full jitter). After a response with
/// `Retry-After`, the delay is at least that time; if it exceeds the remaining [time of the
/// operation](super::RequestOptions::operation_timeout), the request fails at once, and
/// [`Error::retry_after`](super::Error::retry_after) returns the time to wait.
///
/// The retries of all requests of a client are limited by its [`RetryBudget`].
#[derive(Clone)]
#[must_use = "a policy has no effect until it is given to a client or a request"]
#[doc(alias("backoff", "idempotent", "retry"))]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    total_time: Duration,
    statuses: Option<Arc<[StatusCode]>>,
    rule: Option<Rule>,
    is_without_delays: bool,
}

/// Function of the caller that decides whether a failed attempt is retried.
type Rule = Arc<dyn Fn(&FailedAttempt<'_>) -> RetryDecision + Send + Sync>;

impl RetryPolicy {
    /// Creates the default policy: up to 4 attempts, with delays from 500 milliseconds up to 20 seconds.
    pub fn new() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            total_time: Duration::MAX,
            statuses: None,
            rule: None,
            is_without_delays: false,
        }
    }

    /// Creates a policy that never retries. A request whose access token is rejected is still sent once more with
    /// another token.
    pub fn never() -> Self {
        Self::new().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. Default: 4.
    ///
    /// With 0, building the client or sending the request fails with
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration).
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = max_attempts;
        self
    }

    /// Sets the longest delay before the second attempt. Default: 500 milliseconds.
    pub fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// Sets the maximum delay between attempts; `Retry-After` can exceed it. Default: 20 seconds.
    pub fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// Sets the time after the start of the operation after which no attempt is started. By default, only the [timeout
    /// of the operation](super::RequestOptions::operation_timeout) limits it.
    pub fn total_time(mut self, total_time: Duration) -> Self {
        self.total_time = total_time;
        self
    }

    /// Sets the statuses that are retried, instead of 500 to 599. Status 429 is always retried.
    ///
    /// **Warning:** for a status below 500, `POST` requests are retried too, because such a status means that the
    /// request was not processed. Do not add a status with which the API may respond after it created something.
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        self.statuses = Some(statuses.into_iter().collect());
        self
    }

    /// Sets a function that decides whether to retry.
    ///
    /// It is called after each failure, if attempts and time remain. It can return the policy's own
    /// [decision](FailedAttempt::decision) or another one, and so also retry requests that are not idempotent.
    ///
    /// ```
    /// use client_runtime::{RetryDecision, RetryPolicy};
    ///
    /// let policy = RetryPolicy::new().decide(|failed| {
    ///     if failed.error().code() == Some(20503) {
    ///         RetryDecision::Stop
    ///     } else {
    ///         failed.decision()
    ///     }
    /// });
    /// ```
    pub fn decide(
        mut self,
        rule: impl Fn(&FailedAttempt<'_>) -> RetryDecision + Send + Sync + 'static,
    ) -> Self {
        self.rule = Some(Arc::new(rule));
        self
    }

    /// Creates the policy of clients for tests, which retry as by default and do not wait.
    #[cfg(any(test, feature = "mock"))]
    pub(crate) fn without_delays() -> Self {
        Self {
            is_without_delays: true,
            ..Self::new().base_delay(Duration::ZERO).decide(decision::at_once)
        }
    }

    /// Returns `true` if nothing is waited for.
    pub(crate) fn is_without_delays(&self) -> bool {
        self.is_without_delays
    }

    /// Fails for settings that cannot take effect.
    pub(crate) fn check(&self) -> Result<()> {
        if self.max_attempts == 0 {
            return Err(Error::configuration(
                "`RetryPolicy::max_attempts` is 0; expected 1 or more",
            ));
        }
        Ok(())
    }

    /// Returns the delay before the next attempt; `None` if there is none.
    pub(crate) fn delay(&self, failed: FailedAttempt<'_>) -> Option<Duration> {
        if failed.attempts() >= self.max_attempts || failed.elapsed() > self.total_time {
            return None;
        }
        let failed = failed.with_decision(self.standard_decision(&failed));
        let decision = match &self.rule {
            Some(rule) => rule(&failed),
            None => failed.decision(),
        };
        let delay = match decision {
            RetryDecision::Stop => return None,
            RetryDecision::Retry => self.hinted_delay(&failed),
            RetryDecision::RetryAfter(delay) => delay,
        };
        let begin = failed.elapsed().saturating_add(delay);
        (begin <= self.total_time).then_some(delay)
    }

    /// Returns the default decision about a failed attempt.
    fn standard_decision(&self, failed: &FailedAttempt<'_>) -> RetryDecision {
        let error = failed.error();
        let is_transient = match error.status() {
            Some(status) if error.is_api() => match &self.statuses {
                _ if error.is_rate_limited() => true,
                Some(statuses) => statuses.contains(&status),
                None => status.is_server_error(),
            },
            _ => error.is_interrupted(),
        };
        if is_transient && failed.is_safe_to_retry() {
            RetryDecision::Retry
        } else {
            RetryDecision::Stop
        }
    }

    /// Returns the delay that the API requests, if any, with jitter, so that not all clients retry at the same time.
    fn hinted_delay(&self, failed: &FailedAttempt<'_>) -> Duration {
        match failed.error().retry_after() {
            Some(hint) => hint.saturating_add(jitter(self.base_delay)),
            None => jitter(self.longest_delay(failed.attempts())),
        }
    }

    /// Returns the upper bound of the delay after this number of attempts.
    pub(crate) fn longest_delay(&self, attempts: u32) -> Duration {
        let bounds = ExponentialBuilder::new()
            .with_min_delay(self.base_delay)
            .with_max_delay(self.max_delay)
            .without_max_times();
        let after = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        bounds.build().nth(after).unwrap_or(self.max_delay).min(self.max_delay)
    }
}

/// Returns a random part of a delay.
fn jitter(bound: Duration) -> Duration {
    bound.mul_f64(fastrand::f64())
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RetryPolicy")
            .field("max_attempts", &self.max_attempts)
            .field("base_delay", &self.base_delay)
            .field("max_delay", &self.max_delay)
            .field("total_time", &self.total_time)
            .field("statuses", &self.statuses)
            .field("decides", &self.rule.is_some())
            .field("is_without_delays", &self.is_without_delays)
            .finish()
    }
}
