//! The client: its configuration, and the single function through which every request is sent.

mod builder;
pub(crate) mod clock;
mod concurrency;
pub(crate) mod environment;
mod execution;

use std::env::consts::{ARCH, OS};
use std::fmt;
use std::sync::Arc;

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use secrecy::SecretString;

pub use self::builder::ClientBuilder;
use self::concurrency::Permits;
use self::execution::{Execution, Shared};
use crate::runtime::authentication::secret;
use crate::runtime::request::headers::RESERVED;
use crate::runtime::request::prepared::Prepared;
use crate::runtime::response::OperationResponse;
use crate::runtime::retry::SharedBudget;
use crate::runtime::transport::Transport;
use crate::runtime::url::base_url::BaseUrl;
use crate::runtime::url::region::Product;
use crate::runtime::{Credentials, Error, RequestOptions, Result, RetryBudget};

/// Client of the API.
///
/// Methods of the client return handles to the resources. Cloning is cheap: clones share their connections, so one
/// client serves a whole program and all of its tasks.
///
/// ```no_run
/// use client_runtime::Client;
///
/// # fn main() -> client_runtime::Result<()> {
/// let client = Client::from_env()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

/// State shared by the clones of a client.
struct Inner {
    base_url: BaseUrl,
    user_agent: HeaderValue,
    options: RequestOptions,
    transport: Arc<dyn Transport>,
    permits: Option<Permits>,
    budget: SharedBudget,
}

/// The validated parts of a client.
pub(crate) struct Parts {
    pub(crate) base_url: BaseUrl,
    pub(crate) user_agent_suffix: Option<String>,
    /// The options of every request, including credentials.
    pub(crate) options: RequestOptions,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) max_concurrent_requests: Option<usize>,
    pub(crate) retry_budget: RetryBudget,
}

impl Client {
    /// Creates a client with an account SID, an auth token and the default settings.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) if the account SID or the auth token is
    /// invalid, or if the platform's root certificates cannot be loaded.
    pub fn new(
        account_sid: impl Into<String>,
        auth_token: impl Into<SecretString>,
    ) -> Result<Self> {
        let credentials = Credentials::auth_token(account_sid, auth_token);
        Self::builder().credentials(credentials).build()
    }

    /// Creates a client configured by environment variables: see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) if a variable is missing (the message
    /// names it) or the configuration is invalid.
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }

    /// Returns a builder for a client with other settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Returns the SID of the account, if the credentials contain it.
    pub fn account_sid(&self) -> Option<&str> {
        self.0.options.own_credentials()?.account_sid()
    }

    /// Creates a client from its parts.
    pub(crate) fn assemble(parts: Parts) -> Result<Self> {
        Ok(Self(Arc::new(Inner {
            base_url: parts.base_url,
            user_agent: user_agent(parts.user_agent_suffix.as_deref())?,
            options: parts.options,
            transport: parts.transport,
            permits: parts.max_concurrent_requests.map(Permits::new),
            budget: SharedBudget::new(parts.retry_budget),
        })))
    }

    /// Returns the options of a request, with the client's options as defaults.
    pub(crate) fn options(&self, options: &RequestOptions) -> RequestOptions {
        options.over(&self.0.options)
    }

    /// Returns the base URL of a request with these options to a server of the document.
    pub(crate) fn base_url(
        &self,
        options: &RequestOptions,
        server: &str,
    ) -> Result<BaseUrl> {
        if options.destination().is_empty() && server == crate::api::BASE_URL {
            return Ok(self.0.base_url.clone());
        }
        options.destination().over(self.0.options.destination()).resolve(server)
    }

    /// Returns the base URL of a request with these options to another product.
    pub(crate) fn product_url(
        &self,
        options: &RequestOptions,
        product: &Product,
    ) -> Result<BaseUrl> {
        let own = self.0.options.destination();
        options.destination().over(own).resolve_product(product)
    }

    /// Executes an operation. Every operation is executed by this function.
    pub(crate) async fn execute(&self, prepared: Prepared) -> Result<OperationResponse> {
        let call = prepared.call;
        let credentials =
            prepared.credentials().map_err(|error| error.with_call(call))?;
        let shared = Shared {
            transport: &self.0.transport,
            permits: self.0.permits.as_ref(),
            budget: &self.0.budget,
        };
        let headers = self.headers(&prepared);
        Execution::new(shared, prepared, headers, credentials).run().await
    }

    /// Returns the headers of a request, except for `Authorization`.
    fn headers(&self, prepared: &Prepared) -> HeaderMap {
        let mut headers = prepared.options.headers().clone();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, self.0.user_agent.clone());
        for name in RESERVED {
            headers.remove(name);
        }
        headers.extend(prepared.headers.clone());
        if let Some(content_type) = &prepared.content_type {
            headers.insert(CONTENT_TYPE, content_type.clone());
        }
        let has_body = [Method::POST, Method::PUT, Method::PATCH];
        if prepared.body.is_empty() && has_body.contains(prepared.call.method) {
            // Some proxies reject such a request without a body if this header is missing.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        headers
    }
}

/// Returns the `User-Agent`: this crate, the platform, and the name of the application if there is one.
fn user_agent(suffix: Option<&str>) -> Result<HeaderValue> {
    let name = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let text = match suffix {
        Some(suffix) => {
            secret::check_header("the suffix of the user agent", suffix)?;
            format!("{name} ({OS}; {ARCH}) {suffix}")
        }
        None => format!("{name} ({OS}; {ARCH})"),
    };
    HeaderValue::from_str(&text).map_err(|error| {
        Error::configuration("the suffix of the user agent does not fit into a header")
            .with_source(error)
    })
}

/// Redacts secrets.
impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.0.base_url)
            .field("options", &self.0.options)
            .finish_non_exhaustive()
    }
}
