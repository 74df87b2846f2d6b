//! Refusals of requests, in the format of Twilio's errors.

use std::borrow::Cow;

use http::header::{ALLOW, CONTENT_TYPE, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::tables;
use crate::runtime::transport::Bytes;

/// The code of a request whose parameters are not allowed, unless the parameter has one of its own.
const INVALID_PARAMETERS: u32 = 20001;
/// The code of wrong credentials. <https://www.twilio.com/docs/api/errors/20003>
const UNAUTHENTICATED: u32 = 20003;
/// The code of a method that a path does not have. <https://www.twilio.com/docs/api/errors/20004>
const METHOD_NOT_ALLOWED: u32 = 20004;
/// The code of a path or an instance that does not exist. <https://www.twilio.com/docs/api/errors/20404>
const NOT_FOUND: u32 = 20404;
/// The code of a body in another format than a form. <https://www.twilio.com/docs/api/errors/19056>
const INVALID_CONTENT_TYPE: u32 = 19056;

/// A refusal of a request.
#[derive(Clone, Debug)]
pub(super) struct Refusal(Box<Contents>);

/// Boxed, so that a `Result` stays small.
#[derive(Clone, Debug)]
struct Contents {
    status: StatusCode,
    code: u32,
    message: Cow<'static, str>,
    /// For whoever wrote the request: which part of it is wrong.
    details: Option<Value>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// Creates a refusal.
    pub(super) fn new(
        status: StatusCode,
        code: u32,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Contents {
            status,
            code,
            message: message.into(),
            details: None,
            header: None,
        }))
    }

    /// Creates the refusal of a path, or of an instance that it names, that does not exist.
    ///
    /// Twilio's message leaves the version out of the path.
    pub(super) fn not_found(path: &str) -> Self {
        let resource = without_version(path);
        let message = format!("The requested resource {resource} was not found");
        Self::new(StatusCode::NOT_FOUND, NOT_FOUND, message)
    }

    /// Creates the refusal of a method that a path does not have, with those that it has.
    pub(super) fn method_not_allowed(mut allowed: Vec<&str>) -> Self {
        allowed.sort_unstable();
        allowed.dedup();
        let allowed = allowed.join(", ");
        let message = format!("Method not allowed: expected {allowed}");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, METHOD_NOT_ALLOWED, message)
            .with_header(ALLOW, &allowed)
    }

    /// Creates the refusal of credentials, with the reason.
    pub(super) fn unauthenticated(reason: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, UNAUTHENTICATED, "Authenticate")
            .with_details(json!({"reason": reason}))
            .with_header(WWW_AUTHENTICATE, r#"Basic realm="Twilio API""#)
    }

    /// Creates the refusal of the content type of a body.
    pub(super) fn invalid_content_type(found: &str, expected: &str) -> Self {
        let message = format!(
            "Input request content type is invalid: found `{found}`, expected `{expected}`"
        );
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        Self::new(status, INVALID_CONTENT_TYPE, message)
    }

    /// Creates the refusal of a body that exceeds the limit.
    pub(super) fn body_too_large(limit: usize) -> Self {
        let message = format!("The body of the request exceeds {limit} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, INVALID_PARAMETERS, message)
    }

    /// Creates the general refusal of parameters.
    pub(super) fn invalid(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, INVALID_PARAMETERS, message)
    }

    /// Replaces the message.
    pub(super) fn with_message(mut self, message: String) -> Self {
        self.0.message = message.into();
        self
    }

    /// Adds details.
    pub(super) fn with_details(mut self, details: Value) -> Self {
        self.0.details = Some(details);
        self
    }

    /// Sets the time after which a retry is welcome, in seconds.
    pub(super) fn with_retry_after(mut self, seconds: u64) -> Self {
        self.0.header = Some((RETRY_AFTER, seconds.into()));
        self
    }

    /// Returns the response.
    pub(super) fn response(&self) -> Response<Bytes> {
        let Contents {
            status,
            code,
            message,
            ..
        } = &*self.0;
        let mut body = json!({
            "code": code,
            "message": message,
            "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
            "status": status.as_u16(),
        });
        if let Some(details) = &self.0.details {
            body["details"] = details.clone();
        }
        let mut response = Response::new(Bytes::from(body.to_string()));
        *response.status_mut() = *status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some((name, value)) = &self.0.header {
            headers.insert(name, value.clone());
        }
        response
    }

    /// Sets a header, unless it is not the value of one.
    fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        self.0.header = HeaderValue::from_str(value).ok().map(|value| (name, value));
        self
    }
}

impl From<tables::Refusal> for Refusal {
    fn from(refusal: tables::Refusal) -> Self {
        let status = StatusCode::from_u16(refusal.status);
        let status = status.unwrap_or(StatusCode::BAD_REQUEST);
        Self::new(status, refusal.code, refusal.message)
    }
}

/// Returns a path without its first segment, if that is a version such as `v1`.
fn without_version(path: &str) -> &str {
    let rest = path.strip_prefix("/v").unwrap_or_default();
    let version = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &rest[version..];
    if version > 0 && rest.starts_with('/') {
        rest
    } else {
        path
    }
}
