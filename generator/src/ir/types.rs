//! The types of values.

use serde::Serialize;

use super::{EnumerationId, ModelId, SidId};

/// What a value is, apart from how Rust will write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// Text.
    String,
    /// Text that is an absolute URI.
    Uri,
    /// `true` or `false`.
    Boolean,
    /// A whole number of at most 64 bits.
    Integer,
    /// A number that may have a fraction.
    Number,
    /// A point in time, as RFC 3339 text.
    Timestamp,
    /// A calendar date, as `YYYY-MM-DD`.
    Date,
    /// A span of time, as ISO 8601 text such as `PT10M`.
    Duration,
    /// Text that is itself a JSON document.
    JsonText,
    /// Any JSON value; what the document leaves untyped.
    Json,
    /// An identifier of one kind of resource.
    Sid(SidId),
    /// One of a set of values.
    Enumeration(EnumerationId),
    /// An object with named fields.
    Model(ModelId),
    /// A list.
    Array(Box<Type>),
    /// An object with arbitrary keys and values of one type.
    Map(Box<Type>),
}

impl Type {
    /// Whether it is made of nothing else: no list, no map, and nothing that the document declares.
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

    /// The type at the bottom of lists and maps.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::Array(element) | Type::Map(element) => element.innermost(),
            other => other,
        }
    }

    /// [`Type::innermost`], to change it in place.
    pub fn innermost_mut(&mut self) -> &mut Type {
        match self {
            Type::Array(element) | Type::Map(element) => element.innermost_mut(),
            other => other,
        }
    }
}
