//! Instrumentation of operations with `tracing`: operation, attempts and outcome; and of webhooks. Never a parameter, a
//! URL, a header or a body.

#[cfg(not(feature = "tracing"))]
mod noop;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(feature = "tower")]
mod webhooks;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::noop::{OperationSpan, record_invalid_timestamp};
#[cfg(feature = "tracing")]
pub(crate) use self::spans::{OperationSpan, record_invalid_timestamp};
#[cfg(feature = "axum")]
pub(crate) use self::webhooks::record_misconfigured_webhook;
#[cfg(feature = "tower")]
pub(crate) use self::webhooks::{
    record_exceeded_deadline, record_late_response, record_refused_webhook,
};
