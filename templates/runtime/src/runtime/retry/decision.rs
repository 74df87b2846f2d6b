//! A failure, and what to do about it.

use std::time::Duration;

use http::Method;

use crate::runtime::Error;

/// What to do after an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryDecision {
    /// Return the error.
    Stop,
    /// Send the request again, after the delay that the policy and `Retry-After` give.
    Retry,
    /// Send the request again after that time.
    RetryAfter(Duration),
}

/// An attempt that failed, for a function that [decides](super::RetryPolicy::decide) whether there shall be another.
#[derive(Clone, Copy, Debug)]
pub struct FailedAttempt<'a> {
    error: &'a Error,
    round: u32,
    elapsed: Duration,
    decision: RetryDecision,
}

impl<'a> FailedAttempt<'a> {
    /// The failure of the attempt of that number, that long after the start of the operation.
    pub(crate) fn new(error: &'a Error, round: u32, elapsed: Duration) -> Self {
        Self {
            error,
            round,
            elapsed,
            decision: RetryDecision::Stop,
        }
    }

    /// The same, with what the policy decided.
    pub(crate) fn with_decision(self, decision: RetryDecision) -> Self {
        Self { decision, ..self }
    }

    /// The failure: it names the operation, the status and all else that is known.
    pub fn error(&self) -> &'a Error {
        self.error
    }

    /// How many attempts failed by now, this one included; also those that were over before the request was sent, since
    /// there was no access token.
    pub fn attempts(&self) -> u32 {
        self.round
    }

    /// How long ago the operation began.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Whether the request may be sent again without doing anything twice: since the operation only reads or deletes,
    /// or since the API did not carry out what was sent last.
    pub fn is_safe_to_retry(&self) -> bool {
        let repeatable = [Method::GET, Method::DELETE];
        let is_repeatable =
            self.error.method().is_some_and(|method| repeatable.contains(method));
        is_repeatable || !self.error.may_have_been_carried_out()
    }

    /// What the policy decides if it is left to itself.
    pub fn decision(&self) -> RetryDecision {
        self.decision
    }
}
