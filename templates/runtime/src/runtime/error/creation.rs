//! Constructors of errors, and the context added to them on their way to the caller.

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
    /// Creates an error of this kind without any details.
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

    /// Creates the error for an invalid configuration of the client.
    pub(crate) fn configuration(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Configuration, explanation)
    }

    /// Creates the error for a request that cannot be sent.
    pub(crate) fn invalid_request(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::InvalidRequest, explanation)
    }

    /// Creates the error for a next page that must not be requested.
    pub(crate) fn page(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Page, explanation)
    }

    /// Creates the error for a request without a response.
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

    /// Creates the error for a missing access token.
    pub(crate) fn credentials(error: TokenError) -> Self {
        let explanation =
            "failed to obtain an access token, so the request was not sent";
        let mut this = Self::new(ErrorKind::Credentials, explanation);
        this.0.retry_after = error.retry_after();
        this.with_source(error)
    }

    /// Creates the error for an operation that timed out.
    pub(crate) fn timeout(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Timeout, explanation)
    }

    /// Creates the error for an operation that the API has started, and that has ended with this status.
    pub(crate) fn operation_failed(status: &str) -> Self {
        let explanation = format!("the operation ended with the status {status}");
        Self::new(ErrorKind::OperationFailed, explanation)
    }

    /// Creates the error for a response with an error status.
    pub(crate) fn api(received: impl Into<Arc<ReceivedResponse>>) -> Self {
        let mut error = Self::new(ErrorKind::Api, "");
        let received = received.into();
        error.0.problem = Problem::read(&received.body);
        error.with_response(received)
    }

    /// Creates the error for a response that is valid JSON, but not of the documented structure.
    pub(crate) fn invalid_response(explanation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Decode, explanation)
    }

    /// Creates the error for JSON text that cannot be decoded.
    pub(crate) fn invalid_json_text(error: &DecodeError) -> Self {
        Self::decode(format!("invalid JSON text: {error}"), error)
    }

    /// Creates the error for a body that cannot be decoded. A hint at the cause replaces the message that it is not
    /// JSON. Whether the request was processed is recorded for requests that change something.
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

    /// Creates the error for text that cannot be decoded. The description contains the whole fault, so it has no
    /// source.
    fn decode(explanation: impl Into<Cow<'static, str>>, error: &DecodeError) -> Self {
        let mut this = Self::new(ErrorKind::Decode, explanation);
        this.0.json_path = error.path().map(ToOwned::to_owned);
        this.0.item_index = error.item();
        this
    }

    /// Adds the operation.
    pub(crate) fn with_call(mut self, call: Call) -> Self {
        self.0.call = Some(call);
        self
    }

    /// Adds the number of attempts.
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Adds whether one of the failed attempts may have taken effect.
    pub(crate) fn outcome_unknown(mut self, is_outcome_unknown: bool) -> Self {
        self.0.is_outcome_unknown = is_outcome_unknown;
        self
    }

    /// Adds the source.
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

/// Predicates for the decision to retry.
impl Error {
    /// Returns `true` if the API responded with an error.
    pub(crate) fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Returns `true` if the connection failed or timed out before the end of the response, or before that of the token
    /// response.
    pub(crate) fn is_interrupted(&self) -> bool {
        match self.kind() {
            ErrorKind::Transport | ErrorKind::Timeout => true,
            ErrorKind::Credentials => {
                self.source_as().is_some_and(TokenError::is_transient)
            }
            _ => false,
        }
    }

    /// Returns `true` if the response, or the access token of the request, timed out.
    pub(crate) fn is_late(&self) -> bool {
        self.is_timeout() || self.source_as().is_some_and(TokenError::is_late)
    }

    /// Returns `true` if the operation cannot take effect twice.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.0.call.is_some_and(|call| call.is_idempotent())
    }

    /// Returns `true` if the last attempt may have been processed.
    pub(crate) fn may_have_been_carried_out(&self) -> bool {
        match self.kind() {
            ErrorKind::Api => self.is_server_error(),
            ErrorKind::Transport | ErrorKind::Timeout | ErrorKind::ResponseTooLarge => {
                self.transport_kind().is_some_and(|kind| !kind.is_unsent())
            }
            _ => false,
        }
    }

    /// Returns `true` if the last attempt may have taken effect: it may have been processed, and the operation does not
    /// only read.
    pub(crate) fn may_have_changed_something(&self) -> bool {
        self.method() != Some(&Method::GET) && self.may_have_been_carried_out()
    }

    /// Returns the kind of the transport error.
    fn transport_kind(&self) -> Option<TransportErrorKind> {
        self.source_as().map(TransportError::kind)
    }

    /// Returns the source, if it is of this type.
    fn source_as<T: StdError + 'static>(&self) -> Option<&T> {
        self.0.source.as_deref()?.downcast_ref()
    }
}
