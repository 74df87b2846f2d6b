//! Where in the API's tree of resources a handle stands.

use std::fmt;

use super::{Operation, Paging, Request};
use crate::runtime::{Client, ListRequest};

/// A place in the tree of resources: the client, the scope, and the path arguments gathered on the way.
///
/// It is what every handle is made of: cheap to clone, owned, and free of lifetimes.
#[derive(Clone)]
pub(crate) struct Location {
    client: Client,
    scope: usize,
    arguments: Vec<String>,
}

impl Location {
    /// The root of the tree, in the first scope.
    pub(crate) fn root(client: &Client) -> Self {
        Self {
            client: client.clone(),
            scope: 0,
            arguments: Vec::new(),
        }
    }

    /// The same place in another scope: the number of the route that operations take from here.
    pub(crate) fn scoped(&self, scope: usize) -> Self {
        Self {
            scope,
            ..self.clone()
        }
    }

    /// The place one path argument further down.
    pub(crate) fn child(&self, argument: impl Into<String>) -> Self {
        let mut child = self.clone();
        child.arguments.push(argument.into());
        child
    }

    /// A request for an operation at this place.
    pub(crate) fn request(&self, operation: &'static Operation) -> Request {
        Request::new(
            self.client.clone(),
            operation.call(self.scope),
            self.arguments.clone(),
        )
    }

    /// A request for a list at this place.
    pub(crate) fn list_request(
        &self,
        operation: &'static Operation,
        paging: &'static Paging,
    ) -> ListRequest {
        ListRequest::new(self.request(operation), paging)
    }
}

/// Shows how deep the place is, not where: an argument may be the name of a person.
impl fmt::Debug for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Location")
            .field("scope", &self.scope)
            .field("arguments", &self.arguments.len())
            .finish_non_exhaustive()
    }
}
