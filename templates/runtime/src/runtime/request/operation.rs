//! Static metadata of operations.

pub(crate) use http::Method;

/// An operation of the API, in all of its scopes.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The HTTP method, the same in every scope.
    pub(crate) method: Method,
    /// One route for each scope, in the order of the scopes.
    pub(crate) routes: &'static [Route],
}

/// The route of an operation in one scope.
#[derive(Debug)]
pub(crate) struct Route {
    /// The `operationId` of the document.
    pub(crate) id: &'static str,
    /// The path, with a `{Name}` for each argument.
    pub(crate) path: &'static str,
}

/// An operation in one of its scopes, as named in errors and traces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// The HTTP method.
    pub(crate) method: &'static Method,
    /// The route.
    pub(crate) route: &'static Route,
    /// The authentication of the request.
    pub(crate) authentication: Authentication,
    /// `true` if the API recognizes a repeated request by a key in a header.
    pub(crate) has_idempotency_key: bool,
}

impl Call {
    /// Returns `true` if a request cannot take effect twice.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.method.is_idempotent() || self.has_idempotency_key
    }
}

/// The authentication of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// The credentials of the client or the request, whatever they are.
    Credentials,
    /// The credentials of the client or the request, which must be access tokens.
    AccessToken,
    /// None: no credentials are sent or required.
    None,
}

impl Operation {
    /// Returns the operation in the scope with this index.
    ///
    /// # Panics
    ///
    /// If the operation has no route for the scope: the generator gives every operation of a resource a route for each
    /// scope that the resource's handles can be in.
    pub(crate) fn call(&'static self, scope: usize) -> Call {
        Call {
            method: &self.method,
            route: &self.routes[scope],
            authentication: Authentication::Credentials,
            has_idempotency_key: false,
        }
    }
}
