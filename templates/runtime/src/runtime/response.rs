//! Responses: futures, received data, and decoding.

mod error_body;
mod future;
mod json_path;
pub(crate) mod received;
pub(crate) mod surrogates;
mod text_path;
pub(crate) mod typed_response;

use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use http::Response;
use serde::de::{DeserializeOwned, DeserializeSeed};

pub use self::future::ResponseFuture;
use self::json_path::locate;
use self::received::ReceivedResponse;
use self::surrogates::replace_unpaired;
use self::text_path::locate_in_text;
use crate::runtime::error::DecodeError;
use crate::runtime::request::operation::Call;
use crate::runtime::url::base_url::RequestUrl;
use crate::runtime::values::object::JsonObject;
use crate::runtime::{Error, Result};

/// The response to a request that succeeded.
#[derive(Clone)]
pub(crate) struct OperationResponse {
    /// The operation that was called.
    pub(crate) call: Call,
    /// The URL that was requested.
    pub(crate) url: RequestUrl,
    /// Number of times the request was sent.
    pub(crate) attempts: u32,
    /// The response.
    pub(crate) received: Arc<ReceivedResponse>,
}

impl OperationResponse {
    /// Accepts a response if its status is a success.
    pub(crate) fn accept(
        call: Call,
        url: RequestUrl,
        attempts: u32,
        response: Response<Bytes>,
    ) -> Result<Self> {
        let (parts, body) = response.into_parts();
        let received = Arc::new(ReceivedResponse {
            status: parts.status,
            headers: parts.headers,
            body,
        });
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

    /// Decodes the body as a model.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        match decode_model(&self.received.body, PhantomData) {
            Ok(JsonObject(value)) => Ok(value),
            Err(error) => Err(self.clone().reject(&error)),
        }
    }

    /// Returns the error for a body that cannot be decoded.
    pub(crate) fn reject(self, error: &DecodeError) -> Error {
        let is_change = !self.call.method.is_safe();
        Error::invalid_body(self.received.decode_hint(), is_change, error)
            .with_response(self.received)
            .with_call(self.call)
            .with_attempts(self.attempts)
    }
}

/// Decodes JSON as a type of the caller.
///
/// If that fails, unpaired surrogates are replaced, and the JSON is decoded again; if that fails too, it is decoded
/// once more to find the path of the error. A response without errors does not incur this cost.
pub(crate) fn decode<T: DeserializeOwned>(
    json: &[u8],
) -> std::result::Result<T, DecodeError> {
    let seed = PhantomData;
    let error = match read(json, seed) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let Some(replaced) = replace_unpaired(json) else {
        return Err(DecodeError::new(&error, locate(json, seed)));
    };
    read(&replaced, seed)
        .map_err(|error| DecodeError::new(&error, locate(&replaced, seed)))
}

/// Decodes JSON as a model of the API.
///
/// It differs from [`decode`] in the path of an error, for which the model is not compiled a second time: it shows all
/// names of properties, wherever they are.
pub(crate) fn decode_model<V, S>(
    json: &[u8],
    seed: S,
) -> std::result::Result<V, DecodeError>
where
    S: for<'de> DeserializeSeed<'de, Value = V> + Copy,
{
    let error = match read(json, seed) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let Some(replaced) = replace_unpaired(json) else {
        return Err(in_text(json, &error));
    };
    read(&replaced, seed).map_err(|error| in_text(&replaced, &error))
}

/// Creates the error for JSON that is not a model.
fn in_text(json: &[u8], error: &serde_json::Error) -> DecodeError {
    DecodeError::new(error, Some(locate_in_text(json, error)))
}

/// Decodes JSON without trailing characters, and without tracking the path.
pub(crate) fn read<'de, S: DeserializeSeed<'de>>(
    json: &'de [u8],
    seed: S,
) -> serde_json::Result<S::Value> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = seed.deserialize(&mut reader)?;
    reader.end().map(|()| value)
}
