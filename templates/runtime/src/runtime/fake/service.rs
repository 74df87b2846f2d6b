//! The fake as a service of `tower`, for servers.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{Request, Response, StatusCode};
use http_body::Body;
use http_body_util::{BodyExt as _, Full, Limited};
use tower::Service;

use super::FakeTwilio;
use super::request::MAX_BODY;
use crate::runtime::transport::{Bytes, Transport as _};

/// Serves the API: the fallback of a router of axum, or a service of any other server that takes requests of the `http` crate.
///
/// A fault that closes the connection is a response with status 502, because a service cannot close one.
impl<B> Service<Request<B>> for FakeTwilio
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future =
        Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let fake = self.clone();
        Box::pin(async move { Ok(serve(&fake, request).await.map(Full::new)) })
    }
}

/// Returns the response to a request with a body that is still to be read.
async fn serve<B>(fake: &FakeTwilio, request: Request<B>) -> Response<Bytes>
where
    B: Body,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        return failure(StatusCode::PAYLOAD_TOO_LARGE, "failed to read the body");
    };
    let request = Request::from_parts(parts, body.to_bytes());
    match fake.send(request).await {
        Ok(response) => response,
        Err(error) => failure(StatusCode::BAD_GATEWAY, error.to_string()),
    }
}

/// Returns a response that is none of the API.
fn failure(status: StatusCode, text: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    response
}
