//! Spans and events of an operation, after OpenTelemetry's semantic conventions for HTTP clients: a span of kind `client`
//! for each attempt, within one of kind `internal` for the operation.
//!
//! `url.full` is left out, although the conventions require it: the arguments in the path may be personal data.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::Uri;
use tracing::field::Empty;
use tracing::instrument::Instrumented;
use tracing::{Instrument as _, Span, debug, info_span, warn};

use crate::runtime::request::operation::Call;
use crate::runtime::response::OperationResponse;
use crate::runtime::{Error, ErrorKind, Result};

/// Span of an operation, or of one of its attempts.
#[derive(Clone)]
pub(crate) struct OperationSpan(Span);

impl OperationSpan {
    /// Creates the span of an operation.
    pub(crate) fn new(call: Call) -> Self {
        Self(info_span!(
            "operation",
            otel.name = call.route.id,
            otel.kind = "internal",
            otel.status_code = Empty,
            twilio.operation = call.route.id,
            twilio.attempts = Empty,
            twilio.request_id = Empty,
            twilio.error_code = Empty,
            http.response.status_code = Empty,
            "error.type" = Empty,
        ))
    }

    /// Creates the span of an attempt within this one. The first attempt has the number 1.
    pub(crate) fn attempt(&self, call: Call, uri: &Uri, attempt: u32) -> Self {
        let path = call.route.path;
        Self(info_span!(
            parent: &self.0,
            "attempt",
            otel.name = %AttemptName(call),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = call.method.as_str(),
            http.request.resend_count = (attempt > 1).then(|| attempt - 1),
            url.scheme = uri.scheme_str(),
            url.template = (!path.is_empty()).then_some(path),
            server.address = uri.host(),
            server.port = port(uri),
            http.response.status_code = Empty,
            "error.type" = Empty,
            twilio.request_id = Empty,
            twilio.error_code = Empty,
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
                let received = &response.received;
                self.0.record("twilio.attempts", response.attempts);
                self.0.record("http.response.status_code", received.status.as_u16());
                if let Some(request_id) = received.request_id() {
                    self.0.record("twilio.request_id", request_id);
                }
            }
            Err(error) => self.record_error(error),
        }
    }

    /// Records that the request will be retried.
    pub(crate) fn record_retry(&self, error: &Error, delay: Duration) {
        warn!(
            parent: &self.0,
            http.response.status_code = error.status().map(|status| status.as_u16()),
            "error.type" = &*error_type(error),
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
        self.0.record("otel.status_code", "ERROR");
        self.0.record("error.type", &*error_type(error));
        self.0.record("twilio.attempts", error.attempts());
        if let Some(status) = error.status() {
            self.0.record("http.response.status_code", status.as_u16());
        }
        if let Some(code) = error.code() {
            self.0.record("twilio.error_code", code);
        }
        if let Some(request_id) = error.request_id() {
            self.0.record("twilio.request_id", request_id);
        }
    }
}

/// Records that an invalid timestamp is omitted. Its value may be personal data, and is not recorded.
pub(crate) fn record_invalid_timestamp() {
    warn!("ignoring an invalid timestamp in a response");
}

/// Name of the span of an attempt: the method, and the template of the path unless that is unknown.
struct AttemptName(Call);

impl fmt::Display for AttemptName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Call { method, route, .. } = self.0;
        let space = if route.path.is_empty() { "" } else { " " };
        write!(formatter, "{method}{space}{}", route.path)
    }
}

/// Returns the port of a URL, which is that of its scheme if the URL names none.
fn port(uri: &Uri) -> Option<u16> {
    let of_scheme = || match uri.scheme_str()? {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    };
    uri.port_u16().or_else(of_scheme)
}

/// Returns the class of an error: the status if it is the fault, otherwise the kind of the error.
fn error_type(error: &Error) -> Cow<'static, str> {
    Cow::Borrowed(match (error.kind(), error.status()) {
        (ErrorKind::Api, Some(status)) => return status.as_str().to_owned().into(),
        (ErrorKind::Api, None) => "api",
        (ErrorKind::Transport, _) => "transport",
        (ErrorKind::Timeout, _) => "timeout",
        (ErrorKind::ResponseTooLarge, _) => "response_too_large",
        (ErrorKind::Decode, _) => "decode",
        (ErrorKind::InvalidRequest, _) => "invalid_request",
        (ErrorKind::Credentials, _) => "credentials",
        (ErrorKind::Configuration, _) => "configuration",
        (ErrorKind::OperationFailed, _) => "operation_failed",
        (ErrorKind::Page, _) => "page",
    })
}
