//! Responses: the future of one, what was read, and how it is decoded.

mod future;
mod json_path;
pub(crate) mod received;

use std::marker::PhantomData;

use bytes::Bytes;
use http::Response;
use serde::de::{DeserializeOwned, DeserializeSeed};

pub use self::future::ResponseFuture;
use self::json_path::locate;
use self::received::ReceivedResponse;
use crate::runtime::error::DecodeError;
use crate::runtime::request::operation::Call;
use crate::runtime::url::base_url::RequestUrl;
use crate::runtime::{Error, Result};

/// The answer to a request that succeeded.
pub(crate) struct OperationResponse {
    /// The operation that was called.
    pub(crate) call: Call,
    /// The URL that was asked for.
    pub(crate) url: RequestUrl,
    /// How often the request was sent.
    pub(crate) attempts: u32,
    /// The response.
    pub(crate) received: ReceivedResponse,
}

impl OperationResponse {
    /// Takes a response for an answer if its status says so.
    pub(crate) fn accept(
        call: Call,
        url: RequestUrl,
        attempts: u32,
        response: Response<Bytes>,
    ) -> Result<Self> {
        let (parts, body) = response.into_parts();
        let received = ReceivedResponse {
            status: parts.status,
            headers: parts.headers,
            body,
        };
        if received.status.is_success() {
            Ok(Self {
                call,
                url,
                attempts,
                received,
            })
        } else {
            Err(Error::api(received).with_call(call).with_attempts(attempts))
        }
    }

    /// Reads the body as a value of that type.
    pub(crate) fn decode<T: DeserializeOwned>(self) -> Result<T> {
        match decode(&self.received.body, PhantomData) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.reject(error)),
        }
    }

    /// The error for a body that cannot be decoded.
    pub(crate) fn reject(self, error: DecodeError) -> Error {
        let explanation = self.received.decode_hint();
        Error::unreadable(explanation, error)
            .with_response(self.received)
            .with_call(self.call)
            .with_attempts(self.attempts)
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
