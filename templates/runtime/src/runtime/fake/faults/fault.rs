//! Faults: a request that fails, or a response that is not the usual one.

use std::fmt;
use std::future::pending;
use std::time::Duration;

use http::{Response, StatusCode};

use super::super::refusal::Refusal;
use crate::runtime::client::clock;
use crate::runtime::transport::{Bytes, TransportError, TransportErrorKind};

/// The code of too many requests. <https://www.twilio.com/docs/api/errors/20429>
const TOO_MANY_REQUESTS: u32 = 20429;

/// Fault that a [`FakeTwilio`](super::FakeTwilio) injects into a request.
///
/// A fault in place of the response leaves the state of the fake unchanged, unless it is
/// [`carried_out`](Self::carried_out).
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::fake::Fault;
/// use client_runtime::transport::TransportErrorKind;
///
/// let busy = Fault::too_many_requests(Duration::from_secs(1));
/// let unavailable = Fault::status(503);
/// let limited = Fault::refusal(403, 50417, "Participants limit exceeded");
/// let unreachable = Fault::error(TransportErrorKind::Connect);
/// // The change is made, and the client does not learn of it.
/// let lost = Fault::lost_response();
/// let late = Fault::timeout().carried_out();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault has no effect until a fake injects it"]
pub struct Fault {
    effect: Effect,
    /// `true` if the fake carries out the request before.
    is_carried_out: bool,
}

/// The effect on the response.
#[derive(Clone, Debug)]
enum Effect {
    Replaced(Response<Bytes>),
    Error(TransportErrorKind),
    Never,
    Delayed(Duration),
    Truncated,
    Body(Bytes),
}

impl Fault {
    /// Creates a fault in place of the response: status 429 with Twilio's error 20429 and the header `Retry-After`, in whole
    /// seconds, rounded up.
    pub fn too_many_requests(retry_after: Duration) -> Self {
        let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
        let status = StatusCode::TOO_MANY_REQUESTS;
        let refusal = Refusal::new(status, TOO_MANY_REQUESTS, "Too many requests");
        Self::from(refusal.with_retry_after(seconds).response())
    }

    /// Creates a fault in place of the response: a status with an empty body, as proxies and load balancers send it, such as
    /// 503.
    ///
    /// # Panics
    ///
    /// If the status is not an HTTP status (100 to 999).
    #[track_caller]
    pub fn status(status: u16) -> Self {
        let mut response = Response::default();
        *response.status_mut() = valid(status);
        Self::from(response)
    }

    /// Creates a fault in place of the response: an error in Twilio's format. The codes are in Twilio's [error
    /// dictionary](https://www.twilio.com/docs/api/errors).
    ///
    /// # Panics
    ///
    /// If the status is not an HTTP status (100 to 999).
    #[track_caller]
    pub fn refusal(status: u16, code: u32, message: impl Into<String>) -> Self {
        let refusal = Refusal::new(valid(status), code, message.into());
        Self::from(refusal.response())
    }

    /// Creates a fault in place of the response: an error of the transport, such as a connection that is refused
    /// ([`TransportErrorKind::Connect`]).
    pub fn error(kind: TransportErrorKind) -> Self {
        Self::before(Effect::Error(kind))
    }

    /// Creates a fault in place of the response: none arrives, and the client times out. With tokio's clock paused
    /// (`start_paused = true`), a test does not wait for the timeout.
    pub fn timeout() -> Self {
        Self::before(Effect::Never)
    }

    /// Creates a lost response: the fake carries out the request, and then the connection breaks, so that the client
    /// cannot know whether the change was made.
    pub fn lost_response() -> Self {
        Self::error(TransportErrorKind::Other).carried_out()
    }

    /// Creates a delay between the request, which the fake carries out, and its response. It uses the clock of tokio, not
    /// that of the fake: a test with tokio's clock paused (`start_paused = true`) does not wait for it.
    pub fn delay(delay: Duration) -> Self {
        Self::before(Effect::Delayed(delay)).carried_out()
    }

    /// Creates a truncation of the response: the fake carries out the request, and the second half of the body is missing.
    pub fn truncated_body() -> Self {
        Self::before(Effect::Truncated).carried_out()
    }

    /// Creates another body of the response: the fake carries out the request, and the response has its status with this
    /// body, such as the page of a proxy.
    pub fn body(body: impl Into<Bytes>) -> Self {
        Self::before(Effect::Body(body.into())).carried_out()
    }

    /// Sets that the fake carries out the request, so that a change is made although the client sees a failure.
    pub fn carried_out(mut self) -> Self {
        self.is_carried_out = true;
        self
    }

    /// Returns the outcome of a request, given the future that carries it out.
    pub(in super::super) async fn inject(
        self,
        response: impl Future<Output = Response<Bytes>>,
    ) -> Result<Response<Bytes>, TransportError> {
        let mut response = if self.is_carried_out {
            response.await
        } else {
            Response::default()
        };
        match self.effect {
            Effect::Replaced(replaced) => return Ok(replaced),
            Effect::Error(kind) => {
                return Err(TransportError::new(kind, "a fault of the fake"));
            }
            Effect::Never => pending().await,
            Effect::Delayed(delay) => clock::sleep(delay).await,
            Effect::Truncated => {
                let half = response.body().len() / 2;
                response.body_mut().truncate(half);
            }
            Effect::Body(body) => *response.body_mut() = body,
        }
        Ok(response)
    }

    fn before(effect: Effect) -> Self {
        Self {
            effect,
            is_carried_out: false,
        }
    }
}

/// Creates a fault in place of the response: this one.
impl From<Response<Bytes>> for Fault {
    fn from(response: Response<Bytes>) -> Self {
        Self::before(Effect::Replaced(response))
    }
}

/// Formats a short description, such as `429 Too Many Requests`.
impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.effect {
            Effect::Replaced(response) => write!(formatter, "{}", response.status())?,
            Effect::Error(kind) => write!(formatter, "error {kind:?}")?,
            Effect::Never => formatter.write_str("no response")?,
            Effect::Delayed(delay) => return write!(formatter, "delay of {delay:?}"),
            Effect::Truncated => return formatter.write_str("truncated body"),
            Effect::Body(_) => return formatter.write_str("another body"),
        }
        formatter.write_str(if self.is_carried_out {
            ", carried out"
        } else {
            ""
        })
    }
}

/// Converts a number to a status.
#[track_caller]
fn valid(status: u16) -> StatusCode {
    StatusCode::from_u16(status)
        .unwrap_or_else(|_| panic!("{status} is not an HTTP status"))
}
