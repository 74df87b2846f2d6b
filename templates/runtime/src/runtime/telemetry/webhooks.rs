//! Events of the reception of webhooks. Never a part of a request.

use std::fmt::Display;
use std::time::Duration;

use http::StatusCode;

/// Records that a request is refused.
pub(crate) fn record_refused_webhook(reason: &dyn Display, status: StatusCode) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        %reason,
        http.response.status_code = status.as_u16(),
        "refused a webhook"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = (reason, status);
}

/// Records that the server cannot receive webhooks.
#[cfg(feature = "axum")]
pub(crate) fn record_misconfigured_webhook(reason: &dyn Display) {
    #[cfg(feature = "tracing")]
    tracing::error!(%reason, "the server of webhooks is misconfigured");
    #[cfg(not(feature = "tracing"))]
    let _ = reason;
}

/// Records that the handler of a webhook did not respond in time.
pub(crate) fn record_exceeded_deadline(
    deadline: Duration,
    fallback: StatusCode,
    goes_on: bool,
) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        ?deadline,
        fallback = fallback.as_u16(),
        goes_on,
        "the handler of a webhook did not respond in time"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = (deadline, fallback, goes_on);
}

/// Records that a handler has completed after its deadline; without a status, it failed.
pub(crate) fn record_late_response(late_by: Duration, status: Option<StatusCode>) {
    #[cfg(feature = "tracing")]
    tracing::info!(
        ?late_by,
        http.response.status_code = status.map(|status| status.as_u16()),
        "the handler of a webhook has completed after its deadline"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = (late_by, status);
}
