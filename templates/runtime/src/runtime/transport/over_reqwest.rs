//! The transport that uses reqwest.

use bytes::Bytes;
use http::{Request, Response};
use reqwest::Client;

use super::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// Carries requests with [`reqwest`](https://docs.rs/reqwest), which needs a tokio runtime.
///
/// The one that a client has by default connects within 10 seconds and takes at most 30 seconds for a request, follows
/// no redirects, stores no cookies, honours the proxy variables of the environment, and speaks TLS by rustls, trusting
/// the certificates that the platform trusts. For anything else make it out of a `reqwest::Client` of your own.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(Client);

impl ReqwestTransport {
    /// Uses that reqwest client as it is configured.
    ///
    /// Switch its redirects off: they could lead the credentials to another host.
    pub fn new(client: Client) -> Self {
        Self(client)
    }

    /// The default: rustls with ring, and the certificates that the platform trusts.
    ///
    /// No process-wide provider of cryptography is looked for or installed.
    #[cfg(feature = "rustls")]
    pub(crate) fn with_rustls() -> Result<Self, Box<dyn std::error::Error + Send + Sync>>
    {
        use std::sync::Arc;
        use std::time::Duration;

        use rustls::ClientConfig;
        use rustls_platform_verifier::BuilderVerifierExt as _;

        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .build()?;
        Ok(Self(client))
    }

    /// Sends one request.
    async fn exchange(
        &self,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, reqwest::Error> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let mut read = Response::new(response.bytes().await?);
        *read.status_mut() = status;
        *read.headers_mut() = headers;
        Ok(read)
    }
}

impl From<Client> for ReqwestTransport {
    fn from(client: Client) -> Self {
        Self::new(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async move { self.exchange(request).await.map_err(classify) })
    }
}

/// What an error of reqwest means for the request. Its URL is taken out: it may hold personal data.
fn classify(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
