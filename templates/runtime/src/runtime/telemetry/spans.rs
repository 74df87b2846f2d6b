//! Spans and events of an operation.

use std::time::Duration;

use tracing::field::{Empty, debug, display};
use tracing::instrument::Instrumented;
use tracing::{Instrument as _, Span, debug, debug_span, info_span, warn};

use crate::runtime::request::operation::Call;
use crate::runtime::response::OperationResponse;
use crate::runtime::{Error, Result};

/// Span of an operation, or of one of its attempts.
#[derive(Clone)]
pub(crate) struct OperationSpan(Span);

impl OperationSpan {
    /// Creates the span of an operation.
    pub(crate) fn new(call: Call) -> Self {
        Self(info_span!(
            "operation",
            operation = call.route.id,
            method = call.method.as_str(),
            path_template = call.route.path,
            attempts = Empty,
            status = Empty,
            request_id = Empty,
            error_kind = Empty,
            error_code = Empty,
        ))
    }

    /// Creates the span of an attempt within this one.
    pub(crate) fn attempt(&self, attempt: u32) -> Self {
        Self(debug_span!(
            parent: &self.0,
            "attempt",
            attempt,
            status = Empty,
            request_id = Empty,
            error_kind = Empty,
            error_code = Empty,
        ))
    }

    /// Runs the future within the span.
    pub(crate) fn enter<F: Future>(&self, work: F) -> Instrumented<F> {
        work.instrument(self.0.clone())
    }

    /// Records the outcome.
    pub(crate) fn record_outcome(&self, outcome: &Result<OperationResponse>) {
        match outcome {
            Ok(response) => {
                self.0.record("attempts", response.attempts);
                self.0.record("status", response.received.status.as_u16());
                if let Some(request_id) = response.received.request_id() {
                    self.0.record("request_id", request_id);
                }
            }
            Err(error) => self.record_error(error),
        }
    }

    /// Records that the request will be retried.
    pub(crate) fn record_retry(&self, error: &Error, delay: Duration) {
        let status = error.status().map(|status| status.as_u16());
        warn!(
            parent: &self.0,
            error_kind = ?error.kind(),
            status,
            retry_after = ?error.retry_after(),
            ?delay,
            "retrying the request"
        );
    }

    /// Records why a request that could be retried is not.
    pub(crate) fn record_give_up(&self, reason: &str) {
        debug!(parent: &self.0, reason, "not retrying the request");
    }

    /// Records the details of an error.
    fn record_error(&self, error: &Error) {
        self.0.record("error_kind", debug(error.kind()));
        self.0.record("attempts", error.attempts());
        if let Some(status) = error.status() {
            self.0.record("status", status.as_u16());
        }
        if let Some(code) = error.code() {
            self.0.record("error_code", code);
        }
        if let Some(request_id) = error.request_id() {
            self.0.record("request_id", display(request_id));
        }
    }
}

/// Records that an invalid timestamp is omitted. Its value may be personal data, and is not recorded.
pub(crate) fn record_invalid_timestamp() {
    warn!("ignoring an invalid timestamp in a response");
}
