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
mod parameters;
mod preparation;
pub(crate) mod prepared;
pub(crate) mod raw_request;
mod sending;
mod separator;

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

pub(crate) use self::builders::{any_request, form_request, json_request, request};
use self::json_body::JsonBody;
pub(crate) use self::limited::Limited;
pub(crate) use self::location::Location;
use self::operation::{Authentication, Call};
pub(crate) use self::operation::{Method, Operation, Route};
pub use self::options::RequestOptions;
pub(crate) use self::parameter::ParameterValue;
pub(crate) use self::parameters::{Headers, Parameters, Value};
use self::parameters::{Invalid, elements, set, set_map};
pub(crate) use self::separator::Separator;
use crate::runtime::{Client, Error};

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

    /// Sets the query parameters that the entries of a map are sent as: `prefix.key`.
    pub(crate) fn query_map(
        mut self,
        prefix: &'static str,
        entries: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        set_map(&mut self.query, prefix, entries);
        self
    }

    /// Sets the form parameters that the entries of a map are sent as: `prefix.key`.
    pub(crate) fn form_map(
        mut self,
        prefix: &'static str,
        entries: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        set_map(&mut self.form, prefix, entries);
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
}

/// The name of the whole JSON body in errors.
const BODY: &str = "the body";

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
