//! The first stages: from bytes to a document without references.
//!
//! [`load`](load()) reads, [`overlay`](overlay()) refines, [`resolve`](resolve()) puts what a `$ref` names where the
//! `$ref` stood. What leaves here is typed ([`openapiv3::OpenAPI`]) and remembers its source, so that a problem found by
//! a later stage can still name its line.

mod input;
mod load;
mod openapi;
mod overlay;
mod resolve;
mod sources;

use openapiv3::OpenAPI;
use serde_json::Value;

pub use input::Input;
pub use load::{Source, load};
pub use openapi::texts;
pub use overlay::overlay;
pub use resolve::resolve;
pub use sources::Sources;

/// A document as it was read, overlays applied.
#[derive(Debug)]
pub struct Document {
    /// The file's name without its folder.
    pub name: String,
    /// What the document says, members in document order.
    pub value: Value,
    /// Where it says it.
    pub sources: Sources,
}

/// A document whose only references are those to schemas, each of which exists.
#[derive(Debug)]
pub struct Resolved {
    /// The document, with all that is referred to but schemas in place.
    ///
    /// A path's parameters stand in each of its operations, behind the operation's own, and no longer in the path. A
    /// reference to a schema is `#/components/schemas/` and the schema's name, unescaped. Examples are left out.
    pub openapi: OpenAPI,
    /// Where the document says it.
    pub sources: Sources,
}
