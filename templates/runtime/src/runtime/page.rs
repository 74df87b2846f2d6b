//! One page of a list.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, Visitor,
};
use serde::{Deserialize, Deserializer, Serialize};

use super::base_url::RequestUrl;
use super::trail::Trail;
use super::{PageToken, Redacted, ResponseFuture};

/// One page of a list.
#[derive(Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page, in the order of the API.
    pub items: Vec<T>,
    /// What the API says of this page and of those next to it.
    pub meta: PageMeta,
    /// The URL that was asked for.
    url: RequestUrl,
    /// How many items at its start were left out, because they were handed out before.
    skipped: usize,
    /// How many items are wanted after those of this page.
    wanted: Option<u64>,
    trail: Trail,
}

/// What the API says of a page.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PageMeta {
    /// The URL of the first page.
    pub first_page_url: Option<String>,
    /// The property of the API's answer that held the items.
    pub key: Option<String>,
    /// The URL of the next page; `None` on the last one.
    pub next_page_url: Option<String>,
    /// The number of this page, from 0.
    pub page: Option<u64>,
    /// How many items were asked for at a time.
    pub page_size: Option<u64>,
    /// The URL of the previous page; `None` on the first one.
    pub previous_page_url: Option<String>,
    /// The URL of this page.
    pub url: Option<String>,
}

impl PageMeta {
    /// The URL of the next page, if there is one.
    fn next(&self) -> Option<&str> {
        self.next_page_url.as_deref().filter(|url| !url.is_empty())
    }

    /// The URL of the previous page, if there is one.
    fn previous(&self) -> Option<&str> {
        let url = self.previous_page_url.as_deref();
        url.filter(|url| !url.is_empty())
    }
}

impl<T> Page<T> {
    /// A page, and how to go on from it.
    pub(crate) fn new(
        items: Vec<T>,
        meta: PageMeta,
        url: RequestUrl,
        trail: Trail,
    ) -> Self {
        Self {
            items,
            meta,
            url,
            skipped: 0,
            wanted: None,
            trail,
        }
    }

    /// The page without what was handed out before, and without what exceeds the limit.
    pub(crate) fn cut(mut self, skip: usize, limit: Option<u64>) -> Self {
        self.skipped = skip.min(self.items.len());
        self.items.drain(..self.skipped);
        if let Some(limit) = limit {
            self.items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            self.wanted = Some(limit.saturating_sub(self.items.len() as u64));
        }
        self
    }

    /// How many items are wanted after those of this page.
    pub(crate) fn wanted(&self) -> Option<u64> {
        self.wanted
    }

    /// How many items of the page are not in [`items`](Self::items), because they were handed out before.
    pub(crate) fn skipped(&self) -> usize {
        self.skipped
    }

    /// The token of the page itself.
    pub(crate) fn token(&self) -> PageToken {
        self.trail.token(&self.url.to_string(), 0, None)
    }

    /// Where to go on after this page, to be kept and given to `resume` of the same list; `None` where there is no more
    /// to read, because this is the last page or because the limit is reached.
    pub fn continuation(&self) -> Option<PageToken> {
        let link = self.meta.next().filter(|_| self.wanted != Some(0))?;
        Some(self.trail.token(link, 0, self.wanted))
    }

    /// Whether there is a page after this one.
    pub fn has_next_page(&self) -> bool {
        self.meta.next().is_some()
    }

    /// Whether there is a page before this one.
    pub fn has_previous_page(&self) -> bool {
        self.meta.previous().is_some()
    }
}

impl<T: DeserializeOwned + 'static> Page<T> {
    /// Fetches the page after this one; `None` if this is the last.
    ///
    /// The path and query of the link that the API gave are asked for at the client's own destination: its region, or its
    /// [`base_url`](super::ClientBuilder::base_url) with the path of that. The link may name that destination, a host of
    /// the API in any region, or no host at all. Credentials are never sent to another host than the client's own.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Page`](super::ErrorKind::Page), before anything is sent, if the link names another host, if URL parsers
    /// would disagree on its path (a backslash, a segment `..`), or if it leads to a page that was read already on the way
    /// here.
    pub fn next_page(&self) -> ResponseFuture<Option<Self>> {
        let link = self.meta.next().map(ToOwned::to_owned);
        self.trail.clone().fetch_linked(link, None)
    }

    /// Fetches the page after this one, if there is one and more is wanted.
    pub(crate) fn next_wanted(&self) -> Option<ResponseFuture<Option<Self>>> {
        self.fetch_next_by(self.trail.clone())
    }

    /// The same, before anyone waits for it.
    pub(crate) fn next_ahead(&self) -> Option<ResponseFuture<Option<Self>>> {
        self.fetch_next_by(self.trail.clone().ahead())
    }

    /// Fetches the page after this one by a trail, if there is one and more is wanted.
    fn fetch_next_by(&self, trail: Trail) -> Option<ResponseFuture<Option<Self>>> {
        let link = self.meta.next().filter(|_| self.wanted != Some(0))?.to_owned();
        Some(trail.fetch_linked(Some(link), self.wanted))
    }

    /// Fetches the page before this one; `None` if this is the first.
    ///
    /// # Errors
    ///
    /// As with [`next_page`](Self::next_page).
    pub fn previous_page(&self) -> ResponseFuture<Option<Self>> {
        let link = self.meta.previous().map(ToOwned::to_owned);
        self.trail.turned().fetch_linked(link, None)
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Page")
            .field("items", &self.items)
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}

/// Shows which links there are, not where they lead: a filter in a URL may be personal data.
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

/// Reads a page whose items stand under a name that is not known before.
pub(crate) struct PageSeed<T> {
    items: &'static str,
    item: PhantomData<fn() -> T>,
}

impl<T> PageSeed<T> {
    /// Reads the items from the property of that name.
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
        // A struct, though its fields are not those of a type, so that errors can name them: see `json_path`.
        deserializer.deserialize_struct(self.items, &["meta"], self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for PageSeed<T> {
    type Value = (Vec<T>, PageMeta);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a page of {}", self.items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut items = None;
        let mut meta = PageMeta::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == self.items {
                items = Some(map.next_value()?);
            } else if key == "meta" {
                // Null says as little as nothing: then there is no other page.
                meta = map.next_value::<Option<PageMeta>>()?.unwrap_or_default();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let items = items.ok_or_else(|| de::Error::missing_field(self.items))?;
        Ok((items, meta))
    }
}
