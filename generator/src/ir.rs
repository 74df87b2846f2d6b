//! The intermediate representation: what the API is, apart from how OpenAPI says it and from how Rust will.
//!
//! Plain owned data. Every item remembers the JSON pointers it came from. What the document orders stays in document
//! order.
//!
//! Three things are left to the types, so that no stage can get them wrong:
//!
//! - Items refer to each other by ids. Only an [`IdVec`] makes ids, and when items leave it, [`Renumbering`] or
//!   [`Relocation`] has the new id for every old one.
//! - A resource has at least one scope, and each of its operations one route in each of them: [`PerScope`] is never
//!   empty, and goes by [`ScopeId`].
//! - `lower` returns a [`LoweredApi`], whose models and enumerations have no owners, and `normalise` alone makes an
//!   [`Api`] of it. So nothing can be normalised twice, and nothing can be named or emitted that is not normalised.

mod api;
mod documentation;
mod enumeration;
mod error_code;
mod id_vec;
mod model;
mod operation;
mod parameter;
mod path_template;
mod per_scope;
mod resource;
mod rings;
mod sid;
mod types;

pub use api::{Api, LoweredApi, Server, Undecided};
pub use documentation::Documentation;
pub use enumeration::{Enumeration, Variant};
pub use error_code::ErrorCode;
pub use id_vec::{
    EnumerationId, Id, IdVec, ModelId, Relocation, Renumbering, ResourceId, SidId,
};
pub use model::{Field, Model, Presence, Sensitivity};
pub use operation::{
    Action, BodyEncoding, Method, Operation, Paging, Response, ResponseBody, Route,
};
pub use parameter::{Location, Parameter, Role};
pub use path_template::{ArgumentType, PathArgument, PathTemplate, Segment};
pub use per_scope::{PerScope, ScopeId};
pub use resource::{Resource, ResourceKind, Scope, Separation};
pub use rings::Rings;
pub use sid::Sid;
pub use types::Type;
