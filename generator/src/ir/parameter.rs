//! What a request carries beside its path.

use serde::Serialize;

use super::Type;
use crate::diagnostics::Pointer;

/// A value that a request carries in its query, its headers or its form body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Where the document declares it.
    pub pointer: Pointer,
    /// The name on the wire.
    pub wire: String,
    /// A name given by hand, which stands over any made by rule.
    pub explicit_name: Option<String>,
    /// Where in the request it goes.
    pub location: Location,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether a request without it is refused.
    pub required: bool,
    /// Whether null is a value of it, which clears what is stored.
    pub nullable: bool,
    /// How a caller gives it.
    pub role: Role,
    /// The smallest number allowed; of a duration, in seconds.
    pub minimum: Option<i64>,
    /// The largest number allowed; of a duration, in seconds.
    pub maximum: Option<i64>,
    /// What the API takes where a request says nothing.
    pub default: Option<String>,
    /// A value for examples in the documentation; of a list, one element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// What it means.
    pub description: String,
}

impl Parameter {
    /// Returns whether a value can be beyond the limits of the parameter.
    pub fn is_limited(&self) -> bool {
        let has_limits = self.minimum.is_some() || self.maximum.is_some();
        has_limits && matches!(self.ty, Type::Integer | Type::Duration)
    }
}

/// Where in a request a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// After the `?` of the URL.
    Query,
    /// A header.
    Header,
    /// A form field of the body.
    Form,
}

/// How a caller gives a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// As an argument of the method that starts the request: it is required.
    Argument,
    /// By a method of the builder.
    Setter,
    /// Not at all: the client sets it, as it does to turn pages.
    Hidden,
}
