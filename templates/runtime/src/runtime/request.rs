//! Requests: what they are made of, their options, and what their builders have in common.

mod location;
pub(crate) mod operation;
mod options;
mod parameter;
pub(crate) mod prepared;

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::DeserializeOwned;

pub(crate) use self::location::Location;
use self::operation::Call;
pub(crate) use self::operation::{Method, Operation, Paging, Route};
pub use self::options::RequestOptions;
pub(crate) use self::parameter::ParameterValue;
use self::prepared::{Prepared, fill, form, query};
use crate::runtime::url::request_target::RequestTarget;
use crate::runtime::{Client, Error, ResponseFuture, Result};

/// The parameters of one kind, in the order in which they were set.
type Parameters = Vec<(&'static str, String)>;

/// A request under construction; every generated builder is a newtype over it.
#[derive(Clone)]
pub(crate) struct Request {
    client: Client,
    call: Call,
    arguments: Vec<String>,
    query: Parameters,
    form: Parameters,
    headers: Parameters,
    /// The parameters whose values cannot be sent, and why.
    invalid: Parameters,
    options: RequestOptions,
}

impl Request {
    /// A request with its path arguments and nothing else.
    pub(crate) fn new(client: Client, call: Call, arguments: Vec<String>) -> Self {
        Self {
            client,
            call,
            arguments,
            query: Parameters::new(),
            form: Parameters::new(),
            headers: Parameters::new(),
            invalid: Parameters::new(),
            options: RequestOptions::new(),
        }
    }

    /// Sets a form parameter.
    #[inline]
    pub(crate) fn form(
        mut self,
        name: &'static str,
        value: impl ParameterValue,
    ) -> Self {
        set(&mut self.form, &mut self.invalid, name, [value.into_parameter()]);
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
        set(&mut self.form, &mut self.invalid, name, values);
        self
    }

    /// Sets a query parameter.
    #[inline]
    pub(crate) fn query(
        mut self,
        name: &'static str,
        value: impl ParameterValue,
    ) -> Self {
        set(&mut self.query, &mut self.invalid, name, [value.into_parameter()]);
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
        set(&mut self.query, &mut self.invalid, name, values);
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

    /// Replaces the options.
    pub(crate) fn options(mut self, options: RequestOptions) -> Self {
        self.options = options;
        self
    }

    /// Sends the request and decodes the answer.
    pub(crate) fn send<T: DeserializeOwned + 'static>(self) -> ResponseFuture<T> {
        ResponseFuture::new(async move {
            let response = self.client.execute(self.prepare()?).await?;
            response.decode()
        })
    }

    /// Sends the request and takes any success for an answer.
    pub(crate) fn send_ignoring_body(self) -> ResponseFuture<()> {
        ResponseFuture::new(async move {
            self.client.execute(self.prepare()?).await?;
            Ok(())
        })
    }

    /// The client that sends the request.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the error for a request that must not be sent.
    pub(crate) fn invalid(&self, explanation: &'static str) -> Error {
        Error::invalid_request(explanation).with_call(self.call)
    }

    /// Writes the request down as it will be sent.
    pub(crate) fn prepare(&self) -> Result<Prepared> {
        self.try_prepare().map_err(|error| error.with_call(self.call))
    }

    /// The same, with errors that do not name the operation yet.
    fn try_prepare(&self) -> Result<Prepared> {
        if let Some((name, reason)) = self.invalid.first() {
            let explanation = format!("the value of {name} cannot be sent");
            return Err(Error::invalid_request(explanation).with_source(reason.as_str()));
        }
        let path = fill(self.call.route.path, &self.arguments)
            .map_err(Error::invalid_request)?;
        let target = RequestTarget::parse(&(path + &query(&self.query)));
        let target = target.map_err(|reason| {
            Error::invalid_request(format!("the URL of the request {reason}"))
        })?;
        self.options.check()?;
        let base_url = self.client.base_url(&self.options)?;
        let url = base_url.join(&target).map_err(|error| {
            Error::invalid_request("the parameters do not fit into a URL")
                .with_source(error)
        })?;
        Ok(Prepared {
            call: self.call,
            url,
            headers: header_map(&self.headers)?,
            body: form(&self.form),
            options: self.client.options(&self.options),
            base_url,
            is_prefetch: false,
        })
    }
}

/// Replaces the values of a parameter.
fn set(
    parameters: &mut Parameters,
    invalid: &mut Parameters,
    name: &'static str,
    values: impl IntoIterator<Item = Result<String, String>>,
) {
    parameters.retain(|(other, _)| *other != name);
    invalid.retain(|(other, _)| *other != name);
    let mut values = values.into_iter().peekable();
    if values.peek().is_none() {
        invalid.push((name, EMPTY_LIST.to_owned()));
    }
    for value in values {
        match value {
            Ok(text) => parameters.push((name, text)),
            Err(reason) => invalid.push((name, reason)),
        }
    }
}

/// Why a list without elements cannot be sent. Without it, the request would succeed and change nothing.
const EMPTY_LIST: &str = "the list is empty, and the API has no way to say so: give it an element, or leave the parameter out";

/// The header parameters as headers.
fn header_map(parameters: &[(&'static str, String)]) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in parameters {
        let invalid = || {
            Error::invalid_request(format!(
                "the value of {name} does not fit into a header"
            ))
        };
        let value = HeaderValue::from_str(value)
            .map_err(|error| invalid().with_source(error))?;
        let name =
            HeaderName::try_from(*name).map_err(|error| invalid().with_source(error))?;
        headers.insert(name, value);
    }
    Ok(headers)
}

/// Shows the operation and which parameters are set, not their values: they may be personal data.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = [&self.query, &self.form, &self.headers];
        let names: Vec<_> =
            parameters.into_iter().flatten().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Request")
            .field("operation", &self.call.route.id)
            .field("path", &self.call.route.path)
            .field("parameters", &names)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Gives a builder over [`Request`] what all of them have: `options`, `send` and `IntoFuture`.
#[rustfmt::skip]
macro_rules! request {
    ($builder:ident -> ()) => {
        $crate::runtime::request!(@with $builder, (), send_ignoring_body);
    };
    ($builder:ident -> $response:ty) => {
        $crate::runtime::request!(@with $builder, $response, send);
    };
    (@with $builder:ident, $response:ty, $send:ident) => {
        impl $builder {
            /// Sets options that are not parameters of the operation, such as timeouts.
            pub fn options(self, options: $crate::runtime::RequestOptions) -> Self {
                Self(self.0.options(options))
            }

            /// Sends the request; awaiting the builder does the same.
            ///
            /// # Errors
            ///
            /// Resolves to an [`Error`](crate::runtime::Error) if the request fails.
            pub fn send(self) -> $crate::runtime::ResponseFuture<$response> {
                self.0.$send()
            }
        }

        impl IntoFuture for $builder {
            type Output = $crate::runtime::Result<$response>;
            type IntoFuture = $crate::runtime::ResponseFuture<$response>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

pub(crate) use request;
