//! What is known of an operation before it is called.

pub(crate) use http::Method;

/// An operation of the API, once for all the scopes it exists in.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The HTTP method, the same in every scope.
    pub(crate) method: Method,
    /// One route for each scope, in the order of the scopes.
    pub(crate) routes: &'static [Route],
}

/// How an operation is reached in one scope.
#[derive(Debug)]
pub(crate) struct Route {
    /// The `operationId` of the document.
    pub(crate) id: &'static str,
    /// The path, with a `{Name}` for each argument.
    pub(crate) path: &'static str,
}

/// How a list operation hands out its items.
#[derive(Debug)]
pub(crate) struct Paging {
    /// The property of the answer that holds the items of a page.
    pub(crate) items: &'static str,
    /// The largest page that may be asked for, where the document names it.
    pub(crate) max_page_size: Option<u32>,
}

/// An operation in one of its scopes: what errors and traces name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// The HTTP method.
    pub(crate) method: &'static Method,
    /// The route taken.
    pub(crate) route: &'static Route,
}

impl Operation {
    /// The operation in the scope of that number.
    ///
    /// # Panics
    ///
    /// If the operation has no route for the scope: the generator gives every operation of a resource a route for each
    /// scope that the resource's handles can stand in.
    pub(crate) fn call(&'static self, scope: usize) -> Call {
        Call {
            method: &self.method,
            route: &self.routes[scope],
        }
    }
}
