//! Which requests are sent again, when, and how often.

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

/// Which requests are sent again after a failure, when, and how often.
///
/// A request is sent again only where that is safe:
///
/// | failure | reading and deleting | creating and updating |
/// |---|---|---|
/// | too many requests (status 429) | yes | yes |
/// | no connection, or one that closed before the request was written | yes | yes |
/// | an answer that did not come in time, or a connection that broke off | yes | no |
/// | a fault of the server (status 500 to 599) | yes | no |
/// | any other answer | no | no |
///
/// What must not be sent twice fails at once: [`Error::is_outcome_unknown`](super::Error::is_outcome_unknown) tells that
/// the API may have carried it out.
///
/// If the answer to a delete is lost and the second attempt finds nothing to delete, the error is
/// [`is_not_found`](super::Error::is_not_found), with more than one [attempt](super::Error::attempts).
///
/// Before the second attempt passes a random time of up to [`base_delay`](Self::base_delay); the bound doubles with each
/// attempt, up to [`max_delay`](Self::max_delay). If the API says in `Retry-After` how long to wait, at least that time
/// passes. If it is longer than the [time](super::RequestOptions::operation_timeout) that the operation has left, the
/// error is returned at once, and its [`retry_after`](super::Error::retry_after) says when to come back.
///
/// All the requests of a client draw on one [`RetryBudget`].
#[derive(Clone)]
#[must_use = "a policy has no effect until it is given to a client or a request"]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    total_time: Duration,
    statuses: Option<Arc<[StatusCode]>>,
    rule: Option<Rule>,
}

/// What the caller has to say on a failure.
type Rule = Arc<dyn Fn(&FailedAttempt<'_>) -> RetryDecision + Send + Sync>;

impl RetryPolicy {
    /// The policy that clients have by default: up to 4 attempts, delays from half a second up to 20 seconds.
    pub fn new() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            total_time: Duration::MAX,
            statuses: None,
            rule: None,
        }
    }

    /// The policy that sends nothing twice, but for a request that came back because its access token was refused.
    pub fn never() -> Self {
        Self::new().max_attempts(1)
    }

    /// How often a request is sent at most, the first time included. 0 counts as 1.
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = max_attempts;
        self
    }

    /// The longest delay before the second attempt.
    pub fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// The longest delay before any attempt, but for what the API asks for.
    pub fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// How long after the start of the operation an attempt may begin. The time-out of the operation holds in any case.
    pub fn total_time(mut self, total_time: Duration) -> Self {
        self.total_time = total_time;
        self
    }

    /// The statuses after which an operation that is safe to repeat is repeated, instead of 500 to 599.
    ///
    /// Below 500 they mean that nothing was carried out, so that any operation is repeated; 429 is always among them.
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        self.statuses = Some(statuses.into_iter().collect());
        self
    }

    /// Decides by a function instead.
    ///
    /// It is asked after each failure that leaves attempts and time, and can follow the policy's own
    /// [decision](FailedAttempt::decision) or replace it. It can repeat what is not safe to repeat.
    pub fn decide(
        mut self,
        rule: impl Fn(&FailedAttempt<'_>) -> RetryDecision + Send + Sync + 'static,
    ) -> Self {
        self.rule = Some(Arc::new(rule));
        self
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

    /// How long to wait before the next attempt; nothing if there shall be none.
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

    /// What the table says of a failure.
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

    /// The time that the API asks for, if it does, and some more, so that not all clients come back at the same time.
    fn hinted_delay(&self, failed: &FailedAttempt<'_>) -> Duration {
        match failed.error().retry_after() {
            Some(hint) => hint.saturating_add(jitter(self.base_delay)),
            None => jitter(self.longest_delay(failed.attempts())),
        }
    }

    /// The bound of the delay after so many attempts.
    fn longest_delay(&self, attempts: u32) -> Duration {
        let bounds = ExponentialBuilder::new()
            .with_min_delay(self.base_delay)
            .with_max_delay(self.max_delay)
            .without_max_times();
        let after = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        bounds.build().nth(after).unwrap_or(self.max_delay).min(self.max_delay)
    }
}

/// A random part of a time.
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
            .finish()
    }
}
