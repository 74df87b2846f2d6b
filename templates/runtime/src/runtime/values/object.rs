//! Models, which are deserialized only from JSON objects.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use super::deserializer::deserializer_methods;

/// Deserializes a value; a struct only from an object.
///
/// The implementation that serde derives for a struct also accepts an array, whose elements it assigns to the fields in
/// order. No response is meant that way. Formats that are not human-readable, such as those of caches, have no other
/// representation of a struct.
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(ObjectDeserializer(deserializer)).map(Self)
    }
}

/// Deserializes a model that may be null. With `default`, it may be absent too; for `#[serde(deserialize_with)]`.
pub(crate) fn option<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let model = Option::<Object<T>>::deserialize(deserializer)?;
    Ok(model.map(|Object(model)| model))
}

/// Deserializes a model that is always present; for `#[serde(deserialize_with)]`.
pub(crate) fn required<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Object::deserialize(deserializer).map(|Object(model)| model)
}

struct ObjectDeserializer<D>(D);

/// Forwards a call unchanged.
macro_rules! forward {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(
            self,
            $($argument: $type,)*
            visitor: V,
        ) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectDeserializer<D> {
    type Error = D::Error;

    deserializer_methods!(forward);

    forward! {
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let is_array_accepted = !self.0.is_human_readable();
        let visitor = StructVisitor {
            visitor,
            is_array_accepted,
        };
        self.0.deserialize_struct(name, fields, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Visitor that accepts an object, and an array only if that is how the format represents a struct.
struct StructVisitor<V> {
    visitor: V,
    is_array_accepted: bool,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for StructVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_array_accepted {
            self.visitor.expecting(formatter)
        } else {
            formatter.write_str("an object")
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        if self.is_array_accepted {
            self.visitor.visit_seq(elements)
        } else {
            Err(A::Error::invalid_type(Unexpected::Seq, &self))
        }
    }
}

/// Deserializes a model from JSON; a struct only from an object.
///
/// In contrast to [`Object`], the derived implementation for arrays is not compiled for it. Only its own representation
/// differs: for the models in its fields, [`option`] and the like have to be used.
pub(crate) struct JsonObject<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for JsonObject<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(JsonDeserializer(deserializer)).map(Self)
    }
}

struct JsonDeserializer<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for JsonDeserializer<D> {
    type Error = D::Error;

    deserializer_methods!(forward);

    forward! {
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, ObjectVisitor(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Visitor that accepts an object and rejects everything else.
struct ObjectVisitor<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for ObjectVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(map)
    }
}
