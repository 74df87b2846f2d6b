//! The body of a page, whose items are in a property with a different name for each list.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::Redacted;
use crate::runtime::values::lenient;
use crate::runtime::values::object::JsonObject;

/// Metadata of a [`Page`](super::Page): its number and size, and the URLs of its neighbors.
///
/// ```
/// use client_runtime::Page;
///
/// fn describe<T>(page: &Page<T>) -> String {
///     let number = page.meta.page.unwrap_or_default();
///     let more = if page.continuation().is_some() { "more follow" } else { "the last page" };
///     format!("page {number}: {} items, {more}", page.items.len())
/// }
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PageMeta {
    /// URL of the first page.
    #[serde(default, deserialize_with = "lenient::text")]
    pub first_page_url: Option<String>,
    /// Name of the property of the response that contained the items.
    #[serde(default, deserialize_with = "lenient::text")]
    pub key: Option<String>,
    /// URL of the next page; `None` on the last page.
    pub next_page_url: Option<String>,
    /// Number of this page, from 0; `None` if the API sends something else.
    #[serde(default, deserialize_with = "lenient::count")]
    pub page: Option<u64>,
    /// Number of items per page that were requested; `None` if the API sends something else.
    #[serde(default, deserialize_with = "lenient::count")]
    pub page_size: Option<u64>,
    /// URL of the previous page; `None` on the first page.
    pub previous_page_url: Option<String>,
    /// URL of this page.
    #[serde(default, deserialize_with = "lenient::text")]
    pub url: Option<String>,
}

impl PageMeta {
    /// Returns the URL of the next page, if there is one.
    pub(crate) fn next(&self) -> Option<&str> {
        self.next_page_url.as_deref().filter(|url| !url.is_empty())
    }

    /// Returns the URL of the previous page, if there is one.
    pub(crate) fn previous(&self) -> Option<&str> {
        let url = self.previous_page_url.as_deref();
        url.filter(|url| !url.is_empty())
    }
}

/// Redacts the URLs: a filter in a URL may be personal data.
impl fmt::Debug for PageMeta {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PageMeta")
            .field("first_page_url", &Redacted(&self.first_page_url))
            .field("key", &self.key)
            .field("next_page_url", &Redacted(&self.next_page_url))
            .field("page", &self.page)
            .field("page_size", &self.page_size)
            .field("previous_page_url", &Redacted(&self.previous_page_url))
            .field("url", &Redacted(&self.url))
            .finish()
    }
}

/// Seed for a page whose items are in a property with a name that is known only at runtime.
pub(crate) struct PageSeed<T> {
    items: &'static str,
    item: PhantomData<fn() -> T>,
}

impl<T> PageSeed<T> {
    /// Creates a seed that reads the items from the property with this name.
    pub(crate) fn new(items: &'static str) -> Self {
        Self {
            items,
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
        expect_page(formatter, self.items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut items = None;
        let mut meta = PageMeta::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == self.items {
                items = Some(map.next_value_seed(ItemsSeed(PhantomData))?);
            } else if key == "meta" {
                // Null means the same as a missing property: there are no other pages.
                let found = map.next_value::<Option<JsonObject<PageMeta>>>()?;
                meta = found.map_or_else(PageMeta::default, |JsonObject(meta)| meta);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let items = items.ok_or_else(|| de::Error::missing_field(self.items))?;
        Ok((items, meta))
    }
}

/// Writes what is expected in place of a page.
fn expect_page(formatter: &mut fmt::Formatter<'_>, items: &str) -> fmt::Result {
    write!(formatter, "a page of {items}")
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
