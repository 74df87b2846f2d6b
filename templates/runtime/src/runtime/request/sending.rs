//! Sending of requests, with one method for each kind of response.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::Request;
use crate::runtime::response::OperationResponse;
use crate::runtime::response::typed_response::Response;
use crate::runtime::{ResponseFuture, Result};

impl Request {
    /// Sends the request and decodes the response.
    pub(crate) fn send<T: DeserializeOwned + 'static>(self) -> ResponseFuture<T> {
        ResponseFuture::finished(self.respond(), |response| response.decode())
    }

    /// Sends the request, and returns the response along with the decoded value.
    pub(crate) fn send_with_response<T: DeserializeOwned + 'static>(
        self,
    ) -> ResponseFuture<Response<T>> {
        ResponseFuture::finished(self.respond(), |response| {
            Ok(Response::new(response.decode()?, response))
        })
    }

    /// Sends the request and ignores the body of a successful response.
    pub(crate) fn send_ignoring_body(self) -> ResponseFuture<()> {
        ResponseFuture::new(async move { self.execute().await.map(drop) })
    }

    /// Sends the request and returns the response without decoding its body.
    pub(crate) fn send_ignoring_body_with_response(
        self,
    ) -> ResponseFuture<Response<()>> {
        ResponseFuture::new(async move {
            self.execute().await.map(|response| Response::new((), response))
        })
    }

    /// Sends the request for a body of these media types, and returns the body as received.
    pub(crate) fn send_for_bytes(self, accept: &'static str) -> ResponseFuture<Bytes> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            Ok(response.received.body.clone())
        })
    }

    /// Sends the request for a body of these media types, and returns the response along with the body as received.
    pub(crate) fn send_for_bytes_with_response(
        self,
        accept: &'static str,
    ) -> ResponseFuture<Response<Bytes>> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            Ok(Response::new(response.received.body.clone(), response))
        })
    }

    /// Sends the request for a text of these media types. What is not UTF-8 in it is replaced by `U+FFFD`.
    pub(crate) fn send_for_text(self, accept: &'static str) -> ResponseFuture<String> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            Ok(String::from_utf8_lossy(&response.received.body).into_owned())
        })
    }

    /// Sends the request for a text of these media types, and returns the response along with the text.
    pub(crate) fn send_for_text_with_response(
        self,
        accept: &'static str,
    ) -> ResponseFuture<Response<String>> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            let text = String::from_utf8_lossy(&response.received.body).into_owned();
            Ok(Response::new(text, response))
        })
    }

    /// Sets the media types of the response, in place of JSON.
    fn accept(self, media_types: &'static str) -> Self {
        self.header("Accept", media_types.to_owned())
    }

    /// Sends the request, in a future of its own.
    fn respond(self) -> ResponseFuture<OperationResponse> {
        ResponseFuture::new(self.execute())
    }

    /// Sends the request.
    pub(crate) async fn execute(self) -> Result<OperationResponse> {
        self.client.execute(self.prepare()?).await
    }
}
