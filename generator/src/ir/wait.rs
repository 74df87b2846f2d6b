//! Operations that the API carries out after it has accepted the request.

use serde::Serialize;

use crate::diagnostics::Pointer;

/// How callers wait until the API has carried out an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wait {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// What the response tells.
    #[serde(flatten)]
    pub kind: WaitKind,
}

/// What a response tells about an operation that the API carries out later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// Its status.
    Status {
        /// The property with the status.
        property: String,
        /// The values with which the operation has succeeded.
        done: Vec<String>,
        /// The values with which the operation has failed.
        failed: Vec<String>,
    },
    /// Where its status is.
    Started {
        /// The `operationId` of the operation that fetches the status.
        operation: String,
        /// The place of the only argument of that operation.
        reference: StatusReference,
    },
}

/// The place in a response of the ID of a status, or of a URL that ends with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusReference {
    /// A header.
    Header(String),
    /// A property of the body.
    Property(String),
}
