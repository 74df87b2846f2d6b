//! Responses as they were read.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

/// How much of a request ID is shown, in bytes; those of Twilio have 34.
const MAX_REQUEST_ID: usize = 128;

/// A response as it was read.
pub(crate) struct ReceivedResponse {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body, as it came.
    pub(crate) body: Bytes,
}

impl ReceivedResponse {
    /// Returns why the body may not be the expected JSON, as far as can be said without reading it.
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

    /// How the body is compressed, in one word; nothing if it is not, or it is said in another way.
    fn encoding(&self) -> Option<&str> {
        let encoding = self.headers.get(CONTENT_ENCODING)?.to_str().ok()?;
        let is_word = encoding.len() <= 20
            && encoding.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_word && !encoding.eq_ignore_ascii_case("identity")).then_some(encoding)
    }

    /// The media type without its parameters, if it looks like one.
    fn media_type(&self) -> Option<&str> {
        let text = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let essence = text.split(';').next().unwrap_or_default().trim();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"/+-._".contains(&byte);
        let is_media_type = essence.len() <= 80
            && essence.split('/').count() == 2
            && essence.bytes().all(fits);
        is_media_type.then_some(essence)
    }

    /// The Twilio request ID, cut where it is longer than any of Twilio's.
    pub(crate) fn request_id(&self) -> Option<&str> {
        let text = self.headers.get("twilio-request-id")?.to_str().ok()?;
        // It is ASCII.
        Some(text.get(..MAX_REQUEST_ID).unwrap_or(text))
    }
}
