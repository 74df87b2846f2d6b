//! Requests that the API's document does not declare.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, Method};
use serde::Serialize;

use super::RequestOptions;
use super::headers::header_map;
use super::operation::{Authentication, Call, Route};
use super::parameters::{Headers, Parameters, Value};
use super::prepared::{Prepared, check_body, form, query};
use crate::runtime::response::typed_response::Response;
use crate::runtime::url::region::Product;
use crate::runtime::url::request_target::RequestTarget;
use crate::runtime::{Client, Error, ResponseFuture, Result};

/// The route of a raw request in errors and spans. Its path may be personal data, and is not shown.
static ROUTE: Route = Route {
    id: "RawRequest",
    path: "",
};

/// The methods that can be sent.
static METHODS: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::OPTIONS,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

impl Client {
    /// Returns a request for any method and path, such as an operation that this crate does not have yet.
    ///
    /// The path starts with a slash and may have a query; characters that are not allowed in a URL must be percent-encoded. It is
    /// requested at the client's own destination, or at another [product](RawRequest::product). The request has the
    /// client's credentials, retries, timeouts and limits.
    ///
    /// ```no_run
    /// use client_runtime::transport::http::Method;
    ///
    /// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
    /// let response = client
    ///     .raw_request(Method::POST, "/v1/Users/US0123456789abcdef0123456789abcdef/Exports")
    ///     .add_form_parameter("Format", "csv")
    ///     .await?;
    /// let export: serde_json::Value = response.decode()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw_request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        RawRequest {
            client: self.clone(),
            method,
            path: path.into(),
            product: None,
            query: Parameters::new(),
            form: Parameters::new(),
            headers: Headers::new(),
            content: None,
            options: RequestOptions::new(),
        }
    }
}

/// Request for any method and path, returned by [`Client::raw_request`].
///
/// Fails as other requests do. `GET`, `HEAD`, `OPTIONS`, `PUT` and `DELETE` are idempotent: retried after timeouts and
/// 5xx responses. `POST` and `PATCH` are not: retried only after 429 or a failed connection. Other methods are
/// rejected.
///
/// `Debug`, errors and spans show neither the path nor values of parameters nor the body.
///
/// ```no_run
/// use client_runtime::transport::http::Method;
///
/// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
/// let response = client.raw_request(Method::GET, "/v1/Services?PageSize=5").await?;
/// println!("{}: {} bytes", response.status(), response.body().len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct RawRequest {
    client: Client,
    method: Method,
    path: String,
    product: Option<Product>,
    query: Parameters,
    form: Parameters,
    headers: Headers,
    content: Option<Content>,
    options: RequestOptions,
}

/// A body other than a form.
#[derive(Clone)]
struct Content {
    media_type: Cow<'static, str>,
    /// The body, or the reason why it cannot be sent.
    body: Result<Bytes, String>,
}

