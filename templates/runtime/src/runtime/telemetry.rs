//! Instrumentation of operations with `tracing`: operation, attempts and outcome. Never a parameter, a URL, a header or
//! a body.

#[cfg(not(feature = "tracing"))]
mod noop;
#[cfg(feature = "tracing")]
mod spans;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::noop::{OperationSpan, record_invalid_timestamp};
#[cfg(feature = "tracing")]
pub(crate) use self::spans::{OperationSpan, record_invalid_timestamp};
