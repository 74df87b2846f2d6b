//! The parts of a request that are validated.

use std::fmt;

/// Parts of a webhook request, for servers that do not use the types of the `http` crate.
///
/// ```
/// use client_runtime::webhook::{SignatureError, SignatureValidator, SignedRequest};
///
/// fn validate(validator: &SignatureValidator, body: &[u8], signature: &str) -> Result<(), SignatureError> {
///     let request = SignedRequest::new("POST", "https://example.com/webhooks", signature)
///         .content_type("application/x-www-form-urlencoded")
///         .body(body);
///     validator.validate(&request)
/// }
/// ```
#[derive(Clone, Copy)]
#[must_use = "a request is not validated until it is given to a validator"]
pub struct SignedRequest<'a> {
    pub(super) method: &'a str,
    pub(super) url: &'a str,
    pub(super) signature: &'a str,
    pub(super) signature_settings: Option<&'a str>,
    pub(super) content_type: Option<&'a str>,
    pub(super) body: &'a [u8],
}

impl<'a> SignedRequest<'a> {
    /// Creates a request without a body from its method, such as `POST`, the whole URL that is configured at Twilio,
    /// with its query, and the header `X-Twilio-Signature`.
    pub fn new(method: &'a str, url: &'a str, signature: &'a str) -> Self {
        Self {
            method,
            url,
            signature,
            signature_settings: None,
            content_type: None,
            body: &[],
        }
    }

    /// Sets the header `X-Twilio-Webhooks-Signature-Settings`, which requests have that were signed with a shared key.
    pub fn signature_settings(mut self, signature_settings: &'a str) -> Self {
        self.signature_settings = Some(signature_settings);
        self
    }

    /// Sets the header `Content-Type`.
    pub fn content_type(mut self, content_type: &'a str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Sets the bytes of the body.
    pub fn body(mut self, body: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        self.body = body.as_ref();
        self
    }

    /// Returns `true` if the request has no body, and a method without one.
    pub(super) fn is_without_body(&self) -> bool {
        matches!(self.method, "GET" | "HEAD") && self.body.is_empty()
    }
}

/// Redacts the URL, which may hold a password, and the body, which holds personal data.
impl fmt::Debug for SignedRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignedRequest")
            .field("method", &self.method)
            .field("signature_settings", &self.signature_settings)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}
