//! The form of a signed request.

use http::header::CONTENT_TYPE;
use http::{Method, Request};

use super::error::EventError;
use crate::runtime::webhook::{SignatureValidator, form, headers};

/// Validates the signature of a request and returns its form: the body, or the query of a request with `GET`.
pub(crate) fn form_of<'r, B: AsRef<[u8]>>(
    validator: &SignatureValidator,
    public_url: &str,
    request: &'r Request<B>,
) -> Result<&'r [u8], EventError> {
    validator.validate_request(public_url, request)?;
    form_in(request)
}

/// Returns the form of a request whose signature is valid.
pub(crate) fn form_in<B: AsRef<[u8]>>(
    request: &Request<B>,
) -> Result<&[u8], EventError> {
    if request.method() == Method::GET {
        return Ok(request.uri().query().unwrap_or_default().as_bytes());
    }
    let content_type = headers::only_value(request.headers(), CONTENT_TYPE.as_str());
    if content_type.is_some_and(form::is_form) {
        Ok(request.body().as_ref())
    } else {
        Err(EventError::UnsupportedContentType)
    }
}
