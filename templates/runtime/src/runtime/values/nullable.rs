//! Values that a request can clear.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::JsonText;
use super::object::Object;

/// Value of a parameter that can be cleared: a value, or null.
///
/// Setters take a plain value, `Nullable::Null`, or an `Option` whose `None` is null:
///
/// | given | sent in a form | sent in JSON |
/// |---|---|---|
/// | nothing: the setter is not called | nothing; the stored value is unchanged | the same |
/// | `7` or `Some(7)` | `Name=7` | `"name": 7` |
/// | `Nullable::Null` or `None` | `Name=`, which clears the stored value | `"name": null`, which clears it too |
///
/// ```
/// use client_runtime::Nullable;
///
/// assert_eq!(Nullable::<i64>::from(7), Nullable::Value(7));
/// assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
/// assert_eq!(serde_json::to_string(&Nullable::<i64>::Null).unwrap(), "null");
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

/// Serializes as an `Option` does: as null, or as the value.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

/// Deserializes a field that tells null from absent. With `default`, it may be absent; for
/// `#[serde(deserialize_with)]`.
///
/// In formats that are not human-readable, no field is absent, and the `Option` has a representation of its own.
pub(crate) fn option<'de, D, T>(deserializer: D) -> Result<Option<Nullable<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let value = if deserializer.is_human_readable() {
        Some(Nullable::<Object<T>>::deserialize(deserializer)?)
    } else {
        Option::<Nullable<Object<T>>>::deserialize(deserializer)?
    };
    Ok(value.map(|value| value.map(|Object(value)| value)))
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
