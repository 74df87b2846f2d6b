//! Codes of the errors that the API responds with.

use serde::Serialize;

use crate::diagnostics::Pointer;

/// A kind of error, which the API tells by a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorCode {
    /// Where the document declares it.
    pub pointer: Pointer,
    /// The name by hand of its constant, in words.
    pub name: String,
    /// The number.
    pub code: u32,
    /// The meaning of the error.
    pub description: String,
    /// Why it occurs; may be empty.
    pub cause: String,
    /// The remedy; may be empty.
    pub remedy: String,
    /// The page of the vendor's documentation on it.
    pub page: Option<String>,
}
