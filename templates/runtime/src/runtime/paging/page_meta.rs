//! The metadata of a page, and its decoding.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::kind::{MetaMember, Paging};
use crate::runtime::Redacted;
use crate::runtime::values::lenient;

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
    /// URL of the next page; `None` on the last page. Some lists send a path with a query instead of a URL, or only the token of
    /// the page: then it is the URL of this page with that token.
    pub next_page_url: Option<String>,
    /// Number of this page, from 0; `None` if the API sends something else.
    #[serde(default, deserialize_with = "lenient::count")]
    pub page: Option<u64>,
    /// Number of items per page that were requested; `None` if the API sends something else.
    #[serde(default, deserialize_with = "lenient::count")]
    pub page_size: Option<u64>,
    /// URL of the previous page, made like that of the next one; `None` on the first page.
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

/// Reads the metadata of a page, among the other properties of the response.
pub(crate) struct MetaReader {
    paging: &'static Paging,
    meta: PageMeta,
}

impl MetaReader {
    /// Creates a reader of the metadata of a list.
    pub(crate) fn new(paging: &'static Paging) -> Self {
        Self {
            paging,
            meta: PageMeta::default(),
        }
    }

    /// Returns what was read. The links of a list with tokens are still tokens.
    pub(crate) fn finish(self) -> PageMeta {
        self.meta
    }

    /// Reads the value of a property of the response that does not contain the items.
    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        match self.paging.meta_property() {
            Some(property) if property == name => map.next_value_seed(MetaSeed(self)),
            Some(_) => map.next_value::<IgnoredAny>().map(|_| ()),
            None => self.read_member(name, map),
        }
    }

    /// Reads the value of a member of the metadata.
    fn read_member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let meta = &mut self.meta;
        match self.paging.meta_member(name) {
            Some(MetaMember::Next) => meta.next_page_url = map.next_value()?,
            Some(MetaMember::Previous) => meta.previous_page_url = map.next_value()?,
            Some(MetaMember::First) => meta.first_page_url = map.next_value::<Text>()?.0,
            Some(MetaMember::Own) => meta.url = map.next_value::<Text>()?.0,
            Some(MetaMember::Key) => meta.key = map.next_value::<Text>()?.0,
            Some(MetaMember::Number) => meta.page = map.next_value::<Count>()?.0,
            Some(MetaMember::Size) => meta.page_size = map.next_value::<Count>()?.0,
            None => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// A string, or `None` for any other value.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text(#[serde(deserialize_with = "lenient::text")] Option<String>);

/// A count, or `None` for any other value.
#[derive(Deserialize)]
#[serde(transparent)]
struct Count(#[serde(deserialize_with = "lenient::count")] Option<u64>);

/// Seed for the object that contains the metadata. Null means the same as a missing property: there are no other pages.
struct MetaSeed<'r>(&'r mut MetaReader);

impl<'de> DeserializeSeed<'de> for MetaSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for MetaSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.0.read_member(&name, &mut map)?;
        }
        Ok(())
    }
}
