//! How errors come about, and what is added to them on their way to the caller.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::SystemTime;

use http::Method;

use super::problem::Problem;
use super::retry_after::retry_after;
use super::{DecodeError, Error, ErrorKind, Inner};
use crate::runtime::authentication::TokenError;
use crate::runtime::request::operation::Call;
use crate::runtime::response::received::ReceivedResponse;
use crate::runtime::transport::{TransportError, TransportErrorKind};

impl Error {
    /// An error of that kind, of which nothing else is known yet.
    fn new(kind: ErrorKind, explanation: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            call: None,
            attempts: 0,
            is_outcome_unknown: false,
            explanation: explanation.into(),
            received: None,
            problem: Problem::default(),
            retry_after: None,
            json_path: None,
            item_index: None,
            source: None,
        }))
    }

    /// The client is configured in a way that cannot work.
    pub(crate) fn configuration(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Configuration, explanation)
    }

    /// The request cannot be sent as it is.
    pub(crate) fn invalid_request(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::InvalidRequest, explanation)
    }

    /// The next page must not be asked for.
    pub(crate) fn page(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Page, explanation)
    }

    /// There is no answer.
    pub(crate) fn transport(error: TransportError) -> Self {
        let (kind, explanation) = match error.kind() {
            TransportErrorKind::Connect | TransportErrorKind::Other => {
                (ErrorKind::Transport, "no response")
            }
            TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout => {
                (ErrorKind::Timeout, "timed out")
            }
            TransportErrorKind::InvalidRequest => {
                (ErrorKind::InvalidRequest, "the request cannot be sent")
            }
            TransportErrorKind::ResponseTooLarge => {
                (ErrorKind::ResponseTooLarge, "the response exceeds the size limit")
            }
        };
        Self::new(kind, explanation).with_source(error)
    }

    /// There is no access token to send the request with.
    pub(crate) fn credentials(error: TokenError) -> Self {
        let explanation =
            "failed to obtain an access token, so the request was not sent";
        let mut this = Self::new(ErrorKind::Credentials, explanation);
        this.0.retry_after = error.retry_after();
        this.with_source(error)
    }

    /// The time of the operation is over.
    pub(crate) fn timeout(explanation: &'static str) -> Self {
        Self::new(ErrorKind::Timeout, explanation)
    }

    /// The answer is not a success.
    pub(crate) fn api(received: impl Into<Arc<ReceivedResponse>>) -> Self {
        let mut error = Self::new(ErrorKind::Api, "");
        let received = received.into();
        error.0.problem = Problem::read(&received.body);
        error.with_response(received)
    }

    /// The response is JSON and yet not what it should be.
    pub(crate) fn invalid_response(explanation: &'static str) -> Self {
        Self::new(ErrorKind::Decode, explanation)
    }

    /// A JSON text cannot be decoded.
    pub(crate) fn invalid_json_text(error: &DecodeError) -> Self {
        Self::decode(format!("invalid JSON text: {error}"), error)
    }

    /// The body of a response cannot be decoded. A hint at its cause says more than that it is not JSON, and whoever
    /// changed something has to know that this was done.
    pub(crate) fn invalid_body(
        hint: Option<Cow<'static, str>>,
        is_change: bool,
        error: &DecodeError,
    ) -> Self {
        let explanation: Cow<'static, str> = match hint {
            Some(hint) if error.is_malformed() => hint,
            Some(hint) => format!("{hint}: {error}").into(),
            None => format!("invalid response body: {error}").into(),
        };
        if is_change {
            let text = format!("{explanation}; the request was carried out");
            return Self::decode(text, error);
        }
        Self::decode(explanation, error)
    }

    /// Text is not what it was to be decoded as. The explanation says all of the error, so it is no source beside it.
    fn decode(explanation: impl Into<Cow<'static, str>>, error: &DecodeError) -> Self {
        let mut this = Self::new(ErrorKind::Decode, explanation);
        this.0.json_path = error.path().map(ToOwned::to_owned);
        this.0.item_index = error.item();
        this
    }

    /// Adds the operation that was called.
    pub(crate) fn with_call(mut self, call: Call) -> Self {
        self.0.call = Some(call);
        self
    }

    /// Adds how often the request was sent.
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Adds whether one of the attempts may have changed something, though each of them failed.
    pub(crate) fn outcome_unknown(mut self, is_outcome_unknown: bool) -> Self {
        self.0.is_outcome_unknown = is_outcome_unknown;
        self
    }

    /// Adds the cause.
    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Adds the response.
    pub(crate) fn with_response(
        mut self,
        received: impl Into<Arc<ReceivedResponse>>,
    ) -> Self {
        let received = received.into();
        self.0.retry_after = retry_after(&received.headers, SystemTime::now());
        self.0.received = Some(received);
        self
    }
}

/// What the retries go by.
impl Error {
    /// Whether the API answered, and meant an error.
    pub(crate) fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Whether the connection, or the time, did not last until the end of the answer, or that of the token to send it
    /// with.
    pub(crate) fn is_interrupted(&self) -> bool {
        match self.kind() {
            ErrorKind::Transport | ErrorKind::Timeout => true,
            ErrorKind::Credentials => {
                self.source_as().is_some_and(TokenError::is_transient)
            }
            _ => false,
        }
    }

    /// Whether the response, or the token to send the request with, did not come in time.
    pub(crate) fn is_late(&self) -> bool {
        self.is_timeout() || self.source_as().is_some_and(TokenError::is_late)
    }

    /// Whether the last attempt alone may have been carried out.
    pub(crate) fn may_have_been_carried_out(&self) -> bool {
        match self.kind() {
            ErrorKind::Api => self.is_server_error(),
            ErrorKind::Transport | ErrorKind::Timeout | ErrorKind::ResponseTooLarge => {
                self.transport_kind().is_some_and(|kind| !kind.is_unsent())
            }
            _ => false,
        }
    }

    /// Whether the last attempt alone may have changed something: it may have been carried out, and the operation does
    /// more than read.
    pub(crate) fn may_have_changed_something(&self) -> bool {
        self.method() != Some(&Method::GET) && self.may_have_been_carried_out()
    }

    /// What the transport said.
    fn transport_kind(&self) -> Option<TransportErrorKind> {
        self.source_as().map(TransportError::kind)
    }

    /// The cause, if it is of that type.
    fn source_as<T: StdError + 'static>(&self) -> Option<&T> {
        self.0.source.as_deref()?.downcast_ref()
    }
}
