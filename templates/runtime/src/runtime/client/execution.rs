//! Execution of an operation from its start to its response: attempts, timeouts and retry delays.
//!
//! ```text
//! start          the deadline of the operation begins
//!   |
//!   v
//! token <----------------------------------------+   the cached one, or that of the request in flight
//!   |                                            |
//!   v                                            |
//! permit         none before the deadline: error |   of `max_concurrent_requests`; held during the attempt
//!   |                                            |
//!   v                                            |
//! attempt -----> success: response               |   within its own timeout and the deadline
//!   |                                            |
//!   +----------- status 401, the first time -----+   if the provider can replace the token
//!   v                                            |
//! retry policy   not to be retried: error        |   by method, status, and kind of error; gives the delay
//!   |                                            |
//!   v                                            |
//! deadline       before the delay ends: error    |
//!   |                                            |
//!   v                                            |
//! retry budget   used up: error                  |   shared by the clones of the client
//!   |                                            |
//!   v                                            |
//! backoff ---------------------------------------+
//! ```

use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Request, Response};
use tokio::time::Instant;

use super::clock::{Deadline, sleep, within};
use super::concurrency::{Permit, Permits};
use crate::runtime::authentication::{Authorization, TokenRequest};
use crate::runtime::request::prepared::Prepared;
use crate::runtime::response::OperationResponse;
use crate::runtime::retry::{FailedAttempt, SharedBudget};
use crate::runtime::telemetry::OperationSpan;
use crate::runtime::transport::{Bytes, Transport, TransportError, TransportErrorKind};
use crate::runtime::{Credentials, Error, ErrorKind, Result, RetryPolicy};

/// State shared by the operations of a client.
pub(crate) struct Shared<'a> {
    /// The transport that sends the requests.
    pub(crate) transport: &'a Arc<dyn Transport>,
    /// The permits for concurrent requests, if their number is limited.
    pub(crate) permits: Option<&'a Permits>,
    /// The retry budget.
    pub(crate) budget: &'a SharedBudget,
}

/// The reason why an attempt has no response.
enum AttemptFailure {
    /// The operation timed out while waiting for a concurrency permit.
    NoPermit,
    /// The attempt failed.
    Error(Error),
}

impl From<Error> for AttemptFailure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// An operation in progress.
pub(crate) struct Execution<'a> {
    shared: Shared<'a>,
    prepared: Prepared,
    headers: HeaderMap,
    policy: RetryPolicy,
    start: Instant,
    deadline: Deadline,
    /// The credentials, if the request is authenticated.
    credentials: Option<Credentials>,
    /// Number of attempts, including those that failed before the request was sent.
    rounds: u32,
    /// Number of times the request was sent.
    attempts: u32,
    is_outcome_unknown: bool,
    /// `true` if a token that the API rejected was already replaced.
    is_token_replaced: bool,
    span: OperationSpan,
}

impl<'a> Execution<'a> {
    /// Creates an operation whose timeout starts now. `headers` are sent with every attempt.
    pub(crate) fn new(
        shared: Shared<'a>,
        prepared: Prepared,
        headers: HeaderMap,
        credentials: Option<Credentials>,
    ) -> Self {
        Self {
            shared,
            policy: prepared.options.policy(),
            start: Instant::now(),
            deadline: Deadline::after(prepared.options.operation_limit()),
            span: OperationSpan::new(prepared.call),
            prepared,
            headers,
            credentials,
            rounds: 0,
            attempts: 0,
            is_outcome_unknown: false,
            is_token_replaced: false,
        }
    }

    /// Sends the request, with retries, and records the outcome.
    pub(crate) async fn run(mut self) -> Result<OperationResponse> {
        self.shared.budget.record_operation();
        let span = self.span.clone();
        let outcome = span.enter(self.repeat()).await;
        span.record_outcome(&outcome);
        outcome
    }

    /// Sends the request until it succeeds or must not be retried.
    async fn repeat(&mut self) -> Result<OperationResponse> {
        let mut failure = None;
        loop {
            let error = match self.attempt().await {
                Ok(response) => return Ok(response),
                Err(AttemptFailure::Error(error)) => self.describe(error),
                Err(AttemptFailure::NoPermit) => {
                    let error =
                        Error::timeout("timed out waiting for a concurrency permit");
                    // The earlier error is more informative than a timeout before the retry.
                    return Err(failure.unwrap_or_else(|| self.describe(error)));
                }
            };
            let Some(delay) = self.delay(&error) else {
                return Err(error);
            };
            self.span.record_retry(&error, delay);
            sleep(delay).await;
            failure = Some(error);
        }
    }

    /// Adds the context of this operation to an error.
    fn describe(&mut self, error: Error) -> Error {
        let error = error.with_call(self.prepared.call).with_attempts(self.attempts);
        self.is_outcome_unknown |= error.may_have_changed_something();
        error.outcome_unknown(self.is_outcome_unknown)
    }

