//! Arrays and maps without the nulls that the API sends in them.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::object::Object;
use crate::runtime::{Nullable, nullable};

/// Deserializes an array that may be null, without its nulls. With `default`, it may be absent too; for
/// `#[serde(deserialize_with)]`.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let list = Option::<NonNull<Vec<T>>>::deserialize(deserializer)?;
    Ok(list.map(|NonNull(list)| list))
}

/// Deserializes an object with any keys that may be null, without the keys whose values are null. With `default`, it
/// may be absent too; for `#[serde(deserialize_with)]`.
pub(crate) fn map<'de, D, T>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let map = Option::<NonNull<BTreeMap<String, T>>>::deserialize(deserializer)?;
    Ok(map.map(|NonNull(map)| map))
}

/// Deserializes an array that is always present, without its nulls; for `#[serde(deserialize_with)]`.
pub(crate) fn required_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    NonNull::<Vec<T>>::deserialize(deserializer).map(|NonNull(list)| list)
}

/// Deserializes an object with any keys that is always present, without the keys whose values are null; for
/// `#[serde(deserialize_with)]`, also together with `flatten`.
pub(crate) fn required_map<'de, D, T>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    NonNull::<BTreeMap<String, T>>::deserialize(deserializer).map(|NonNull(map)| map)
}

/// Deserializes an array without its nulls that tells null from absent. With `default`, it may be absent; for
/// `#[serde(deserialize_with)]`.
pub(crate) fn nullable_list<'de, D, T>(
    deserializer: D,
) -> Result<Option<Nullable<Vec<T>>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let list = nullable::option::<D, NonNull<Vec<T>>>(deserializer)?;
    Ok(list.map(|list| list.map(|NonNull(list)| list)))
}

/// Deserializes an object with any keys that tells null from absent, without the keys whose values are null. With
/// `default`, it may be absent; for `#[serde(deserialize_with)]`.
pub(crate) fn nullable_map<'de, D, T>(
    deserializer: D,
) -> Result<Option<Nullable<BTreeMap<String, T>>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let map = nullable::option::<D, NonNull<BTreeMap<String, T>>>(deserializer)?;
    Ok(map.map(|map| map.map(|NonNull(map)| map)))
}

/// Collection without nulls.
struct NonNull<C>(C);

/// Visitor for a collection of this type.
struct NonNullVisitor<C>(PhantomData<fn() -> C>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for NonNull<Vec<T>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = NonNullVisitor::<Vec<T>>(PhantomData);
        deserializer.deserialize_seq(visitor).map(Self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for NonNullVisitor<Vec<T>> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element::<Option<Object<T>>>()? {
            list.extend(element.map(|Object(element)| element));
        }
        Ok(list)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for NonNull<BTreeMap<String, T>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = NonNullVisitor::<BTreeMap<String, T>>(PhantomData);
        deserializer.deserialize_map(visitor).map(Self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for NonNullVisitor<BTreeMap<String, T>> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(
        self,
        mut entries: A,
    ) -> Result<BTreeMap<String, T>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, value)) = entries.next_entry::<_, Option<Object<T>>>()? {
            if let Some(Object(value)) = value {
                map.insert(key, value);
            }
        }
        Ok(map)
    }
}
