//! The whole API.

use serde::Serialize;

use super::{
    Enumeration, EnumerationId, ErrorCode, IdVec, Model, ModelId, Operation, Resource,
    ResourceId, Sid, SidId,
};
use crate::diagnostics::Pointer;

/// Everything that the client crate will offer, or as [`LoweredApi`] everything that the document says.
#[derive(Clone, Debug, Serialize)]
pub struct Api<Owner = ResourceId> {
    /// The document's title.
    pub title: String,
    /// The document's own version (`info.version`).
    pub version: String,
    /// Where the API is served.
    pub server: Server,
    /// How many segments all paths begin with, such as the version.
    pub common_segments: usize,
    /// Resources, parents before children, otherwise in document order.
    pub resources: IdVec<ResourceId, Resource>,
    /// Objects that answers hold.
    pub models: IdVec<ModelId, Model<Owner>>,
    /// Closed sets of values.
    pub enumerations: IdVec<EnumerationId, Enumeration<Owner>>,
    /// The kinds of SID that occur, in the order they are met.
    pub sids: IdVec<SidId, Sid>,
    /// The codes of the errors that it responds with.
    pub error_codes: Vec<ErrorCode>,
}

/// Everything that the document says, before any rule was applied to it.
pub type LoweredApi = Api<Undecided>;

/// The owner of what has none yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Undecided;

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

impl<Owner> Api<Owner> {
    /// The resource with this id.
    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id]
    }

    /// The model with this id.
    pub fn model(&self, id: ModelId) -> &Model<Owner> {
        &self.models[id]
    }

    /// The enumeration with this id.
    pub fn enumeration(&self, id: EnumerationId) -> &Enumeration<Owner> {
        &self.enumerations[id]
    }

    /// The kind of SID with this id.
    pub fn sid(&self, id: SidId) -> &Sid {
        &self.sids[id]
    }

    /// The ids of all resources.
    pub fn resource_ids(&self) -> impl Iterator<Item = ResourceId> + use<Owner> {
        self.resources.ids()
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