    /// Returns the delay before the next attempt; `None` if the request is not retried.
    fn delay(&self, error: &Error) -> Option<Duration> {
        let remaining = self.deadline.remaining();
        if remaining.is_zero() {
            return None;
        }
        let elapsed = self.start.elapsed();
        let failed = FailedAttempt::new(error, self.rounds, elapsed, remaining);
        let delay = self.policy.delay(failed)?;
        if delay >= self.deadline.remaining() {
            self.span
                .record_give_up("the delay exceeds the remaining time of the operation");
            return None;
        }
        if !self.shared.budget.try_take_retry() {
            self.span.record_give_up("the retry budget of the client is exhausted");
            return None;
        }
        Some(delay)
    }

    /// Sends the request once, and once more if the API rejects an access token that can be replaced.
    async fn attempt(&mut self) -> Result<OperationResponse, AttemptFailure> {
        self.rounds += 1;
        let (authorization, permit) = self.admit().await?;
        let outcome = self.exchange(authorization.header).await;
        drop(permit);
        let is_refused = matches!(&outcome, Err(error) if error.is_unauthorized());
        match authorization.token {
            Some(token) if is_refused && !self.is_token_replaced => {
                self.is_token_replaced = true;
                let credentials = self.credentials.as_ref();
                if !credentials.is_some_and(|credentials| credentials.reject(&token)) {
                    return Ok(outcome?);
                }
                match self.admit().await {
                    Ok((authorization, _permit)) => {
                        Ok(self.exchange(authorization.header).await?)
                    }
                    Err(AttemptFailure::NoPermit) => Ok(outcome?),
                    Err(AttemptFailure::Error(error)) => Err(error.into()),
                }
            }
            _ => Ok(outcome?),
        }
    }

    /// Acquires the authorization and the permit that the request needs.
    ///
    /// The permit is acquired last: a request that holds one blocks others while it is not polled, so it must not wait
    /// for a token at the same time. The token is checked again only if acquiring the permit had to wait.
    async fn admit(
        &self,
    ) -> Result<(Authorization, Option<Permit<'a>>), AttemptFailure> {
        let authorization = self.authorize().await?;
        // A prefetched page may not be polled for a long time, and would hold its permit meanwhile.
        let permits = self.shared.permits.filter(|_| !self.prepared.is_prefetch);
        let Some(permits) = permits else {
            return Ok((authorization, None));
        };
        if let Some(permit) = permits.try_acquire() {
            return Ok((authorization, Some(permit)));
        }
        let permit =
            permits.acquire(self.deadline).await.ok_or(AttemptFailure::NoPermit)?;
        Ok((self.authorize().await?, Some(permit)))
    }

    /// Obtains the authorization of an attempt, with the timeout of an attempt.
    async fn authorize(&self) -> Result<Authorization> {
        let Some(credentials) = &self.credentials else {
            return Ok(Authorization::none());
        };
        let request = TokenRequest::new(Arc::clone(self.shared.transport));
        let authorization = credentials.authorize(request);
        within(self.attempt_limit(), authorization).await.unwrap_or_else(|| {
            Err(Error::timeout("timed out waiting for an access token"))
        })
    }

    /// Sends the request.
    async fn exchange(
        &mut self,
        authorization: Option<HeaderValue>,
    ) -> Result<OperationResponse> {
        let limit = self.attempt_limit();
        if limit.is_zero() {
            return Err(Error::timeout("timed out before the request was sent"));
        }
        self.attempts += 1;
        let (call, uri) = (self.prepared.call, self.prepared.url.as_uri());
        let span = self.span.attempt(call, uri, self.attempts);
        let exchange = self.shared.transport.send(self.request(authorization));
        let outcome = match span.enter(within(limit, exchange)).await {
            Some(Ok(response)) => self.accept(response),
            Some(Err(error)) => Err(Error::transport(error)),
            None => Err(Error::transport(TransportError::new(
                TransportErrorKind::Timeout,
                format!("no response within {limit:?}"),
            ))),
        };
        span.record_outcome(&outcome);
        if matches!(&outcome, Err(error) if error.kind() == ErrorKind::InvalidRequest) {
            self.attempts -= 1;
        }
        outcome
    }

    /// Returns the timeout of an attempt that starts now.
    fn attempt_limit(&self) -> Duration {
        self.prepared.options.attempt_limit().min(self.deadline.remaining())
    }

    /// Returns the request in the form that the transport accepts.
    fn request(&self, authorization: Option<HeaderValue>) -> Request<Bytes> {
        let mut request = Request::new(self.prepared.body.clone());
        *request.method_mut() = self.prepared.call.method.clone();
        *request.uri_mut() = self.prepared.url.as_uri().clone();
        *request.headers_mut() = self.headers.clone();
        if let Some(authorization) = authorization {
            request.headers_mut().insert(AUTHORIZATION, authorization);
        }
        request.extensions_mut().insert(self.prepared.options.response_limits());
        request
    }

    /// Accepts a response if it is not too large and its status is a success.
    fn accept(&self, response: Response<Bytes>) -> Result<OperationResponse> {
        let limits = self.prepared.options.response_limits();
        let length = u64::try_from(response.body().len()).unwrap_or(u64::MAX);
        let checked = limits.check_headers(response.headers());
        checked.and_then(|()| limits.check_body(length)).map_err(Error::transport)?;
        let (call, url) = (self.prepared.call, self.prepared.url.clone());
        OperationResponse::accept(call, url, self.attempts, response)
    }
}
