//! Faults that a test injects.

use std::time::Duration;

use client_runtime::fake::{FakeTwilio, Fault, FaultRule};
use client_runtime::runtime::transport::{Bytes, TransportErrorKind, http};
use client_runtime::runtime::{Client, ErrorKind, RequestOptions, RetryPolicy};
use serde_json::json;

/// Returns the number of widgets.
async fn count(fake: &FakeTwilio) -> usize {
    fake.clear_faults();
    let widgets = fake.client().widgets().list().collect().await;
    widgets.unwrap().len()
}

/// Returns a client that does not retry.
fn impatient(fake: &FakeTwilio) -> Client {
    fake.client_builder().retry_policy(RetryPolicy::never()).build().unwrap()
}

/// Returns the message with which a function panics.
fn panic_of(work: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(work).unwrap_err();
    *panic.downcast::<String>().unwrap()
}
