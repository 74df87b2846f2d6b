//! The bodies of responses that are errors.

use serde::de::DeserializeOwned;

use super::decode;
use crate::runtime::{Error, Result};

impl Error {
    /// Decodes the body of the response, for example as the type that the documentation of the request names; returns `None`
    /// if there was no response, or its body is empty.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::runtime::ErrorKind::Decode) if the body is not JSON, or does not match `T`.
    pub fn decode_body<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        let body = self.body().filter(|body| !body.is_empty());
        body.map(decode).transpose().map_err(|error| Self::invalid_json_text(&error))
    }
}
