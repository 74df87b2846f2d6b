//! The whole API.

use serde::Serialize;

use super::{
    Enumeration, EnumerationId, ErrorCode, Model, ModelId, Operation, Resource,
    ResourceId, Sid, SidId,
};
use crate::diagnostics::Pointer;

/// Everything the document says, and after normalisation everything the client crate will offer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Api {
    /// The document's title.
    pub title: String,
    /// The document's own version (`info.version`).
    pub version: String,
    /// Where the API is served.
    pub server: Server,
    /// How many segments all paths begin with, such as the version.
    pub common_segments: usize,
    /// Resources, parents before children, otherwise in document order.
    pub resources: Vec<Resource>,
    /// Objects that answers hold.
    pub models: Vec<Model>,
    /// Closed sets of values.
    pub enumerations: Vec<Enumeration>,
    /// The kinds of SID that occur, in the order they are met.
    pub sids: Vec<Sid>,
    /// The codes of the errors that it responds with.
    pub error_codes: Vec<ErrorCode>,
}

/// Where the API is served.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Server {
    /// Where the document says it.
    pub pointer: Pointer,
    /// Scheme, host, port and path prefix, written in one way only: without a default port or a trailing slash.
    pub url: String,
}

impl Server {
    /// Whether credentials are sent to it unencrypted.
    pub fn is_plain_http(&self) -> bool {
        self.url.starts_with("http:")
    }
}

impl Api {
    /// The resource with this id.
    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0]
    }

    /// The model with this id.
    pub fn model(&self, id: ModelId) -> &Model {
        &self.models[id.0]
    }

    /// The enumeration with this id.
    pub fn enumeration(&self, id: EnumerationId) -> &Enumeration {
        &self.enumerations[id.0]
    }

    /// The kind of SID with this id.
    pub fn sid(&self, id: SidId) -> &Sid {
        &self.sids[id.0]
    }

    /// Resources with their ids.
    pub fn resource_ids(&self) -> impl Iterator<Item = ResourceId> + use<> {
        (0..self.resources.len()).map(ResourceId)
    }

    /// Every operation of every resource.
    pub fn operations(&self) -> impl Iterator<Item = (&Resource, &Operation)> {
        self.resources.iter().flat_map(|resource| {
            resource.operations.iter().map(move |operation| (resource, operation))
        })
    }

    /// How many operations the document has: twins count twice, as they do there.
    pub fn document_operations(&self) -> usize {
        self.operations().map(|(_, operation)| operation.routes.len()).sum()
    }
}
