//! Access tokens by OAuth 2.0.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Uri};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::token::{
    AccessToken, CheckError, TokenError, TokenFuture, TokenProvider, TokenRequest,
};
use super::token_response;
use super::tokens::{Grant, Tokens};
use crate::runtime::transport::{Bytes, Transport};
use crate::runtime::url::http_url::HttpUrl;
use crate::runtime::{Error, Result};

/// Gets access tokens by the client-credentials grant of OAuth 2.0 (RFC 6749, section 4.4).
///
/// A token is kept until shortly before it expires: a minute, or a tenth of its life if that is less. Then the next
/// request begins an exchange for another one, and all requests that need a token wait for the same exchange: there is
/// one at a time, and its failure is the failure of all who waited. A token that has not expired yet is used on if no
/// other can be had. A token that the API refuses is replaced once.
///
/// Every request that waits for an exchange drives it, so it goes on for the others when the request that began it is
/// dropped, times out, or is not polled any more. It fails for all of them after
/// [`exchange_timeout`](Self::exchange_timeout), and is abandoned when nobody waits for it any longer. Requests in
/// another tokio runtime begin an exchange of their own.
///
/// How long a token is valid, the server says in `expires_in`: a number of seconds, which may be text or have decimals. A
/// token without it is kept until the API refuses it; one whose time is 0 or negative is used by those who waited for it
/// alone. An empty token, one of more than 16 KiB, and one with characters other than visible ASCII is an error, as is a
/// response of more than 64 KiB.
///
/// Tokens come from `POST https://oauth.twilio.com/v2/token`. See <https://www.twilio.com/docs/iam/oauth-apps>.
///
/// Clones of a client share the token; clients that shall share it need clones of the same
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

/// Where Twilio hands out tokens.
const TOKEN_URL: &str = "https://oauth.twilio.com/v2/token";
/// How long an exchange may take where nobody says it.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(20);

impl OAuthClientCredentials {
    /// The id (`OQ...`) and the secret of an OAuth application.
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

    /// Asks for tokens of that scope: names with spaces between them.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Asks for tokens for that audience.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// Asks for tokens at another URL than Twilio's, such as that of a mock server. The secret is sent there.
    ///
    /// Takes a scheme (`https` or `http`), a host, and if need be a port, a path and a query. Anything else is a
    /// [configuration error](crate::runtime::ErrorKind::Configuration) when the client is built.
    pub fn token_url(mut self, token_url: impl Into<String>) -> Self {
        self.token_url = token_url.into();
        self
    }

    /// Sets how long an exchange may take, whichever request began it; 20 seconds by default, `Duration::MAX` for no
    /// limit.
    ///
    /// A request waits no longer than its own [`attempt_timeout`](crate::runtime::RequestOptions::attempt_timeout). The default is
    /// below the default of that, so that requests learn of an exchange that hangs, and use a token on that has not
    /// expired.
    pub fn exchange_timeout(mut self, exchange_timeout: Duration) -> Self {
        self.exchange_timeout = exchange_timeout;
        self
    }

    /// An exchange, which borrows nothing: it may outlive the request that begins it.
    fn exchange(
        &self,
        transport: Arc<dyn Transport>,
    ) -> impl Future<Output = Result<Grant, TokenError>> + Send + use<> {
        let request = self.request();
        async move { Ok(exchange(&*transport, request?).await?) }
    }

    /// Where to ask for tokens.
    fn url(&self) -> Result<Uri> {
        let url = HttpUrl::parse(&self.token_url, "the token URL")?;
        url.to_uri().map_err(|error| {
            Error::configuration("the token URL is not a valid URL").with_source(error)
        })
    }

    /// The request for a token.
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
        self.url().map(drop).map_err(Into::into)
    }

    fn reject(&self, token: &AccessToken) -> bool {
        self.tokens.reject(token);
        true
    }
}

/// Asks the server for a token.
async fn exchange(transport: &dyn Transport, request: Request<Bytes>) -> Result<Grant> {
    let asked = Instant::now();
    let response = transport.send(request).await.map_err(Error::transport)?;
    token_response::read(response, asked)
}

/// Shows whose tokens they are, never a secret.
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
