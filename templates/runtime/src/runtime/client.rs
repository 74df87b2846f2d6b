//! The client, and the one place through which every request goes.

use std::env::consts::{ARCH, OS};
use std::fmt;
use std::sync::Arc;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request as HttpRequest};
use secrecy::SecretString;

use super::answer::Answer;
use super::base_url::BaseUrl;
use super::prepared::Prepared;
use super::transport::Transport;
use super::{ClientBuilder, Credentials, Error, RequestOptions, Result};

/// A client of the API: the root of all calls.
///
/// Cloning is cheap, and the clones share their connections, so one client serves a whole program and all of its
/// tasks.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

/// What the clones of a client share.
struct Inner {
    credentials: Credentials,
    base_url: BaseUrl,
    user_agent: HeaderValue,
    default_options: RequestOptions,
    transport: Arc<dyn Transport>,
}

impl Client {
    /// A client with the credentials of an account, and everything else by default.
    ///
    /// # Errors
    ///
    /// If the credentials are empty, or the platform's TLS certificates cannot be read.
    pub fn new(
        account_sid: impl Into<String>,
        auth_token: impl Into<SecretString>,
    ) -> Result<Self> {
        let credentials = Credentials::auth_token(account_sid, auth_token);
        Self::builder().credentials(credentials).build()
    }

    /// A client configured by environment variables: see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// If a variable is missing (it is named), or the configuration cannot be used.
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }

    /// The configuration of a client, to be refined before it is built.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The SID of the account, where the credentials tell it.
    pub fn account_sid(&self) -> Option<&str> {
        self.0.credentials.account_sid()
    }

    /// Puts a client together out of checked parts.
    pub(crate) fn assemble(
        credentials: Credentials,
        base_url: BaseUrl,
        user_agent_suffix: Option<&str>,
        default_options: RequestOptions,
        transport: Arc<dyn Transport>,
    ) -> Result<Self> {
        Ok(Self(Arc::new(Inner {
            credentials,
            base_url,
            user_agent: user_agent(user_agent_suffix)?,
            default_options,
            transport,
        })))
    }

    /// Where this client sends its requests.
    pub(crate) fn base_url(&self) -> &BaseUrl {
        &self.0.base_url
    }

    /// Sends a request and takes the answer if it is a success; the one path that every operation takes.
    pub(crate) async fn execute(&self, prepared: Prepared) -> Result<Answer> {
        let call = prepared.call;
        let url = prepared.url.clone();
        let request = self.http_request(prepared).map_err(|error| error.on(call))?;
        match self.0.transport.send(request).await {
            Ok(response) => Answer::accept(call, url, response),
            Err(error) => Err(Error::transport(error).on(call).after(1)),
        }
    }

    /// The request as the transport takes it, with the credentials.
    fn http_request(&self, prepared: Prepared) -> Result<HttpRequest<bytes::Bytes>> {
        let mut headers = self.headers(&prepared.options)?;
        headers.extend(prepared.headers);
        if !prepared.body.is_empty() {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert(CONTENT_TYPE, form);
        } else if prepared.call.method == Method::POST {
            // Without it some proxies refuse a POST that has no body.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut request = HttpRequest::new(prepared.body);
        *request.method_mut() = prepared.call.method.clone();
        *request.uri_mut() = prepared.url;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// The headers that every request has.
    fn headers(&self, options: &RequestOptions) -> Result<HeaderMap> {
        let mut headers = options.over(&self.0.default_options).into_headers();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, self.0.user_agent.clone());
        headers.insert(AUTHORIZATION, self.0.credentials.authorization()?);
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
        Ok(headers)
    }
}

/// The `User-Agent`: this crate, the platform, and the name of the application if there is one.
fn user_agent(suffix: Option<&str>) -> Result<HeaderValue> {
    let name = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let text = match suffix {
        Some(suffix) => format!("{name} ({OS}; {ARCH}) {suffix}"),
        None => format!("{name} ({OS}; {ARCH})"),
    };
    HeaderValue::from_str(&text).map_err(|error| {
        Error::configuration("the suffix of the user agent does not fit into a header")
            .because(error)
    })
}

/// Shows where the client sends requests and for whom, never a secret.
impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("credentials", &self.0.credentials)
            .field("base_url", &self.0.base_url)
            .finish_non_exhaustive()
    }
}
