//! Types of values.

use serde::Serialize;

use super::{EnumerationId, ModelId, SidId};

/// The type of a value, independent of Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// A string.
    String,
    /// An absolute URI.
    Uri,
    /// A boolean.
    Boolean,
    /// An integer of at most 64 bits.
    Integer,
    /// An integer of at most 64 bits that is not negative.
    UnsignedInteger,
    /// A floating-point number.
    Number,
    /// A timestamp in RFC 3339 format.
    Timestamp,
    /// A calendar date in the format `YYYY-MM-DD`.
    Date,
    /// A duration in ISO 8601 format, such as `PT10M`.
    Duration,
    /// A string that contains JSON.
    JsonText,
    /// Any JSON value, for schemas without a type.
    Json,
    /// A SID.
    Sid(SidId),
    /// An enum.
    Enumeration(EnumerationId),
    /// An object with named fields.
    Model(ModelId),
    /// An array.
    Array(Box<Type>),
    /// An object with arbitrary keys and values of one type.
    Map(Box<Type>),
}

impl Type {
    /// Returns `true` if a single string represents the value: neither an array, a map, an object nor any JSON value.
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Type::Array(_) | Type::Map(_) | Type::Model(_) | Type::Json)
    }

    /// Returns the model that it is, or that its innermost elements or values are.
    pub fn model(&self) -> Option<ModelId> {
        match self.innermost() {
            Type::Model(id) => Some(*id),
            _ => None,
        }
    }

    /// Returns `true` if it is neither an array, a map nor a declared type.
    pub fn is_plain(&self) -> bool {
        !matches!(
            self,
            Type::Array(_)
                | Type::Map(_)
                | Type::Sid(_)
                | Type::Enumeration(_)
                | Type::Model(_)
        )
    }

    /// Returns `true` if a form contains a value as its own text; other elements of lists are sent as JSON.
    pub fn is_text(&self) -> bool {
        match self {
            Type::String
            | Type::Uri
            | Type::Sid(_)
            | Type::Enumeration(_)
            | Type::JsonText
            | Type::Duration => true,
            Type::Boolean
            | Type::Integer
            | Type::UnsignedInteger
            | Type::Number
            | Type::Timestamp
            | Type::Date
            | Type::Json
            | Type::Array(_)
            | Type::Map(_)
            | Type::Model(_) => false,
        }
    }

    /// Returns the innermost element type of arrays and maps.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::Array(element) | Type::Map(element) => element.innermost(),
            other => other,
        }
    }

    /// Returns a mutable reference to the innermost element type of arrays and maps.
    pub fn innermost_mut(&mut self) -> &mut Type {
        match self {
            Type::Array(element) | Type::Map(element) => element.innermost_mut(),
            other => other,
        }
    }
}
