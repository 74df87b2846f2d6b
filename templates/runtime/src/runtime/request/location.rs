//! The location of a handle in the API's resource tree.

use std::fmt;

use super::{Operation, Request};
use crate::runtime::{Client, ListRequest, Paging};

/// A location in the resource tree: the client, the scope, and the path arguments.
///
/// Every handle is a newtype over it: cheap to clone, owned, and without lifetimes.
#[derive(Clone)]
pub(crate) struct Location {
    client: Client,
    scope: usize,
    arguments: Vec<String>,
    /// `true` if the account of the credentials comes before the arguments.
    is_of_own_account: bool,
}

impl Location {
    /// Returns the root of the tree, in the first scope.
    pub(crate) fn root(client: &Client) -> Self {
        Self {
            client: client.clone(),
            scope: 0,
            arguments: Vec::new(),
            is_of_own_account: false,
        }
    }

    /// Returns the account that the credentials of each request belong to, in the first scope.
    pub(crate) fn of_own_account(client: &Client) -> Self {
        Self {
            is_of_own_account: true,
            ..Self::root(client)
        }
    }

    /// Returns the same location in another scope: the index of the route that operations use.
    pub(crate) fn scoped(&self, scope: usize) -> Self {
        Self {
            scope,
            ..self.clone()
        }
    }

    /// Returns the location with another path argument appended.
    pub(crate) fn child(&self, argument: impl Into<String>) -> Self {
        let mut child = self.clone();
        child.arguments.push(argument.into());
        child
    }

    /// Creates a request for an operation at this location.
    pub(crate) fn request(&self, operation: &'static Operation) -> Request {
        let request = Request::new(
            self.client.clone(),
            operation.call(self.scope),
            self.arguments.clone(),
        );
        if self.is_of_own_account {
            request.of_own_account()
        } else {
            request
        }
    }

    /// Creates a request for a list at this location.
    pub(crate) fn list_request(
        &self,
        operation: &'static Operation,
        paging: &'static Paging,
    ) -> ListRequest {
        ListRequest::new(self.request(operation), paging)
    }
}

/// Shows the depth of the location, not its arguments: an argument may be the name of a person.
impl fmt::Debug for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Location")
            .field("scope", &self.scope)
            .field("arguments", &self.arguments.len())
            .finish_non_exhaustive()
    }
}
