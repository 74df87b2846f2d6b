//! Waiting for the end of what the API carries out after it has accepted a request.

mod polling;
mod reference;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use serde::de::DeserializeOwned;

pub(crate) use self::polling::Progress;
pub(crate) use self::reference::StatusReference;
use crate::runtime::response::OperationResponse;
use crate::runtime::{Client, Request, RequestOptions, ResponseFuture, Result};

/// Future of the final status of an operation that the API carries out after it has accepted the request, returned by
/// the `wait` method of a request builder.
///
/// It fetches the status until the operation has ended. The time between two fetches is that of `Retry-After`, if the
/// response has this header; otherwise it doubles from 500 milliseconds up to 20 seconds, or from and to the delays of
/// the client's [`RetryPolicy`](crate::runtime::RetryPolicy). A fetch is retried as every other request.
///
/// - If the operation succeeds, it resolves to the last status.
/// - If the operation fails, it resolves to an error of [`ErrorKind::OperationFailed`](crate::runtime::ErrorKind), which
///   names the status; [`Error::body`](crate::runtime::Error::body) returns the whole response.
/// - If the operation has not ended in [time](Self::timeout), it resolves to an error of
///   [`ErrorKind::Timeout`](crate::runtime::ErrorKind). The operation continues.
///
/// Dropping it stops the fetches, not the operation. A mutable reference to it can be awaited several times, such as in
/// `tokio::select!` in a loop, without sending the request again.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::{Result, Waiter};
/// use serde::de::DeserializeOwned;
///
/// async fn wait_for_a_minute<T: DeserializeOwned + 'static>(waiter: Waiter<T>) -> Result<T> {
///     waiter.timeout(Duration::from_secs(60)).await
/// }
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Waiter<T>(State<T>);

enum State<T> {
    Idle(Box<Plan<T>>),
    Running(ResponseFuture<T>),
}

/// The request to send when the future is first polled, and its options.
struct Plan<T> {
    start: Start<T>,
    timeout: Duration,
    /// The delay before the status is fetched for the first time.
    first_delay: Duration,
}

enum Start<T> {
    /// Fetch the status.
    Status(Request, Progress),
    /// Send a request whose response refers to the status, and wait as the function says.
    Accepted(Request, StatusReference, fn(&Client, String) -> Waiter<T>),
}

/// The default of the timeout.
const TIMEOUT: Duration = Duration::from_secs(600);

impl<T: DeserializeOwned + 'static> Waiter<T> {
    /// Waits for an operation whose status a request fetches.
    pub(crate) fn of_status(request: Request, progress: Progress) -> Self {
        Self::new(Start::Status(request, progress))
    }

    /// Waits for an operation that a request starts. The response refers to the status, and `status` waits for it.
    pub(crate) fn of_accepted(
        request: Request,
        reference: StatusReference,
        status: fn(&Client, String) -> Self,
    ) -> Self {
        Self::new(Start::Accepted(request, reference, status))
    }

    fn new(start: Start<T>) -> Self {
        let plan = Plan {
            start,
            timeout: TIMEOUT,
            first_delay: Duration::ZERO,
        };
        Self(State::Idle(Box::new(plan)))
    }

    /// Sets the time after which it resolves to an error, from when the API has accepted the request. Default: 10 minutes.
    ///
    /// Has no effect after the first poll.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.changed(|plan| plan.timeout = timeout)
    }

    /// Continues after the response that refers to the status, with the options of its request.
    fn after(self, response: &OperationResponse, options: RequestOptions) -> Self {
        self.changed(|plan| {
            if let Start::Status(request, _) = &mut plan.start {
                *request = request.clone().options(options);
                plan.first_delay = polling::first_delay(request, response);
            }
        })
    }

    fn changed(mut self, change: impl FnOnce(&mut Plan<T>)) -> Self {
        if let State::Idle(plan) = &mut self.0 {
            change(plan);
        }
        self
    }
}

impl<T: DeserializeOwned + 'static> Plan<T> {
    fn run(&self) -> ResponseFuture<T> {
        let (first_delay, timeout) = (self.first_delay, self.timeout);
        match &self.start {
            Start::Status(request, progress) => {
                let polling =
                    polling::poll(request.clone(), *progress, first_delay, timeout);
                ResponseFuture::finished(ResponseFuture::new(polling), |last| {
                    last.decode()
                })
            }
            Start::Accepted(request, reference, status) => {
                let (request, reference, status) =
                    (request.clone(), *reference, *status);
                ResponseFuture::new(async move {
                    let client = request.client().clone();
                    let options = request.own_options().clone();
                    let response = request.execute().await?;
                    let waiter = status(&client, reference.read(&response)?);
                    waiter.after(&response, options).timeout(timeout).await
                })
            }
        }
    }
}

impl<T: DeserializeOwned + 'static> Future for Waiter<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let work = match &mut self.0 {
            State::Running(work) => work,
            State::Idle(plan) => {
                let work = plan.run();
                self.0 = State::Running(work);
                return self.poll(context);
            }
        };
        Pin::new(work).poll(context)
    }
}

impl<T> fmt::Debug for Waiter<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Waiter").finish_non_exhaustive()
    }
}
