//! The intermediate representation of an API, independent of OpenAPI and of Rust.
//!
//! It is plain owned data. Every item keeps the JSON pointers it was lowered from. The order of the document is preserved.
//!
//! The types enforce three invariants:
//!
//! - Items refer to each other by IDs. Only an [`IdVec`] creates IDs, and when items are removed from it, [`Renumbering`] or
//!   [`Relocation`] provides the new ID for every old one.
//! - A resource has at least one scope, and each of its operations one route per scope: [`PerScope`] is never empty and is
//!   indexed by [`ScopeId`].
//! - `lower` returns a [`LoweredApi`], whose models and enumerations have no owners. Only `normalise` converts it to an
//!   [`Api`], so no API is normalized twice, and none is named or emitted without being normalized.

mod api;
mod documentation;
mod enumeration;
mod error_code;
mod event;
pub mod fake;
mod id_vec;
mod model;
mod operation;
mod paging;
mod parameter;
mod path_template;
mod per_scope;
mod resource;
mod rings;
mod sid;
mod type_owner;
mod types;
mod union;
mod wait;

pub use api::{Api, LoweredApi, Server, Undecided};
pub use documentation::Documentation;
pub use enumeration::{Enumeration, Variant};
pub use error_code::ErrorCode;
pub use event::{Destination, Event, Events, Reply};
pub use id_vec::{
    EnumerationId, Id, IdVec, ModelId, Relocation, Renumbering, ResourceId, SidId,
};
pub use model::{Access, Direction, Field, Model, Presence, Sensitivity};
pub use operation::{
    Action, Authentication, BodyEncoding, Method, Operation, Response, ResponseBody,
    Route, Status,
};
pub use paging::{ExplicitKind, ExplicitPaging, Paging, PagingKind, TokenProperties};
pub use parameter::{ListStyle, Location, Parameter, ParameterKey, Role};
pub use path_template::{ArgumentType, Part, PathArgument, PathTemplate, Segment};
pub use per_scope::{PerScope, ScopeId};
pub use resource::{HandleKind, Parent, Resource, ResourceKind, Scope, Separation};
pub use rings::Rings;
pub use sid::{Sid, SidForm};
pub use type_owner::TypeOwner;
pub use types::Type;
pub use union::Discriminator;
pub use wait::{StatusReference, Wait, WaitKind};
