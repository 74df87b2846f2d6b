//! Access tokens by OAuth 2.0.

use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Uri};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::super::answer::{Reply, decode};
use super::super::transport::Bytes;
use super::super::{Error, Result};
use super::token::{AccessToken, TokenError, TokenFuture, TokenProvider, TokenRequest};

/// Gets access tokens by the client-credentials grant of OAuth 2.0 (RFC 6749, section 4.4).
///
/// A token is kept until shortly before it expires: a minute, or a tenth of its life if that is less. Then the next
/// request gets another one while all others wait for it, so that there is one exchange at a time, and its failure is
/// the failure of all who waited. A token that has not expired yet is used on if no other can be had. A token that the
/// API refuses is replaced once.
///
/// Tokens come from `POST https://oauth.twilio.com/v2/token`. See <https://www.twilio.com/docs/iam/oauth-apps>.
///
/// Clones of a client share the token; clients that shall share it need clones of the same
/// [`Credentials`](super::Credentials).
pub struct OAuthClientCredentials {
    client_id: String,
    client_secret: SecretString,
    scope: Option<String>,
    audience: Option<String>,
    token_url: String,
    state: Mutex<State>,
    rejected: std::sync::Mutex<Option<AccessToken>>,
}

/// What is known of the tokens so far.
#[derive(Default)]
struct State {
    current: Option<Grant>,
    failure: Option<(Instant, TokenError)>,
}

/// A token and its time.
#[derive(Clone)]
struct Grant {
    token: AccessToken,
    /// When to get another one; never, where the server did not say how long the token is valid.
    renewal: Option<Instant>,
    /// When it is worth nothing any more.
    expiry: Option<Instant>,
}

/// Where Twilio hands out tokens.
const TOKEN_URL: &str = "https://oauth.twilio.com/v2/token";
/// How long before it expires a token is replaced, at most.
const MARGIN: Duration = Duration::from_secs(60);

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
            state: Mutex::default(),
            rejected: std::sync::Mutex::default(),
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
    pub fn token_url(mut self, token_url: impl Into<String>) -> Self {
        self.token_url = token_url.into();
        self
    }

    /// The token at hand, or a new one.
    async fn current(
        &self,
        request: TokenRequest<'_>,
    ) -> std::result::Result<AccessToken, TokenError> {
        let asked = Instant::now();
        let mut state = self.state.lock().await;
        let usable = state.current.clone().filter(|grant| self.is_usable(grant));
        if let Some(grant) = &usable {
            if grant.renewal.is_none_or(|renewal| Instant::now() < renewal) {
                return Ok(grant.token.clone());
            }
        }
        if let Some((_, error)) = state.failure.as_ref().filter(|(at, _)| *at > asked) {
            return usable.map_or_else(|| Err(error.clone()), |grant| Ok(grant.token));
        }
        match self.exchange(request).await {
            Ok(grant) => {
                let token = grant.token.clone();
                *state = State {
                    current: Some(grant),
                    failure: None,
                };
                Ok(token)
            }
            Err(error) => {
                let error = TokenError::from(error);
                state.failure = Some((Instant::now(), error.clone()));
                usable.map_or(Err(error), |grant| Ok(grant.token))
            }
        }
    }

    /// Whether a token has neither expired nor been refused.
    fn is_usable(&self, grant: &Grant) -> bool {
        let is_rejected = self.rejected().as_ref().is_some_and(|it| it.is(&grant.token));
        !is_rejected && grant.expiry.is_none_or(|expiry| Instant::now() < expiry)
    }

    /// The token that was refused last.
    fn rejected(&self) -> std::sync::MutexGuard<'_, Option<AccessToken>> {
        // Nothing that is done under the lock can leave it in disorder.
        self.rejected.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Asks the server for a token.
    async fn exchange(&self, request: TokenRequest<'_>) -> Result<Grant> {
        let asked = Instant::now();
        let response = request.transport().send(self.request()?).await;
        let (parts, body) = response.map_err(Error::transport)?.into_parts();
        let reply = Reply {
            status: parts.status,
            headers: parts.headers,
            body,
        };
        if !reply.status.is_success() {
            return Err(Error::api(reply));
        }
        let answer: std::result::Result<TokenAnswer, _> =
            decode(&reply.body, std::marker::PhantomData);
        match answer {
            Ok(answer) => Ok(answer.into_grant(asked)),
            // The body is left out: it can hold a token.
            Err(error) => Err(Error::decode(error)),
        }
    }

    /// The request for a token.
    fn request(&self) -> Result<Request<Bytes>> {
        let url: Uri =
            self.token_url.parse().map_err(|error: http::uri::InvalidUri| {
                Error::configuration("the URL for access tokens is not a URL")
                    .because(error)
            })?;
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
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(self.current(request))
    }

    fn reject(&self, token: &AccessToken) -> bool {
        *self.rejected() = Some(token.clone());
        true
    }
}

/// What the server answers.
#[derive(Deserialize)]
struct TokenAnswer {
    access_token: SecretString,
    /// In seconds.
    expires_in: Option<u64>,
}

impl TokenAnswer {
    /// The token, which is valid from when it was asked for.
    fn into_grant(self, asked: Instant) -> Grant {
        let life = self.expires_in.map(Duration::from_secs);
        let expiry = life.and_then(|life| asked.checked_add(life));
        let renewal = life.and_then(|life| {
            asked.checked_add(life.saturating_sub(MARGIN.min(life / 10)))
        });
        Grant {
            token: AccessToken::new(self.access_token),
            renewal,
            expiry,
        }
    }
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
