//! Parameters of requests: in the query, the headers and the body.

use std::borrow::Cow;

use serde::Serialize;

use super::Type;
use crate::diagnostics::Pointer;

/// A parameter in the query, the headers or the body of a request.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the document declares each by itself"
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The name on the wire.
    pub wire: String,
    /// A name that overrides the derived one.
    pub explicit_name: Option<String>,
    /// The location in the request.
    pub location: Location,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// The declared way in which the elements of a list are sent; without effect for other types.
    #[serde(skip_serializing_if = "ListStyle::is_default")]
    pub list_style: ListStyle,
    /// `true` if it is required.
    pub required: bool,
    /// `true` if it accepts null, which clears the stored value.
    pub nullable: bool,
    /// The role in the Rust API.
    pub role: Role,
    /// The minimum of a number; of a duration, in seconds.
    pub minimum: Option<i64>,
    /// The maximum of a number; of a duration, in seconds.
    pub maximum: Option<i64>,
    /// The default that the API applies.
    pub default: Option<String>,
    /// A value for examples in the documentation; of a list, one element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// `true` if the client sets it to a random key, by which the API recognizes a repeated request, unless the caller does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_idempotency_key: bool,
    /// `true` if the document deprecates it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The description.
    pub description: String,
}

/// The identity of a parameter in a request.
pub type ParameterKey<'p> = (Location, Cow<'p, str>);

impl Parameter {
    /// Returns the identity in a request. The names of headers have no case.
    pub fn key(&self) -> ParameterKey<'_> {
        let name = match self.location {
            Location::Header => Cow::Owned(self.wire.to_ascii_lowercase()),
            Location::Query | Location::Form | Location::Json | Location::JsonBody => {
                Cow::Borrowed(self.wire.as_str())
            }
        };
        (self.location, name)
    }

    /// Returns the style of the list, or `None` if it is not a list, or is sent as JSON.
    pub fn sent_style(&self) -> Option<ListStyle> {
        let is_styled = matches!(self.ty, Type::Array(_)) && !self.location.is_json();
        is_styled.then_some(self.list_style)
    }

    /// Returns whether a value can be beyond the limits of the parameter.
    pub fn is_limited(&self) -> bool {
        let has_limits = self.minimum.is_some() || self.maximum.is_some();
        has_limits
            && matches!(self.ty, Type::Integer | Type::UnsignedInteger | Type::Duration)
    }
}

/// The location of a parameter in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// The query of the URL.
    Query,
    /// A header.
    Header,
    /// A field of the form body.
    Form,
    /// A member of the object in the JSON body.
    Json,
    /// The JSON body as a whole.
    JsonBody,
}

impl Location {
    /// Returns `true` for the JSON body and its members.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonBody)
    }
}

/// The way in which the elements of a list are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListStyle {
    /// Each element is a parameter of its own: `a=1&a=2`.
    #[default]
    Repeated,
    /// One parameter, with commas between the elements; the only style of headers.
    CommaSeparated,
    /// One parameter, with spaces between the elements.
    SpaceSeparated,
    /// One parameter, with vertical bars between the elements.
    PipeSeparated,
}

impl ListStyle {
    /// Returns `true` for the default of OpenAPI in queries and forms.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The role of a parameter in the Rust API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A required argument of the method that starts the request.
    Argument,
    /// A method of the builder.
    Setter,
    /// Not exposed: the client sets it, for example for pagination.
    Hidden,
}
