//! The items of a page that are decoded one at a time.

use bytes::Bytes;
use serde::de::IgnoredAny;

use super::kind::Paging;
use super::page_body::PageMetaSeed;
use super::page_meta::PageMeta;
use crate::runtime::Error;
use crate::runtime::error::DecodeError;
use crate::runtime::response::surrogates::replace_unpaired;
use crate::runtime::response::{OperationResponse, decode_model};

/// The items of a page of which at least one cannot be decoded. Each is decoded when it is needed, so that many errors
/// use no more memory than one.
pub(crate) struct RawItems {
    response: OperationResponse,
    /// The property that contains the items.
    name: &'static str,
    /// The position of the next item.
    cursor: Cursor,
    /// The index of the next item in the page.
    index: usize,
    remaining: usize,
}

impl RawItems {
    /// Returns the items and the metadata of the page in a response; `None` if it is not a page.
    pub(crate) fn find(
        response: OperationResponse,
        paging: &'static Paging,
    ) -> Option<(Self, PageMeta)> {
        let body = response.received.body.clone();
        let body = replace_unpaired(&body).map_or(body, Bytes::from);
        serde_json::from_slice::<IgnoredAny>(&body).ok()?;
        let meta = decode_model(&body, PageMetaSeed(paging)).ok()?;
        let items = property(body, paging.items)?;
        // Values without a size take no memory.
        let count = serde_json::from_slice::<Vec<IgnoredAny>>(&items).ok()?.len();
        let mut cursor = Cursor::new(items);
        cursor.skip(b'[');
        let items = Self {
            response,
            name: paging.items,
            cursor,
            index: 0,
            remaining: count,
        };
        Some((items, meta))
    }

    /// Returns the number of remaining items.
    pub(crate) fn len(&self) -> usize {
        self.remaining
    }

    /// Advances past the next item, and returns its JSON.
    pub(crate) fn advance(&mut self) -> Option<Bytes> {
        self.remaining = self.remaining.checked_sub(1)?;
        self.index += 1;
        self.cursor.skip(b',');
        self.cursor.value()
    }

    /// Returns the error for the item that was advanced past last.
    pub(crate) fn reject(&self, error: DecodeError) -> Error {
        self.response.clone().reject(&error.in_item(self.name, self.index - 1))
    }

    /// Skips items at the start, and drops those that exceed the limit.
    pub(crate) fn cut(mut self, skip: usize, limit: usize) -> Self {
        while self.index < skip && self.advance().is_some() {}
        self.remaining = self.remaining.min(limit);
        self
    }
}

/// Returns the JSON of the value of a property.
fn property(page: Bytes, wanted: &str) -> Option<Bytes> {
    let mut cursor = Cursor::new(page);
    if !cursor.skip(b'{') {
        return None;
    }
    let mut found = None;
    while !cursor.skip(b'}') {
        let name = cursor.value()?;
        cursor.skip(b':');
        let value = cursor.value()?;
        cursor.skip(b',');
        if serde_json::from_slice::<String>(&name).is_ok_and(|name| name == wanted) {
            found = Some(value);
        }
    }
    found
}

/// A cursor in JSON that is known to be valid.
struct Cursor {
    json: Bytes,
    at: usize,
}

impl Cursor {
    fn new(json: Bytes) -> Self {
        Self { json, at: 0 }
    }

    /// Skips whitespace, and then the given byte if it is next.
    fn skip(&mut self, byte: u8) -> bool {
        let is_space = |byte: &&u8| b" \t\r\n".contains(byte);
        self.at += self.json[self.at..].iter().take_while(is_space).count();
        let is_next = self.json.get(self.at) == Some(&byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Skips a value, and returns its JSON.
    fn value(&mut self) -> Option<Bytes> {
        let reader = serde_json::Deserializer::from_slice(&self.json[self.at..]);
        let mut values = reader.into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let start = self.at;
        self.at += values.byte_offset();
        Some(self.json.slice(start..self.at))
    }
}
