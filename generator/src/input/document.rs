//! The first stages of the pipeline: from bytes to a document with resolved references.
//!
//! [`load`](load()) parses the document, [`overlay`](overlay()) applies an overlay, and [`resolve`](resolve()) replaces
//! each `$ref` by the component it refers to. The result is typed ([`openapiv3::OpenAPI`]) and keeps its source locations,
//! so that later stages can report the line of a problem.

mod input;
mod load;
mod openapi;
mod overlay;
mod resolve;
mod sources;

use openapiv3::OpenAPI;
use serde_json::Value;

pub use input::{Input, Inputs, LockSource};
pub use load::{Source, load};
pub use openapi::{members, texts};
pub use overlay::overlay;
pub use resolve::resolve;
pub use sources::Sources;

/// A parsed document with its overlays applied.
#[derive(Debug)]
pub struct Document {
    /// The file name without its directory.
    pub name: String,
    /// The contents of the document, members in document order.
    pub value: Value,
    /// The source locations of its values.
    pub sources: Sources,
}

/// A document whose only remaining references are those to existing schemas.
#[derive(Debug)]
pub struct Resolved {
    /// The document, with all references but those to schemas replaced by the components they refer to.
    ///
    /// The parameters of a path item are moved to each of its operations, after the operation's own. A reference to a schema
    /// consists of `#/components/schemas/` and the unescaped name of the schema. Examples are removed.
    pub openapi: OpenAPI,
    /// The source locations of the values of the document.
    pub sources: Sources,
}
