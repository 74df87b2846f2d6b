//! Headers of signatures.

use http::header::HeaderMap;

use super::error::SignatureError;

/// Header with the signature.
pub(super) const SIGNATURE: &str = "x-twilio-signature";

/// Header with the name of the shared key and the algorithm, if a shared key was used.
pub(super) const SIGNATURE_SETTINGS: &str = "x-twilio-webhooks-signature-settings";

/// Returns the signature.
pub(super) fn signature(headers: &HeaderMap) -> Result<&str, SignatureError> {
    if !headers.contains_key(SIGNATURE) {
        return Err(SignatureError::MissingSignature);
    }
    only_value(headers, SIGNATURE).ok_or(SignatureError::MalformedSignature)
}

/// Returns the settings of the signature, if there are any.
pub(super) fn signature_settings(
    headers: &HeaderMap,
) -> Result<Option<&str>, SignatureError> {
    if !headers.contains_key(SIGNATURE_SETTINGS) {
        return Ok(None);
    }
    let settings = only_value(headers, SIGNATURE_SETTINGS);
    settings.map(Some).ok_or(SignatureError::MalformedSettings)
}

/// Returns the value of a header, or `None` if there are several: the sender must not choose which one counts.
pub(super) fn only_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