impl RawRequest {
    /// Sends the request to another of Twilio's products, such as `sync`: `sync.twilio.com`, or
    /// `sync.{edge}.{region}.twilio.com` for a client with a [region](crate::runtime::ClientBuilder::region) or an edge.
    ///
    /// The product is a single name, so that the credentials stay with Twilio. A client with a
    /// [base URL](crate::runtime::ClientBuilder::base_url) does not know where other products are: then the request fails
    /// with [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration), unless its options set a region or an edge.
    ///
    /// ```no_run
    /// # use client_runtime::transport::http::Method;
    /// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
    /// let services = client.raw_request(Method::GET, "/v1/Services").product("sync").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn product(mut self, product: impl Into<String>) -> Self {
        self.product = Some(Product {
            name: product.into(),
            is_regional: false,
        });
        self
    }

    /// Sends the request to a product whose host always names a region, such as the media service `mcs`: `mcs.us1.twilio.com`,
    /// or `mcs.{edge}.{region}.twilio.com` for a client with another region or an edge.
    ///
    /// Otherwise like [`product`](Self::product).
    ///
    /// ```no_run
    /// # use client_runtime::transport::http::Method;
    /// # async fn example(client: client_runtime::Client, photo: Vec<u8>) -> client_runtime::Result<()> {
    /// let media = client
    ///     .raw_request(Method::POST, "/v1/Services/IS0123456789abcdef0123456789abcdef/Media")
    ///     .regional_product("mcs")
    ///     .body("image/jpeg", photo)
    ///     .await?;
    /// let media: serde_json::Value = media.decode()?;
    /// println!("{}", media["sid"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn regional_product(mut self, product: impl Into<String>) -> Self {
        self.product = Some(Product {
            name: product.into(),
            is_regional: true,
        });
        self
    }

    /// Adds a query parameter after those of the path. Adding the same name twice sends both values.
    pub fn add_query_parameter(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<String>,
    ) -> Self {
        self.query.push((name.into(), Value::Single(value.into())));
        self
    }

    /// Adds a parameter to the form in the body. Adding the same name twice sends both values.
    pub fn add_form_parameter(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<String>,
    ) -> Self {
        self.form.push((name.into(), Value::Single(value.into())));
        self
    }

    /// Adds a header. Adding the same name twice sends both values.
    ///
    /// `Authorization`, `Connection`, `Content-Length`, `Content-Type`, `Host`, `Proxy-Authorization` and
    /// `Transfer-Encoding` are set by the client: the request fails with
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) before anything is sent.
    pub fn add_header(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<String>,
    ) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body to a value as JSON.
    ///
    /// ```no_run
    /// # use client_runtime::transport::http::Method;
    /// # async fn example(client: client_runtime::Client) -> client_runtime::Result<()> {
    /// let rule = serde_json::json!({"name": "default"});
    /// client.raw_request(Method::PUT, "/v2/Rules/default").json(&rule).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        let body = serde_json::to_vec(value);
        self.content = Some(Content {
            media_type: "application/json".into(),
            body: body.map(Bytes::from).map_err(|error| error.to_string()),
        });
        self
    }

    /// Sets the body to bytes of a media type, such as `image/png`.
    pub fn body(
        mut self,
        media_type: impl Into<Cow<'static, str>>,
        body: impl Into<Bytes>,
    ) -> Self {
        self.content = Some(Content {
            media_type: media_type.into(),
            body: Ok(body.into()),
        });
        self
    }

    /// Sets options of this request, such as timeouts.
    pub fn options(mut self, options: RequestOptions) -> Self {
        self.options = options;
        self
    }

    /// Sends the request; awaiting it does the same. The body of the response is not decoded: see [`Response::decode`].
    pub fn send(self) -> ResponseFuture<Response<()>> {
        ResponseFuture::new(async move {
            let call = self.call()?;
            let prepared = self.prepare(call).map_err(|error| error.with_call(call))?;
            let response = self.client.execute(prepared).await?;
            Ok(Response::new((), response))
        })
    }

    /// Returns the call that errors name.
    fn call(&self) -> Result<Call> {
        let call = |method| Call {
            method,
            route: &ROUTE,
            authentication: Authentication::Credentials,
            has_idempotency_key: false,
        };
        let method = METHODS.iter().find(|method| **method == self.method);
        method.map(call).ok_or_else(|| {
            Error::invalid_request(
                "the method is not GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE",
            )
            .with_call(call(&METHODS[0]))
        })
    }

    /// Prepares the request for sending.
    fn prepare(&self, call: Call) -> Result<Prepared> {
        let base_url = match &self.product {
            Some(product) => self.client.product_url(&self.options, product)?,
            None => self.client.base_url(&self.options, crate::api::BASE_URL)?,
        };
        let url = base_url.join(&self.target()?).map_err(|error| {
            Error::invalid_request("the path does not fit into a URL").with_source(error)
        })?;
        let (body, content_type) = self.content()?;
        check_body(call, &body)?;
        Ok(Prepared {
            call,
            url,
            headers: header_map(&Headers::new(), &self.headers)?,
            body,
            content_type,
            options: self.client.options(&self.options),
            base_url,
            is_prefetch: false,
        })
    }

    /// Returns the path and the whole query.
    fn target(&self) -> Result<RequestTarget> {
        let mut added = query(&self.query);
        if !added.is_empty() && self.path.contains('?') {
            added.replace_range(..1, "&");
        }
        RequestTarget::parse(&format!("{}{added}", self.path)).map_err(|reason| {
            Error::invalid_request(format!("the path of the request {reason}"))
        })
    }

    /// Returns the body and its media type, if there is one.
    fn content(&self) -> Result<(Bytes, Option<HeaderValue>)> {
        let Some(Content { media_type, body }) = &self.content else {
            return Ok(form(&self.form));
        };
        if !self.form.is_empty() {
            return Err(Error::invalid_request(
                "the request has both form parameters and another body",
            ));
        }
        let media_type = HeaderValue::from_str(media_type).map_err(|error| {
            Error::invalid_request(
                "the media type of the body does not fit into a header",
            )
            .with_source(error)
        })?;
        let body = body.clone().map_err(|reason| {
            Error::invalid_request("failed to serialize the body as JSON")
                .with_source(reason)
        })?;
        Ok((body, Some(media_type)))
    }
}

impl IntoFuture for RawRequest {
    type Output = Result<Response<()>>;
    type IntoFuture = ResponseFuture<Response<()>>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

/// Shows which parameters are set, not their values, and not the path: they may be personal data.
impl fmt::Debug for RawRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = [&self.query, &self.form].into_iter().flatten();
        let names = parameters.map(|(name, _)| name);
        let names: Vec<_> =
            names.chain(self.headers.iter().map(|(name, _)| name)).collect();
        formatter
            .debug_struct("RawRequest")
            .field("method", &self.method)
            .field("product", &self.product)
            .field("parameters", &names)
            .field("has_other_body", &self.content.is_some())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
