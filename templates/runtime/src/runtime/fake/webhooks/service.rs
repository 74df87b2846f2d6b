//! Services of `tower` as handlers of webhooks.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};

use http::{Request, Response};
use http_body::Body;
use http_body_util::{BodyExt as _, Full};
use tower::Service;

use super::handlers::Handler;
use crate::runtime::transport::Bytes;

/// Converts a service to a handler. Each webhook is handled by a clone of it.
pub(super) fn handler<S, B>(service: S) -> Handler
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
{
    // Not every service that can be cloned can be shared.
    let service = Mutex::new(service);
    Arc::new(move |request| {
        let service = service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(call(service, request.map(Full::new)))
    })
}

/// Calls a service and reads its response. One that fails closes the connection.
async fn call<S, B>(
    mut service: S,
    request: Request<Full<Bytes>>,
) -> Option<Response<Bytes>>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>>,
    B: Body,
{
    poll_fn(|context| service.poll_ready(context)).await.ok()?;
    let (parts, body) = service.call(request).await.ok()?.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    Some(Response::from_parts(parts, body))
}
