//! Responses as received.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

/// The maximum length of a request ID that is shown, in bytes; Twilio's request IDs have 34.
const MAX_REQUEST_ID: usize = 128;

/// A response as received.
pub(crate) struct ReceivedResponse {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body, not decoded.
    pub(crate) body: Bytes,
}

impl ReceivedResponse {
    /// Returns a hint why the body may not be the expected JSON, determined without parsing it.
    pub(crate) fn decode_hint(&self) -> Option<Cow<'static, str>> {
        if self.body.is_empty() {
            return Some("the response body is empty".into());
        }
        if let Some(encoding) = self.encoding() {
            let hint = format!(
                "the response body is compressed ({encoding}), which was not requested"
            );
            return Some(hint.into());
        }
        let media_type =
            self.media_type().filter(|media_type| !media_type.ends_with("json"))?;
        Some(format!("the response body is {media_type}, not JSON").into())
    }

    /// Returns the content encoding of the body if it is a single word other than `identity`.
    fn encoding(&self) -> Option<&str> {
        let encoding = self.headers.get(CONTENT_ENCODING)?.to_str().ok()?;
        let is_word = encoding.len() <= 20
            && encoding.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_word && !encoding.eq_ignore_ascii_case("identity")).then_some(encoding)
    }

    /// Returns the media type without its parameters, if it is well-formed.
    fn media_type(&self) -> Option<&str> {
        let text = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let essence = text.split(';').next().unwrap_or_default().trim();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"/+-._".contains(&byte);
        let is_media_type = essence.len() <= 80
            && essence.split('/').count() == 2
            && essence.bytes().all(fits);
        is_media_type.then_some(essence)
    }

    /// Returns the Twilio request ID, truncated to the maximum length.
    pub(crate) fn request_id(&self) -> Option<&str> {
        let text = self.headers.get("twilio-request-id")?.to_str().ok()?;
        // It is ASCII.
        Some(text.get(..MAX_REQUEST_ID).unwrap_or(text))
    }
}
