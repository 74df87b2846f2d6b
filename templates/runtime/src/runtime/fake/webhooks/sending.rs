//! Sending of a webhook, and its signature.

use std::time::Duration;

use form_urlencoded::Serializer;
use http::header::{CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderValue, Method, Request, Response, Uri};

use super::delivery::{Delivery, DeliveryOutcome};
#[cfg(feature = "reqwest")]
use super::loopback;
use super::{Webhooks, nesting};
use crate::runtime::client::clock::within;
use crate::runtime::transport::Bytes;
use crate::runtime::webhook::RequestSigner;

/// The time that Twilio waits for the response to a webhook, in the products that wait the shortest.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Sends a webhook to a handler, or else over a connection to this machine. Returns the outcome, with the response if
/// there is one.
pub(super) async fn send(
    delivery: &Delivery,
    signer: &RequestSigner,
    webhooks: &Webhooks,
) -> (DeliveryOutcome, Option<Response<Bytes>>) {
    let Some(request) = request(delivery, signer) else {
        return (DeliveryOutcome::InvalidUrl, None);
    };
    let response = if let Some(handler) = webhooks.handler(&delivery.url) {
        let response = nesting::deeper(handler(in_origin_form(request)));
        within(TIMEOUT, response).await
    } else {
        #[cfg(feature = "reqwest")]
        if loopback::is_loopback(request.uri()) {
            within(TIMEOUT, webhooks.loopback.send(request)).await
        } else {
            return (DeliveryOutcome::NoHandler, None);
        }
        #[cfg(not(feature = "reqwest"))]
        return (DeliveryOutcome::NoHandler, None);
    };
    let outcome = match &response {
        Some(Some(response)) => DeliveryOutcome::Responded(response.status()),
        Some(None) => DeliveryOutcome::ConnectionFailed,
        None => DeliveryOutcome::TimedOut,
    };
    (outcome, response.flatten())
}

/// Returns the signed request of a webhook, or `None` if its URL is not valid.
fn request(delivery: &Delivery, signer: &RequestSigner) -> Option<Request<Bytes>> {
    let form =
        Serializer::new(String::new()).extend_pairs(delivery.parameters()).finish();
    // A fragment is not sent. Twilio reads options of the connection from it.
    let (url, _) = delivery.url.split_once('#').unwrap_or((&delivery.url, ""));
    let is_get = delivery.method == Method::GET;
    let url = if is_get {
        let separator = if url.contains('?') { '&' } else { '?' };
        format!("{url}{separator}{form}")
    } else {
        url.to_owned()
    };
    let in_body = delivery.parameters().filter(|_| !is_get);
    let signature = signer.signature(&url, in_body).ok()?;
    let uri: Uri = url.parse().ok()?;
    let mut request = Request::builder()
        .method(delivery.method.clone())
        .header(HOST, host(&uri)?)
        .header(USER_AGENT, "TwilioProxy/1.1")
        .header("X-Twilio-Signature", signature);
    if !is_get {
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let body = if is_get { String::new() } else { form };
    request.uri(uri).body(body.into()).ok()
}

/// Returns the header `Host` for a URL: its authority without a password.
fn host(uri: &Uri) -> Option<HeaderValue> {
    let authority = uri.authority()?.as_str();
    let host = authority.rsplit('@').next().unwrap_or(authority);
    HeaderValue::from_str(host).ok()
}

/// Leaves only path and query of the URL, as a server receives it.
fn in_origin_form(mut request: Request<Bytes>) -> Request<Bytes> {
    let path = request.uri().path_and_query().cloned();
    *request.uri_mut() = path.map_or_else(Uri::default, Uri::from);
    request
}
