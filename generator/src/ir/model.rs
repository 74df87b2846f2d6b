//! Object types.

use serde::Serialize;

use super::{Discriminator, Type, TypeOwner};
use crate::diagnostics::Pointer;

/// An object with named fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model<Owner = TypeOwner> {
    /// The pointers in the document; several if twins were merged.
    pub pointers: Vec<Pointer>,
    /// The last segment of its name in the document.
    pub name: String,
    /// A name that overrides the derived one.
    pub explicit_name: Option<String>,
    /// The part of the API whose module contains it.
    pub owner: Owner,
    /// The messages that contain it.
    #[serde(skip_serializing_if = "Direction::is_response")]
    pub direction: Direction,
    /// If it is a union, what tells its variants apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub union: Option<Discriminator>,
    /// The fields, in document order; of a union, its variants.
    pub fields: Vec<Field>,
    /// `true` if the document deprecates it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The description of the object.
    pub description: String,
}

/// A field of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// The name on the wire.
    pub wire: String,
    /// A name that overrides the derived one.
    pub explicit_name: Option<String>,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// The presence in responses.
    pub presence: Presence,
    /// `true` if the document requires it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// `true` if it accepts null.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
    /// The messages that contain it, if its model is part of both.
    #[serde(skip_serializing_if = "Access::is_default")]
    pub access: Access,
    /// The minimum of an integer in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    /// The maximum of an integer in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<i64>,
    /// The default that the API applies to requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Marks personal data.
    pub sensitivity: Sensitivity,
    /// A value for examples and samples; of a list, one element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// `true` if the document deprecates it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The description.
    pub description: String,
}

/// The messages that contain a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Responses and events.
    #[default]
    Response,
    /// Requests.
    Request,
    /// Requests and responses.
    Both,
}

impl Direction {
    /// Returns `true` if only responses contain the model.
    pub fn is_response(&self) -> bool {
        *self == Self::Response
    }

    /// Returns `true` if requests contain the model.
    pub fn is_sent(self) -> bool {
        self != Self::Response
    }

    /// Returns `true` if responses contain the model.
    pub fn is_received(self) -> bool {
        self != Self::Request
    }

    /// Returns the direction of a model that is used in both ways.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }
}

/// The messages that contain a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Requests and responses.
    #[default]
    ReadWrite,
    /// Only responses.
    ReadOnly,
    /// Only requests.
    WriteOnly,
}

impl<Owner> Model<Owner> {
    /// Returns `true` if the constructor takes a field: callers have to set it, or every response holds it.
    pub fn takes(&self, field: &Field) -> bool {
        if self.union.is_some() {
            false
        } else if self.direction.is_sent() {
            field.is_argument()
        } else {
            field.presence == Presence::Always
        }
    }

    /// Returns `true` if there is a method that sets a field.
    pub fn sets(&self, field: &Field) -> bool {
        let has_setters = self.union.is_none() && self.direction.is_sent();
        has_setters && field.is_sent() && !self.takes(field)
    }

    /// Returns `true` if a field tells null from absent.
    pub fn clears(&self, field: &Field) -> bool {
        self.direction.is_sent() && field.is_clearable()
    }
}

impl Field {
    /// Returns `true` if requests contain the field.
    pub fn is_sent(&self) -> bool {
        self.access != Access::ReadOnly
    }

    /// Returns `true` if a request is not valid without the field.
    pub fn is_argument(&self) -> bool {
        self.required && self.is_sent() && self.presence != Presence::Additional
    }

    /// Returns `true` if requests tell null from absent. Of any JSON value, null is one.
    pub fn is_clearable(&self) -> bool {
        self.nullable
            && self.is_sent()
            && !self.required
            && self.presence == Presence::Optional
            && self.ty != Type::Json
    }
}

impl Access {
    /// Returns `true` if requests and responses contain the field.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The presence of a field in responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// The field is always present and not null.
    Always,
    /// The field may be null or missing.
    Optional,
    /// The field is a map of the properties that have no field of their own.
    Additional,
}

/// The sensitivity of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Not personal data.
    Public,
    /// Personal data, which is redacted in `Debug` output and traces.
    Personal,
}
