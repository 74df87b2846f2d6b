//! Without the feature `tracing`, nobody is told anything.

use std::time::Duration;

use crate::runtime::request::operation::Call;
use crate::runtime::response::OperationResponse;
use crate::runtime::{Error, Result};

/// The span of an operation, or of one of its attempts.
#[derive(Clone)]
pub(crate) struct OperationSpan;

impl OperationSpan {
    /// The span of an operation that begins.
    pub(crate) fn new(_: Call) -> Self {
        Self
    }

    /// The span of an attempt within this one.
    #[allow(clippy::unused_self, reason = "the spans of `tracing` nest")]
    pub(crate) fn attempt(&self, _: u32) -> Self {
        Self
    }

    /// Does the work within the span.
    #[allow(clippy::unused_self, reason = "the spans of `tracing` are entered")]
    pub(crate) fn enter<F: Future>(&self, work: F) -> F {
        work
    }

    /// Says what came of it.
    #[allow(clippy::unused_self, reason = "the spans of `tracing` are filled in")]
    pub(crate) fn record_outcome(&self, _: &Result<OperationResponse>) {}

    /// Says that the request will be sent again.
    #[allow(clippy::unused_self, reason = "the events of `tracing` stand in spans")]
    pub(crate) fn record_retry(&self, _: &Error, _: Duration) {}

    /// Says why a request is not sent again that could be.
    #[allow(clippy::unused_self, reason = "the events of `tracing` stand in spans")]
    pub(crate) fn record_give_up(&self, _: &str) {}
}

/// Says that a timestamp is left out, since it is not one.
pub(crate) fn record_invalid_timestamp() {}
