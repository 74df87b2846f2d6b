//! What came back, and how it is decoded.

use std::borrow::Cow;
use std::marker::PhantomData;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, Response, StatusCode};
use serde::de::{DeserializeOwned, DeserializeSeed};

use super::base_url::RequestUrl;
use super::error::DecodeError;
use super::json_path::locate;
use super::operation::Call;
use super::{Error, Result};

/// How much of a request ID is shown, in bytes; those of Twilio have 34.
const MAX_REQUEST_ID: usize = 128;

/// The answer to a request that succeeded.
pub(crate) struct Answer {
    /// The operation that was called.
    pub(crate) call: Call,
    /// The URL that was asked for.
    pub(crate) url: RequestUrl,
    /// How often the request was sent.
    pub(crate) attempts: u32,
    /// The response.
    pub(crate) reply: Reply,
}

/// A response as it was read.
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body, as it came.
    pub(crate) body: Bytes,
}

impl Answer {
    /// Takes a response for an answer if its status says so.
    pub(crate) fn accept(
        call: Call,
        url: RequestUrl,
        attempts: u32,
        response: Response<Bytes>,
    ) -> Result<Self> {
        let (parts, body) = response.into_parts();
        let reply = Reply {
            status: parts.status,
            headers: parts.headers,
            body,
        };
        if reply.status.is_success() {
            Ok(Self {
                call,
                url,
                attempts,
                reply,
            })
        } else {
            Err(Error::api(reply).on(call).after(attempts))
        }
    }

    /// Reads the body as a value of that type.
    pub(crate) fn decode<T: DeserializeOwned>(self) -> Result<T> {
        match decode(&self.reply.body, PhantomData) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.reject(error)),
        }
    }

    /// The error for a body that cannot be decoded.
    pub(crate) fn reject(self, error: DecodeError) -> Error {
        let explanation = self.reply.misfit();
        Error::unreadable(explanation, error)
            .with(self.reply)
            .on(self.call)
            .after(self.attempts)
    }
}

impl Reply {
    /// What can be said of a body that cannot be read without reading it.
    pub(crate) fn misfit(&self) -> Cow<'static, str> {
        if self.body.is_empty() {
            return "the answer is empty".into();
        }
        if let Some(encoding) = self.encoding() {
            return format!(
                "the answer is compressed ({encoding}), which was not asked for"
            )
            .into();
        }
        match self.media_type() {
            Some(media_type) if !media_type.ends_with("json") => {
                format!("the answer is {media_type}, not JSON").into()
            }
            _ => "the answer cannot be read".into(),
        }
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

/// Reads JSON by way of a seed. The seed is used once more if that fails, to find the place of the error: keeping track
/// of the place costs time that an answer without errors need not pay.
pub(crate) fn decode<'de, S>(
    json: &'de [u8],
    seed: S,
) -> std::result::Result<S::Value, DecodeError>
where
    S: DeserializeSeed<'de> + Copy,
{
    let mut reader = serde_json::Deserializer::from_slice(json);
    let outcome =
        seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    outcome.map_err(|error| DecodeError::new(&error, locate(json, seed)))
}
