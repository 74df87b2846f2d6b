//! Requests: their parts, their options, and the common methods of their builders.

mod builders;
pub(crate) mod headers;
mod idempotency_key;
mod json_body;
mod limited;
mod location;
pub(crate) mod operation;
mod options;
mod parameter;
pub(crate) mod prepared;
pub(crate) mod raw_request;
mod separator;

use std::borrow::Cow;
use std::{fmt, slice};

use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};

pub(crate) use self::builders::{any_request, form_request, json_request, request};
use self::headers::header_map;
use self::idempotency_key::random_uuid;
use self::json_body::JsonBody;
pub(crate) use self::limited::Limited;
pub(crate) use self::location::Location;
use self::operation::{Authentication, Call};
pub(crate) use self::operation::{Method, Operation, Route};
pub use self::options::RequestOptions;
pub(crate) use self::parameter::ParameterValue;
use self::prepared::{Prepared, check_body, fill, form, query};
pub(crate) use self::separator::Separator;
use crate::runtime::response::OperationResponse;
use crate::runtime::response::typed_response::Response;
use crate::runtime::url::request_target::RequestTarget;
use crate::runtime::{Client, Credentials, Error, ResponseFuture, Result};

/// The parameters of one kind, in the order in which they were set.
pub(crate) type Parameters = Vec<(Cow<'static, str>, Value)>;

/// The value of a parameter, before any encoding.
#[derive(Clone)]
pub(crate) enum Value {
    Single(String),
    /// The elements of a list, with commas between them that are not encoded.
    CommaSeparated(Vec<String>),
}

impl Value {
    /// Returns the elements; a single value is the only one.
    pub(crate) fn elements(&self) -> &[String] {
        match self {
            Self::Single(value) => slice::from_ref(value),
            Self::CommaSeparated(elements) => elements,
        }
    }
}

/// Headers in the order in which they were set.
pub(crate) type Headers = Vec<(Cow<'static, str>, String)>;

/// The names of parameters whose values cannot be sent, each with the reason.
type Invalid = Vec<(Cow<'static, str>, String)>;

/// A request under construction; every generated builder is a newtype over it.
#[derive(Clone)]
pub(crate) struct Request {
    client: Client,
    call: Call,
    arguments: Vec<String>,
    /// `true` if the account of the credentials comes before the arguments.
    is_of_own_account: bool,
    query: Parameters,
    form: Parameters,
    /// The body, if it is JSON instead of a form.
    json: Option<JsonBody>,
    headers: Headers,
    /// Headers that the document does not declare.
    undeclared_headers: Headers,
    /// The parameters whose values cannot be sent, each with the reason.
    invalid: Invalid,
    options: RequestOptions,
    /// The server of the operation, if it is not that of the API.
    server: Option<&'static str>,
    /// The header with a key by which the API recognizes a repeated request.
    idempotency_key: Option<&'static str>,
}

impl Request {
    /// Creates a request with its path arguments and no parameters.
    pub(crate) fn new(client: Client, call: Call, arguments: Vec<String>) -> Self {
        Self {
            client,
            call,
            arguments,
            is_of_own_account: false,
            query: Parameters::new(),
            form: Parameters::new(),
            json: None,
            headers: Headers::new(),
            undeclared_headers: Headers::new(),
            invalid: Invalid::new(),
            options: RequestOptions::new(),
            server: None,
            idempotency_key: None,
        }
    }

    /// Fills the first argument of the path with the account that the credentials belong to.
    pub(crate) fn of_own_account(mut self) -> Self {
        self.is_of_own_account = true;
        self
    }

    /// Sends no credentials.
    pub(crate) fn without_credentials(mut self) -> Self {
        self.call.authentication = Authentication::None;
        self
    }

    /// Requires credentials that are access tokens.
    pub(crate) fn with_access_token(mut self) -> Self {
        self.call.authentication = Authentication::AccessToken;
        self
    }

    /// Sends an idempotency key in this header, with which the request is safe to retry: a random one, unless the header is
    /// set.
    pub(crate) fn with_idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self.call.has_idempotency_key = true;
        self
    }

    /// Sets the server of the operation, which is not that of the API.
    pub(crate) fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Sends JSON of this media type instead of a form: an object, which is empty if no member is set.
    pub(crate) fn with_json_body(mut self, media_type: &'static str) -> Self {
        self.json = Some(JsonBody::new(media_type));
        self
    }

    /// Sets a form parameter.
    #[inline]
    pub(crate) fn form(
        mut self,
        name: &'static str,
        value: impl ParameterValue,
    ) -> Self {
        let value = value.into_parameter().map(Value::Single);
        set(&mut self.form, &mut self.invalid, name, [value]);
        self
    }

    /// Sets a form parameter to several values, each sent under the same name.
    #[inline]
    pub(crate) fn form_all(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        let values = values.into_iter().map(ParameterValue::into_parameter);
        let values = values.map(|value| value.map(Value::Single));
        set(&mut self.form, &mut self.invalid, name, values);
        self
    }

    /// Sets a form parameter to a list with a separator between its elements.
    #[inline]
    pub(crate) fn form_separated(
        mut self,
        name: &'static str,
        separator: Separator,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        let value = elements(values).and_then(|elements| match separator {
            Separator::Comma => Ok(Value::CommaSeparated(elements)),
            separator => separator.join(&elements).map(Value::Single),
        });
        set(&mut self.form, &mut self.invalid, name, [value]);
        self
    }

    /// Sets a query parameter.
    #[inline]
    pub(crate) fn query(
        mut self,
        name: &'static str,
        value: impl ParameterValue,
    ) -> Self {
        let value = value.into_parameter().map(Value::Single);
        set(&mut self.query, &mut self.invalid, name, [value]);
        self
    }

    /// Sets a query parameter to several values, each sent under the same name.
    #[inline]
    pub(crate) fn query_all(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        let values = values.into_iter().map(ParameterValue::into_parameter);
        let values = values.map(|value| value.map(Value::Single));
        set(&mut self.query, &mut self.invalid, name, values);
        self
    }

    /// Sets a query parameter to a list with a separator between its elements.
    #[inline]
    pub(crate) fn query_separated(
        mut self,
        name: &'static str,
        separator: Separator,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        let value = elements(values).and_then(|elements| match separator {
            Separator::Comma => Ok(Value::CommaSeparated(elements)),
            separator => separator.join(&elements).map(Value::Single),
        });
        set(&mut self.query, &mut self.invalid, name, [value]);
        self
    }

    /// Sets a header parameter.
    #[inline]
    pub(crate) fn header(
        mut self,
        name: &'static str,
        value: impl ParameterValue,
    ) -> Self {
        set(&mut self.headers, &mut self.invalid, name, [value.into_parameter()]);
        self
    }

    /// Sets a header parameter to a list, sent in one header with commas between its elements.
    #[inline]
    pub(crate) fn header_all(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl ParameterValue>,
    ) -> Self {
        let value = elements(values).and_then(|values| Separator::Comma.join(&values));
        set(&mut self.headers, &mut self.invalid, name, [value]);
        self
    }

    /// Sets a member of the JSON body.
    #[inline]
    pub(crate) fn json(self, name: &'static str, value: impl Serialize) -> Self {
        self.add_json_member(name.into(), value)
    }

    /// Sets the JSON body as a whole.
    #[inline]
    pub(crate) fn json_body(mut self, value: impl Serialize) -> Self {
        let value = to_raw_value(&value);
        self.record(BODY.into(), value, |json, _, value| json.set_whole(value));
        self
    }

    /// Adds a member of the JSON body that the document does not declare.
    #[inline]
    pub(crate) fn add_json_member(
        mut self,
        name: Cow<'static, str>,
        value: impl Serialize,
    ) -> Self {
        let value = to_raw_value(&value);
        self.record(name, value, JsonBody::set_member);
        self
    }

    /// Adds a form parameter that the document does not declare.
    pub(crate) fn add_form_parameter(
        mut self,
        name: Cow<'static, str>,
        value: String,
    ) -> Self {
        self.form.push((name, Value::Single(value)));
        self
    }

    /// Adds a query parameter that the document does not declare.
    pub(crate) fn add_query_parameter(
        mut self,
        name: Cow<'static, str>,
        value: String,
    ) -> Self {
        self.query.push((name, Value::Single(value)));
        self
    }

    /// Adds a header that the document does not declare.
    pub(crate) fn add_header(mut self, name: Cow<'static, str>, value: String) -> Self {
        self.undeclared_headers.push((name, value));
        self
    }

    /// Replaces the options.
    pub(crate) fn options(mut self, options: RequestOptions) -> Self {
        self.options = options;
        self
    }

    /// Sends the request and decodes the response.
    pub(crate) fn send<T: DeserializeOwned + 'static>(self) -> ResponseFuture<T> {
        ResponseFuture::finished(self.respond(), |response| response.decode())
    }

    /// Sends the request, and returns the response along with the decoded value.
    pub(crate) fn send_with_response<T: DeserializeOwned + 'static>(
        self,
    ) -> ResponseFuture<Response<T>> {
        ResponseFuture::finished(self.respond(), |response| {
            Ok(Response::new(response.decode()?, response))
        })
    }

    /// Sends the request and ignores the body of a successful response.
    pub(crate) fn send_ignoring_body(self) -> ResponseFuture<()> {
        ResponseFuture::new(async move { self.execute().await.map(drop) })
    }

    /// Sends the request and returns the response without decoding its body.
    pub(crate) fn send_ignoring_body_with_response(
        self,
    ) -> ResponseFuture<Response<()>> {
        ResponseFuture::new(async move {
            self.execute().await.map(|response| Response::new((), response))
        })
    }

    /// Sends the request for a body of these media types, and returns the body as received.
    pub(crate) fn send_for_bytes(self, accept: &'static str) -> ResponseFuture<Bytes> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            Ok(response.received.body.clone())
        })
    }

    /// Sends the request for a body of these media types, and returns the response along with the body as received.
    pub(crate) fn send_for_bytes_with_response(
        self,
        accept: &'static str,
    ) -> ResponseFuture<Response<Bytes>> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            Ok(Response::new(response.received.body.clone(), response))
        })
    }

    /// Sends the request for a text of these media types. What is not UTF-8 in it is replaced by `U+FFFD`.
    pub(crate) fn send_for_text(self, accept: &'static str) -> ResponseFuture<String> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            Ok(String::from_utf8_lossy(&response.received.body).into_owned())
        })
    }

    /// Sends the request for a text of these media types, and returns the response along with the text.
    pub(crate) fn send_for_text_with_response(
        self,
        accept: &'static str,
    ) -> ResponseFuture<Response<String>> {
        ResponseFuture::new(async move {
            let response = self.accept(accept).execute().await?;
            let text = String::from_utf8_lossy(&response.received.body).into_owned();
            Ok(Response::new(text, response))
        })
    }

    /// Sets the media types of the response, in place of JSON.
    fn accept(self, media_types: &'static str) -> Self {
        self.header("Accept", media_types.to_owned())
    }

    /// Sends the request, in a future of its own.
    fn respond(self) -> ResponseFuture<OperationResponse> {
        ResponseFuture::new(self.execute())
    }

    /// Sends the request.
    pub(crate) async fn execute(self) -> Result<OperationResponse> {
        self.client.execute(self.prepare()?).await
    }

    /// Returns the URL of the server, unless the client or the request has a base URL.
    pub(crate) fn server_url(&self) -> &'static str {
        self.server.unwrap_or(crate::api::BASE_URL)
    }

    /// Returns the client that sends the request.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the options of the request, without those of the client.
    pub(crate) fn own_options(&self) -> &RequestOptions {
        &self.options
    }

    /// Returns the error for a request that got no response in time.
    pub(crate) fn timed_out(&self, explanation: &'static str) -> Error {
        Error::timeout(explanation).with_call(self.call)
    }

    /// Returns the error for a request that must not be sent.
    pub(crate) fn invalid(&self, explanation: &'static str) -> Error {
        Error::invalid_request(explanation).with_call(self.call)
    }

    /// Returns the headers, with the idempotency key of all attempts.
    fn header_map(&self) -> Result<HeaderMap> {
        let mut headers = header_map(&self.headers, &self.undeclared_headers)?;
        if let Some(name) = self.idempotency_key {
            if !headers.contains_key(name) {
                let key = [(name.into(), random_uuid())];
                headers.extend(header_map(&key.into(), &Headers::new())?);
            }
        }
        Ok(headers)
    }

    /// Adds a value to the JSON body, or the reason why it cannot be sent to the invalid values.
    fn record(
        &mut self,
        name: Cow<'static, str>,
        value: serde_json::Result<Box<RawValue>>,
        add: impl FnOnce(&mut JsonBody, Cow<'static, str>, Box<RawValue>),
    ) {
        self.invalid.retain(|(other, _)| *other != name);
        let json = self.json.get_or_insert_with(|| JsonBody::new("application/json"));
        match value {
            Ok(value) => add(json, name, value),
            Err(error) => self.invalid.push((name, error.to_string())),
        }
    }

    /// Returns the arguments of the path, with the account of the credentials if no other was given.
    fn path_arguments(&self, options: &RequestOptions) -> Result<Cow<'_, [String]>> {
        if !self.is_of_own_account {
            return Ok(Cow::Borrowed(&self.arguments));
        }
        let account = options.own_credentials().and_then(Credentials::account_sid);
        let account = account.ok_or_else(|| {
            Error::configuration(
                "the client has no account SID: set it with `Credentials::with_account_sid`, or name the account in the call",
            )
        })?;
        let own = std::iter::once(account.to_owned());
        Ok(own.chain(self.arguments.iter().cloned()).collect())
    }

    /// Prepares the request for sending.
    pub(crate) fn prepare(&self) -> Result<Prepared> {
        self.try_prepare().map_err(|error| error.with_call(self.call))
    }

    /// Prepares the request, with errors that do not name the operation yet.
    fn try_prepare(&self) -> Result<Prepared> {
        if let Some((name, reason)) = self.invalid.first() {
            let explanation = format!("the value of {name} cannot be sent");
            return Err(Error::invalid_request(explanation).with_source(reason.as_str()));
        }
        let options = self.client.options(&self.options);
        let path = fill(self.call.route.path, &self.path_arguments(&options)?)
            .map_err(Error::invalid_request)?;
        let target = RequestTarget::parse(&(path + &query(&self.query)));
        let target = target.map_err(|reason| {
            Error::invalid_request(format!("the URL of the request {reason}"))
        })?;
        self.options.check()?;
        let base_url = self.client.base_url(&self.options, self.server_url())?;
        let url = base_url.join(&target).map_err(|error| {
            Error::invalid_request("the parameters do not fit into a URL")
                .with_source(error)
        })?;
        let (body, content_type) = match &self.json {
            Some(json) => json.encode()?,
            None => form(&self.form),
        };
        check_body(self.call, &body)?;
        Ok(Prepared {
            call: self.call,
            url,
            headers: self.header_map()?,
            body,
            content_type,
            options,
            base_url,
            is_prefetch: false,
        })
    }
}

