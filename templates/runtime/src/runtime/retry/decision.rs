//! Failed attempts and decisions about them.

use std::time::Duration;

use crate::runtime::Error;

/// Decision about a failed attempt.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::{RetryDecision, RetryPolicy};
///
/// let policy = RetryPolicy::new().decide(|failed| match failed.decision() {
///     // Other requests of this program have priority.
///     RetryDecision::Retry if failed.error().is_rate_limited() => {
///         RetryDecision::RetryAfter(Duration::from_secs(5))
///     }
///     decision => decision,
/// });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryDecision {
    /// Return the error.
    Stop,
    /// Retry after the delay given by the policy and `Retry-After`.
    Retry,
    /// Retry after this delay.
    RetryAfter(Duration),
}

/// Failed attempt, passed to the function of [`RetryPolicy::decide`](super::RetryPolicy::decide).
///
/// ```
/// use client_runtime::{RetryDecision, RetryPolicy};
///
/// // Retries requests that are safe to retry, whatever the error is.
/// let policy = RetryPolicy::new().decide(|failed| {
///     if failed.is_safe_to_retry() && failed.attempts() < 5 {
///         RetryDecision::Retry
///     } else {
///         failed.decision()
///     }
/// });
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FailedAttempt<'a> {
    error: &'a Error,
    round: u32,
    elapsed: Duration,
    remaining: Duration,
    decision: RetryDecision,
}

impl<'a> FailedAttempt<'a> {
    /// Creates the failure of an attempt from its number, the time since the start of the operation, and the remaining
    /// time.
    pub(crate) fn new(
        error: &'a Error,
        round: u32,
        elapsed: Duration,
        remaining: Duration,
    ) -> Self {
        Self {
            error,
            round,
            elapsed,
            remaining,
            decision: RetryDecision::Stop,
        }
    }

    /// Adds the decision of the policy.
    pub(crate) fn with_decision(self, decision: RetryDecision) -> Self {
        Self { decision, ..self }
    }

    /// Returns the error, which names the operation, the status and everything else that is known.
    pub fn error(&self) -> &'a Error {
        self.error
    }

    /// Returns the number of failed attempts, including this one and those that failed before the request was sent
    /// because no access token could be obtained.
    pub fn attempts(&self) -> u32 {
        self.round
    }

    /// Returns the time since the start of the operation.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the remaining [time of the operation](crate::runtime::RequestOptions::operation_timeout). A delay of
    /// that time or longer ends the operation.
    pub fn remaining(&self) -> Duration {
        self.remaining
    }

    /// Returns `true` if a retry cannot take effect twice: because the operation is idempotent, or because the API did
    /// not process the request.
    pub fn is_safe_to_retry(&self) -> bool {
        self.error.is_idempotent() || !self.error.may_have_been_carried_out()
    }

    /// Returns the decision of the policy itself.
    pub fn decision(&self) -> RetryDecision {
        self.decision
    }
}

/// Retries as the default policy does, but without a delay, unless the delay would exceed the remaining time.
#[cfg(any(test, feature = "mock"))]
pub(super) fn at_once(failed: &FailedAttempt<'_>) -> RetryDecision {
    let hint = failed.error().retry_after().unwrap_or_default();
    match failed.decision() {
        RetryDecision::Retry if hint < failed.remaining() => {
            RetryDecision::RetryAfter(Duration::ZERO)
        }
        decision => decision,
    }
}
