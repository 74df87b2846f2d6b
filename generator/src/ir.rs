//! The intermediate representation: what the API is, apart from how OpenAPI says it and from how Rust will.
//!
//! Plain owned data. Items refer to each other by typed ids, indices into the vectors of [`Api`]. Every item remembers
//! the JSON pointers it came from. What the document orders stays in document order.

mod api;
mod documentation;
mod enumeration;
mod error_code;
mod id;
mod model;
mod operation;
mod parameter;
mod path_template;
mod resource;
mod rings;
mod sid;
mod types;

pub use api::{Api, Server};
pub use documentation::Documentation;
pub use enumeration::{Enumeration, Variant};
pub use error_code::ErrorCode;
pub use id::{EnumerationId, ModelId, ResourceId, SidId};
pub use model::{Field, Model, Presence, Sensitivity};
pub use operation::{
    Action, BodyEncoding, Method, Operation, Paging, Response, ResponseBody, Route,
};
pub use parameter::{Location, Parameter, Role};
pub use path_template::{ArgumentType, PathArgument, PathTemplate, Segment};
pub use resource::{Resource, ResourceKind, Scope, Separation};
pub use rings::Rings;
pub use sid::Sid;
pub use types::Type;
