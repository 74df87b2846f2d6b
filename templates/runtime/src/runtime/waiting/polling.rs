//! Repeated fetches of a status.

use std::time::{Duration, SystemTime};

use serde_json::Value;
use tokio::time::Instant;

use crate::runtime::client::clock::{sleep, within};
use crate::runtime::error::retry_after;
use crate::runtime::response::OperationResponse;
use crate::runtime::{Error, Request, Result, RetryPolicy};

/// The shortest time between two fetches, so that `Retry-After: 0` does not make a busy loop.
const MIN_DELAY: Duration = Duration::from_millis(100);

/// The property with the status of an operation, and the values with which it ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    property: &'static str,
    done: &'static [&'static str],
    failed: &'static [&'static str],
}

/// Fetches a status until the operation has succeeded, and returns the last response.
pub(crate) async fn poll(
    request: Request,
    progress: Progress,
    first_delay: Duration,
    timeout: Duration,
) -> Result<OperationResponse> {
    let policy = policy(&request);
    let mut time = Time {
        start: Instant::now(),
        skipped: Duration::ZERO,
        timeout,
        is_skipping: policy.is_without_delays(),
    };
    if first_delay >= timeout {
        return Err(request.timed_out("the API asks for a longer wait than the timeout"));
    }
    time.pass(first_delay).await;
    let mut fetches = 0;
    loop {
        let fetch = request.clone().execute();
        let Some(response) = within(time.remaining(), fetch).await else {
            return Err(
                request.timed_out("timed out fetching the status of the operation")
            );
        };
        let response = response?;
        let status = progress.status(&response)?;
        if progress.done.contains(&status.as_str()) {
            return Ok(response);
        }
        if let Some(status) = progress.failed.iter().find(|failed| **failed == status) {
            return Err(failed(&response, status));
        }
        fetches += 1;
        let remaining = time.remaining();
        let delay = match hint(&response) {
            Some(hint) => hint,
            None => policy.longest_delay(fetches).min(remaining),
        };
        if remaining.is_zero() || delay > remaining {
            return Err(late(&response, &status, timeout));
        }
        time.pass(delay.max(MIN_DELAY)).await;
    }
}

/// Returns the delay before the first fetch, after the response to the request that started the operation.
pub(crate) fn first_delay(request: &Request, response: &OperationResponse) -> Duration {
    hint(response).unwrap_or_else(|| policy(request).longest_delay(1))
}

/// Returns the policy that determines the delays.
fn policy(request: &Request) -> RetryPolicy {
    request.client().options(request.own_options()).policy()
}

fn hint(response: &OperationResponse) -> Option<Duration> {
    retry_after(&response.received.headers, SystemTime::now())
}

impl Progress {
    /// Describes a status by its property, the values with which the operation has succeeded, and those with which it has
    /// failed.
    pub(crate) fn new(
        property: &'static str,
        done: &'static [&'static str],
        failed: &'static [&'static str],
    ) -> Self {
        Self {
            property,
            done,
            failed,
        }
    }

    fn status(&self, response: &OperationResponse) -> Result<String> {
        match response.decode::<Value>()?.get(self.property) {
            Some(Value::String(status)) => Ok(status.clone()),
            _ => Err(of_response(
                Error::invalid_response(format!(
                    "the property `{}` is missing, or is not a string",
                    self.property
                )),
                response,
            )),
        }
    }
}

/// The time since the operation was started. If the client does not wait before it retries, for tests, the delays count,
/// but do not pass.
struct Time {
    start: Instant,
    skipped: Duration,
    timeout: Duration,
    is_skipping: bool,
}

impl Time {
    fn remaining(&self) -> Duration {
        let passed = self.start.elapsed().saturating_add(self.skipped);
        self.timeout.saturating_sub(passed)
    }

    async fn pass(&mut self, delay: Duration) {
        if self.is_skipping {
            self.skipped = self.skipped.saturating_add(delay);
        } else {
            sleep(delay).await;
        }
    }
}

fn failed(response: &OperationResponse, status: &str) -> Error {
    of_response(Error::operation_failed(status), response)
}

fn late(response: &OperationResponse, status: &str, timeout: Duration) -> Error {
    let is_name =
        |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    // Anything else is not the name of a status, and may be personal data.
    let status = if status.bytes().all(is_name) {
        status
    } else {
        "unknown"
    };
    let explanation =
        format!("the operation has not ended after {timeout:?}, its status is {status}");
    of_response(Error::timeout(explanation), response)
}

fn of_response(error: Error, response: &OperationResponse) -> Error {
    error
        .with_response(response.received.clone())
        .with_call(response.call)
        .with_attempts(response.attempts)
}
