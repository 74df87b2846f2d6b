//! Access tokens obtained by the client credentials grant of OAuth 2.0.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Uri};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::secret;
use super::token::{
    AccessToken, CheckError, TokenError, TokenFuture, TokenProvider, TokenRequest,
};
use super::token_response;
use super::tokens::{Grant, Tokens};
use crate::runtime::transport::{Bytes, Transport};
use crate::runtime::url::http_url::HttpUrl;
use crate::runtime::{Error, Result};

/// Access tokens obtained by the client credentials grant of OAuth 2.0 ([RFC 6749, section
/// 4.4](https://www.rfc-editor.org/rfc/rfc6749#section-4.4)).
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::Credentials;
/// use client_runtime::authentication::OAuthClientCredentials;
///
/// let oauth = OAuthClientCredentials::new("OQ0123456789abcdef0123456789abcdef", "secret")
///     .exchange_timeout(Duration::from_secs(10));
/// let credentials = Credentials::bearer(oauth);
/// ```
///
/// Tokens are requested from `POST https://oauth.twilio.com/v2/token` and cached until shortly before they expire: one
/// minute, or a tenth of their lifetime if that is less. Then the next request starts an exchange, and all requests
/// that need a token wait for it: there is one exchange at a time, and if it fails, all of them fail. A token that has
/// not expired yet is used if no other can be obtained. A token that the API rejects is replaced once.
///
/// Every waiting request drives the exchange, so it continues if the request that started it is dropped, times out, or
/// is not polled any more. It fails after [`exchange_timeout`](Self::exchange_timeout) and is canceled when no request
/// waits for it. Requests in another tokio runtime start an exchange of their own.
///
/// The lifetime of a token is the `expires_in` of the token response, in seconds. A token without `expires_in` is used
/// until the API rejects it; one with 0 or less only by the requests that waited for it. An empty token, one of more
/// than 16 KiB, one with characters other than visible ASCII, and a token response of more than 64 KiB are errors.
///
/// Clones of a client share the token. Separate clients share it if they use clones of the same
/// [`Credentials`](super::Credentials).
#[must_use = "credentials have no effect until they are passed to `Credentials::bearer`"]
pub struct OAuthClientCredentials {
    client_id: String,
    client_secret: SecretString,
    scope: Option<String>,
    audience: Option<String>,
    token_url: String,
    exchange_timeout: Duration,
    tokens: Tokens,
}

/// The token endpoint of Twilio.
const TOKEN_URL: &str = "https://oauth.twilio.com/v2/token";
/// The default timeout of an exchange.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(20);

impl OAuthClientCredentials {
    /// Creates a token provider from the client ID (`OQ...`) and the client secret of an OAuth application.
    pub fn new(
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scope: None,
            audience: None,
            token_url: TOKEN_URL.to_owned(),
            exchange_timeout: EXCHANGE_TIMEOUT,
            tokens: Tokens::default(),
        }
    }

    /// Sets the scope of the tokens: names separated by spaces. By default, none is requested.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Sets the audience of the tokens. By default, none is requested.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// Sets the URL of the token endpoint, such as that of a mock server. The client secret is sent there.
    ///
    /// The URL consists of a scheme (`https` or `http`), a host, and optionally a port, a path and a query. Anything
    /// else is a [configuration error](crate::runtime::ErrorKind::Configuration) when the client is built.
    pub fn token_url(mut self, token_url: impl Into<String>) -> Self {
        self.token_url = token_url.into();
        self
    }

    /// Sets the timeout of an exchange. Default: 20 seconds; `Duration::MAX` disables it.
    ///
    /// A request waits for a token no longer than its own
    /// [`attempt_timeout`](crate::runtime::RequestOptions::attempt_timeout). The default is shorter than that of an
    /// attempt, so that requests can fall back to a token that has not expired.
    pub fn exchange_timeout(mut self, exchange_timeout: Duration) -> Self {
        self.exchange_timeout = exchange_timeout;
        self
    }

    /// Returns an exchange, which is `'static` because it can outlive the request that starts it.
    fn exchange(
        &self,
        transport: Arc<dyn Transport>,
    ) -> impl Future<Output = Result<Grant, TokenError>> + Send + use<> {
        let request = self.request();
        async move { Ok(exchange(&*transport, request?).await?) }
    }

    /// Returns the URL of the token endpoint.
    fn url(&self) -> Result<Uri> {
        let url = HttpUrl::parse(&self.token_url, "the token URL")?;
        url.to_uri().map_err(|error| {
            Error::configuration("the token URL is not a valid URL").with_source(error)
        })
    }

    /// Builds the token request.
    fn request(&self) -> Result<Request<Bytes>> {
        let url = self.url()?;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials")
            .append_pair("client_id", &self.client_id)
            .append_pair("client_secret", self.client_secret.expose_secret());
        for (name, value) in [("scope", &self.scope), ("audience", &self.audience)] {
            if let Some(value) = value {
                form.append_pair(name, value);
            }
        }
        let form = Zeroizing::new(form.finish());
        let mut request = Request::new(Bytes::copy_from_slice(form.as_bytes()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url;
        request.extensions_mut().insert(token_response::LIMITS);
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        Ok(request)
    }
}

impl TokenProvider for OAuthClientCredentials {
    fn token(&self, request: TokenRequest) -> TokenFuture<'_> {
        Box::pin(async move {
            let begin = || self.exchange(Arc::clone(request.transport()));
            self.tokens.get(self.exchange_timeout, begin).await
        })
    }

    fn check(&self) -> std::result::Result<(), CheckError> {
        secret::check("the OAuth client ID", &self.client_id)?;
        secret::check("the OAuth client secret", self.client_secret.expose_secret())?;
        self.url()?;
        Ok(())
    }

    fn reject(&self, token: &AccessToken) -> bool {
        self.tokens.reject(token);
        true
    }
}

/// Requests a token from the server.
async fn exchange(transport: &dyn Transport, request: Request<Bytes>) -> Result<Grant> {
    let asked = Instant::now();
    let response = transport.send(request).await.map_err(Error::transport)?;
    token_response::read(response, asked)
}

/// Redacts the secret.
impl fmt::Debug for OAuthClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OAuthClientCredentials")
            .field("client_id", &self.client_id)
            .field("scope", &self.scope)
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}
