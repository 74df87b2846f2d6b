//! The body of a page, whose items are in a property with a different name for each list.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::kind::Paging;
use super::page_meta::{MetaReader, PageMeta};
use crate::runtime::values::object::JsonObject;

/// Seed for a page whose items are in a property with a name that is known only at runtime.
pub(crate) struct PageSeed<T> {
    paging: &'static Paging,
    item: PhantomData<fn() -> T>,
}

impl<T> PageSeed<T> {
    /// Creates a seed for a page of a list.
    pub(crate) fn new(paging: &'static Paging) -> Self {
        Self {
            paging,
            item: PhantomData,
        }
    }
}

impl<T> Clone for PageSeed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PageSeed<T> {}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for PageSeed<T> {
    type Value = (Vec<T>, PageMeta);

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for PageSeed<T> {
    type Value = (Vec<T>, PageMeta);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        expect_page(formatter, self.paging)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut items = None;
        let mut meta = MetaReader::new(self.paging);
        while let Some(key) = map.next_key::<String>()? {
            if key == self.paging.items {
                items = Some(map.next_value_seed(ItemsSeed(PhantomData))?);
            } else {
                meta.read(&key, &mut map)?;
            }
        }
        let items = items.ok_or_else(|| de::Error::missing_field(self.paging.items))?;
        Ok((items, meta.finish()))
    }
}

/// Writes what is expected in place of a page.
fn expect_page(formatter: &mut fmt::Formatter<'_>, paging: &Paging) -> fmt::Result {
    write!(formatter, "a page of {}", paging.items)
}

/// Seed for the metadata of a page, whatever its items are.
#[derive(Clone, Copy)]
pub(crate) struct PageMetaSeed(pub(crate) &'static Paging);

impl<'de> DeserializeSeed<'de> for PageMetaSeed {
    type Value = PageMeta;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<PageMeta, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for PageMetaSeed {
    type Value = PageMeta;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        expect_page(formatter, self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PageMeta, A::Error> {
        let mut meta = MetaReader::new(self.0);
        while let Some(key) = map.next_key::<String>()? {
            if key == self.0.items {
                map.next_value::<IgnoredAny>()?;
            } else {
                meta.read(&key, &mut map)?;
            }
        }
        Ok(meta.finish())
    }
}

/// Seed for the items of a page.
struct ItemsSeed<T>(PhantomData<fn() -> T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for ItemsSeed<T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ItemsSeed<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(JsonObject(item)) = elements.next_element()? {
            items.push(item);
        }
        Ok(items)
    }
}
