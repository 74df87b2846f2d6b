//! No-op instrumentation without the feature `tracing`.

use std::time::Duration;

use http::Uri;

use crate::runtime::request::operation::Call;
use crate::runtime::response::OperationResponse;
use crate::runtime::{Error, Result};

/// Span of an operation, or of one of its attempts.
#[derive(Clone)]
pub(crate) struct OperationSpan;

impl OperationSpan {
    /// Creates the span of an operation.
    pub(crate) fn new(_: Call) -> Self {
        Self
    }

    /// Creates the span of an attempt within this one.
    #[allow(clippy::unused_self, reason = "the spans of `tracing` nest")]
    pub(crate) fn attempt(&self, _: Call, _: &Uri, _: u32) -> Self {
        Self
    }

    /// Runs the future within the span.
    #[allow(clippy::unused_self, reason = "the spans of `tracing` are entered")]
    pub(crate) fn enter<F: Future>(&self, work: F) -> F {
        work
    }

    /// Records the outcome.
    #[allow(clippy::unused_self, reason = "the spans of `tracing` are filled in")]
    pub(crate) fn record_outcome(&self, _: &Result<OperationResponse>) {}

    /// Records that the request will be retried.
    #[allow(clippy::unused_self, reason = "the events of `tracing` are in spans")]
    pub(crate) fn record_retry(&self, _: &Error, _: Duration) {}

    /// Records why a request that could be retried is not.
    #[allow(clippy::unused_self, reason = "the events of `tracing` are in spans")]
    pub(crate) fn record_give_up(&self, _: &str) {}
}

/// Does not record that an invalid timestamp is omitted.
pub(crate) fn record_invalid_timestamp() {}
