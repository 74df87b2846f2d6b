//! Samples of events, for tests of handlers.

use std::fmt;
use std::marker::PhantomData;

use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::uri::PathAndQuery;
use serde::Serialize;

use super::parameters::EventParameters;
use crate::runtime::webhook::{RequestSigner, SignatureError};

/// Sample of an event, with plausible values, for tests of handlers.
///
/// The functions of the module `events::sample` create it, and its setters replace values.
///
/// ```ignore
/// use client_runtime::events::{Event, sample};
/// use client_runtime::webhook::{RequestSigner, SignatureValidator};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let signer = RequestSigner::auth_token("12345")?;
/// let request = sample::message_added()
///     .body("Hi")
///     .request(&signer, "https://example.com", "/webhooks")?;
///
/// let validator = SignatureValidator::new("12345")?;
/// let Event::MessageAdded(message) = validator.event("https://example.com", &request)? else {
///     panic!("it is another event");
/// };
/// assert_eq!(message.body.as_deref(), Some("Hi"));
/// # Ok(())
/// # }
/// ```
#[must_use = "a sample does nothing until a request or an event is made of it"]
pub struct Sample<E> {
    parameters: EventParameters,
    kind: (&'static str, &'static str),
    event: PhantomData<fn() -> E>,
}

impl<E> Sample<E> {
    /// Sets a parameter by its name on the wire, also one that the type of the event does not have.
    pub fn parameter(mut self, name: &str, value: impl Into<String>) -> Self {
        let _replaced: Option<Vec<String>> = self.parameters.repeated(name);
        self.parameters.push(name, value.into());
        self
    }

    /// Removes a parameter by its name on the wire.
    pub fn without(mut self, name: &str) -> Self {
        let _removed: Option<Vec<String>> = self.parameters.repeated(name);
        self
    }

    /// Returns the form that is sent, as the body of a request.
    pub fn form(&self) -> String {
        let (name, kind) = self.kind;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair(name, kind).extend_pairs(self.parameters.iter());
        form.finish()
    }

    /// Returns a signed request with `POST`.
    ///
    /// `public_url` is that of [`SignatureValidator::validate_request`], and `path` the path of the request with its
    /// query.
    ///
    /// # Errors
    ///
    /// [`SignatureError::InvalidUrl`] if `public_url` and `path` are not a valid URL.
    ///
    /// [`SignatureValidator::validate_request`]: crate::runtime::webhook::SignatureValidator::validate_request
    pub fn request(
        &self,
        signer: &RequestSigner,
        public_url: &str,
        path: &str,
    ) -> Result<Request<String>, SignatureError> {
        let path: PathAndQuery = path.parse().map_err(|_| SignatureError::InvalidUrl)?;
        let mut request = Request::new(self.form());
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = path.into();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, form);
        signer.sign(public_url, request)
    }
}

impl<E: From<EventParameters>> Sample<E> {
    /// Returns the event, as it is parsed from a request.
    pub fn event(&self) -> E {
        self.parameters.clone().into()
    }
}

impl<E> Sample<E> {
    /// Creates a sample from the parameter with the kind, and the others.
    pub(crate) fn new(
        kind: (&'static str, &'static str),
        parameters: &[(&'static str, &'static str)],
    ) -> Self {
        let mut sample = Self {
            parameters: EventParameters::default(),
            kind,
            event: PhantomData,
        };
        for (name, value) in parameters {
            sample.parameters.push(name, (*value).to_owned());
        }
        sample
    }

    /// Sets a parameter to a value whose `Display` is its format on the wire.
    pub(crate) fn set(self, name: &'static str, value: impl fmt::Display) -> Self {
        self.parameter(name, value.to_string())
    }

    /// Sets a parameter to several values, each sent under the same name.
    pub(crate) fn set_list<T: AsRef<str>>(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self = self.without(name);
        for value in values {
            self.parameters.push(name, value.as_ref().to_owned());
        }
        self
    }

    /// Sets a parameter to several values, separated by commas.
    pub(crate) fn set_separated<T: AsRef<str>>(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let mut text = String::new();
        for value in values {
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(value.as_ref());
        }
        self.parameter(name, text)
    }

    /// Sets a parameter to JSON. No value of the crate's types fails to be serialized.
    pub(crate) fn set_json(self, name: &'static str, value: impl Serialize) -> Self {
        let json = serde_json::to_string(&value).unwrap_or_default();
        self.parameter(name, json)
    }
}

impl<E> Clone for Sample<E> {
    fn clone(&self) -> Self {
        Self {
            parameters: self.parameters.clone(),
            kind: self.kind,
            event: PhantomData,
        }
    }
}

/// Shows the kind and the names of the parameters.
impl<E> fmt::Debug for Sample<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sample")
            .field("kind", &self.kind.1)
            .field("parameters", &self.parameters)
            .finish()
    }
}
