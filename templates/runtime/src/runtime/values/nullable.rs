//! Values that a request can clear.

use serde_json::Value;

use super::JsonText;

/// Value of a parameter that can be cleared: a value, or null.
///
/// Setters take a plain value, `Nullable::Null`, or an `Option` whose `None` is null:
///
/// | given | sent in a form |
/// |---|---|
/// | nothing: the setter is not called | nothing; the stored value is unchanged |
/// | `7` or `Some(7)` | `Name=7` |
/// | `Nullable::Null` or `None` | `Name=`, which clears the stored value |
///
/// ```
/// use client_runtime::Nullable;
///
/// assert_eq!(Nullable::<i64>::from(7), Nullable::Value(7));
/// assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Clears the stored value.
    Null,
    /// Replaces the stored value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Maps the value, if there is one.
    pub(crate) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(convert(value)),
        }
    }
}

impl<T> Nullable<Vec<T>> {
    /// Returns the elements, or null as the only element.
    pub(crate) fn into_elements(self) -> Vec<Nullable<T>> {
        match self {
            Self::Null => vec![Nullable::Null],
            Self::Value(elements) => elements.into_iter().map(Nullable::Value).collect(),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Converts `None` to null.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// Implements the conversion into a nullable value from the types that a setter of the plain value accepts.
#[rustfmt::skip]
macro_rules! nullable_from {
    ($name:ident: $($accepted:ty),+) => {$(
        impl From<$accepted> for $crate::runtime::Nullable<$name> {
            fn from(value: $accepted) -> Self {
                Self::Value(value.into())
            }
        }
    )+};
}

pub(crate) use nullable_from;

nullable_from!(String: &str, &String);
nullable_from!(JsonText: &str, String, Value);
