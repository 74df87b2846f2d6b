//! What one can do with a resource.

use std::fmt;

use serde::Serialize;

use super::{Documentation, Parameter, PathTemplate, PerScope, Type};
use crate::diagnostics::Pointer;

/// One thing that can be done with a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// What it does.
    pub action: Action,
    /// The HTTP method.
    pub method: Method,
    /// Where it is offered: one route for each scope of the resource, in the order of the scopes.
    pub routes: PerScope<Route>,
    /// How the body is written; `None` where a request has none.
    pub body: Option<BodyEncoding>,
    /// What a request carries beside its path, in document order.
    pub parameters: Vec<Parameter>,
    /// The answers that mean success, by status.
    pub responses: Vec<Response>,
    /// How its answers are split into pages, where they are.
    pub paging: Option<Paging>,
    /// What the document says about it.
    pub documentation: Documentation,
}

/// What an operation does to its resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Makes an instance.
    Create,
    /// Lists the instances.
    List,
    /// Reads an instance.
    Fetch,
    /// Changes an instance.
    Update,
    /// Removes an instance.
    Delete,
    /// Something else, named after the operation.
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

/// The way to an operation in one scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Where the document declares it.
    pub pointer: Pointer,
    /// The `operationId`.
    pub id: String,
    /// The path.
    pub path: PathTemplate,
}

/// How a request's body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyEncoding {
    /// `application/x-www-form-urlencoded`
    Form,
    /// `application/json`
    Json,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// What it holds.
    pub body: ResponseBody,
}

/// What an answer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseBody {
    /// Nothing.
    Empty,
    /// One value.
    Value(Type),
    /// One page of a list of such values.
    Page(Type),
}

/// How a list is split into pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// The property that holds the items of a page.
    pub items: String,
    /// The parameter that asks for a size of page.
    pub page_size: Option<String>,
    /// The largest page the server makes.
    pub max_page_size: Option<i64>,
}

impl Operation {
    /// What a successful answer holds. Where statuses differ in it, the first that has a body counts.
    pub fn success(&self) -> &ResponseBody {
        self.responses
            .iter()
            .map(|response| &response.body)
            .find(|body| **body != ResponseBody::Empty)
            .unwrap_or(&ResponseBody::Empty)
    }

    /// Whether the client sends it again though it may have been carried out: its method is idempotent.
    pub fn is_repeatable(&self) -> bool {
        matches!(self.method, Method::Get | Method::Put | Method::Delete)
    }
}

impl Method {
    /// The method in capitals.
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
