//! Operations on resources.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{
    Documentation, ExplicitPaging, Paging, Parameter, PathTemplate, PerScope, Server,
    Type, Wait,
};
use crate::diagnostics::Pointer;

/// An operation on a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// The action.
    pub action: Action,
    /// The HTTP method.
    pub method: Method,
    /// The routes, one per scope of the resource, in the same order.
    pub routes: PerScope<Route>,
    /// The server, if it is not that of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
    /// The encoding of the request body, or `None` if there is no body.
    pub body: Option<BodyEncoding>,
    /// The authentication of its requests.
    #[serde(skip_serializing_if = "Authentication::is_default")]
    pub authentication: Authentication,
    /// The parameters outside the path, in document order.
    pub parameters: Vec<Parameter>,
    /// The successful responses, by status code.
    pub responses: Vec<Response>,
    /// The responses that are errors and have a type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErrorResponse>,
    /// The pagination of its responses.
    pub paging: Option<Paging>,
    /// The pagination that `x-paging` determines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explicit_paging: Option<ExplicitPaging>,
    /// The way to wait for its completion, if it is asynchronous.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// The documentation.
    pub documentation: Documentation,
}

/// A response that is an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorResponse {
    /// The status code, a range such as `4XX`, or `default`.
    pub status: String,
    /// The type of its body.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// The action of an operation on its resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Creates an instance.
    Create,
    /// Lists the instances.
    List,
    /// Fetches an instance.
    Fetch,
    /// Updates an instance.
    Update,
    /// Updates a part of an instance, beside an operation that replaces it.
    Patch,
    /// Deletes an instance.
    Delete,
    /// Another action, named after the operation.
    Other(String),
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

/// The route of an operation in one scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The `operationId`.
    pub id: String,
    /// The path.
    pub path: PathTemplate,
    /// `true` if the document deprecates it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The pointer to `security`, of the operation or of the document, if one of them declares the authentication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Pointer>,
}

/// The encoding of a request body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyEncoding {
    /// `application/x-www-form-urlencoded`
    Form,
    /// JSON of this media type, such as `application/json`.
    Json(String),
}

/// The authentication of requests, from the preferred to the last resort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    /// The client's credentials, whatever they are: HTTP Basic or an access token.
    #[default]
    Credentials,
    /// The client's credentials, which must be access tokens.
    AccessToken,
    /// None: the client's credentials are not sent.
    None,
}

impl Authentication {
    /// Returns `true` if the client's credentials are sent as they are.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Response {
    /// The HTTP status.
    pub status: Status,
    /// The description.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The body.
    pub body: ResponseBody,
}

/// The HTTP status of a successful response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A status code.
    Code(u16),
    /// Any successful status code.
    Success,
    /// Any status code that is not declared.
    Default,
}

impl fmt::Display for Status {
    /// Formats it like the document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Code(code) => code.fmt(f),
            Status::Success => f.write_str("2XX"),
            Status::Default => f.write_str("default"),
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Status::Code(code) => serializer.serialize_u16(*code),
            other => serializer.collect_str(other),
        }
    }
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseBody {
    /// No body.
    Empty,
    /// A single value.
    Value(Type),
    /// A page of a list of values.
    Page(Type),
    /// Text of these media types, separated by commas.
    Text(String),
    /// Bytes of these media types, separated by commas.
    Bytes(String),
}

impl Operation {
    /// Returns the body of a successful response. If status codes differ, it is the first non-empty body.
    pub fn success(&self) -> &ResponseBody {
        self.responses
            .iter()
            .map(|response| &response.body)
            .find(|body| **body != ResponseBody::Empty)
            .unwrap_or(&ResponseBody::Empty)
    }

    /// Returns the types in its responses, including errors.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        let bodies = self.responses.iter().filter_map(|response| response.body.ty());
        bodies.chain(self.errors.iter().map(|error| &error.ty))
    }

    /// Returns `true` if the operation is deprecated in every scope.
    pub fn is_deprecated(&self) -> bool {
        self.routes.iter().all(|route| route.deprecated)
    }

    /// Returns `true` if the operation is idempotent, by its method or by a key, so that the client retries it even if it may
    /// have been executed.
    pub fn is_repeatable(&self) -> bool {
        matches!(self.method, Method::Get | Method::Put | Method::Delete)
            || self.idempotency_key().is_some()
    }

    /// Returns the parameter by which the API recognizes a repeated request.
    pub fn idempotency_key(&self) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.is_idempotency_key)
    }
}

impl ResponseBody {
    /// Returns the type of the value or of the items of the page.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            ResponseBody::Empty | ResponseBody::Text(_) | ResponseBody::Bytes(_) => None,
            ResponseBody::Value(ty) | ResponseBody::Page(ty) => Some(ty),
        }
    }
}

impl Method {
    /// Returns the method in upper case.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