/// Replaces the values of a parameter.
fn set<V>(
    parameters: &mut Vec<(Cow<'static, str>, V)>,
    invalid: &mut Invalid,
    name: &'static str,
    values: impl IntoIterator<Item = Result<V, String>>,
) {
    parameters.retain(|(other, _)| *other != name);
    invalid.retain(|(other, _)| *other != name);
    let mut values = values.into_iter().peekable();
    if values.peek().is_none() {
        invalid.push((name.into(), EMPTY_LIST.to_owned()));
    }
    for value in values {
        match value {
            Ok(value) => parameters.push((name.into(), value)),
            Err(reason) => invalid.push((name.into(), reason)),
        }
    }
}

/// Returns the elements of a list that is sent as one parameter.
fn elements(
    values: impl IntoIterator<Item = impl ParameterValue>,
) -> Result<Vec<String>, String> {
    let elements = values.into_iter().map(ParameterValue::into_parameter);
    let elements: Vec<String> = elements.collect::<Result<_, _>>()?;
    if elements.is_empty() {
        return Err(EMPTY_LIST.to_owned());
    }
    Ok(elements)
}

/// The name of the whole JSON body in errors.
const BODY: &str = "the body";

/// The error message for an empty list. Without this error, the request would succeed and change nothing.
const EMPTY_LIST: &str = "the list is empty, and the API has no way to say so: give it an element, or leave the parameter out";

/// Shows the operation and which parameters are set, not their values: they may be personal data.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = [&self.query, &self.form].into_iter().flatten();
        let headers = [&self.headers, &self.undeclared_headers].into_iter().flatten();
        let names = parameters.map(|(name, _)| name);
        let names = names.chain(self.json.iter().flat_map(JsonBody::names));
        let names: Vec<_> = names.chain(headers.map(|(name, _)| name)).collect();
        formatter
            .debug_struct("Request")
            .field("operation", &self.call.route.id)
            .field("path", &self.call.route.path)
            .field("parameters", &names)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
