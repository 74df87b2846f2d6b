//! The items of a page. Their type is erased until a caller takes them, so that what fetches pages is compiled only once.

use std::any::Any;
use std::marker::PhantomData;
use std::vec;

use serde::de::DeserializeOwned;

use super::kind::Paging;
use super::page_body::PageSeed;
use super::page_meta::PageMeta;
use super::raw_items::RawItems;
use crate::runtime::error::DecodeError;
use crate::runtime::response::{decode_model, read};
use crate::runtime::values::object::JsonObject;
use crate::runtime::{Error, Result};

/// An item of a list.
pub(crate) trait ListItem: DeserializeOwned + Send + Sync + 'static {}

impl<T: DeserializeOwned + Send + Sync + 'static> ListItem for T {}

/// Decodes the pages of a list with items of one type.
#[derive(Clone, Copy)]
pub(crate) struct PageDecoder {
    decode: Decode,
    decode_raw: fn(RawItems) -> Result<ErasedItems>,
}

/// Decodes the body of a page of a list.
type Decode = fn(
    &[u8],
    &'static Paging,
) -> std::result::Result<(ErasedItems, PageMeta), DecodeError>;

impl PageDecoder {
    /// Returns the decoder of pages with items of this type.
    pub(crate) fn of<T: ListItem>() -> Self {
        Self {
            decode: |body, paging| {
                let (items, meta) = decode_model(body, PageSeed::<T>::new(paging))?;
                Ok((ErasedItems::decoded(items), meta))
            },
            decode_raw: |items| {
                ErasedItems::Raw(items).all::<T>().map(ErasedItems::decoded)
            },
        }
    }

    /// Decodes the body of a page of a list.
    pub(crate) fn decode(
        self,
        body: &[u8],
        paging: &'static Paging,
    ) -> std::result::Result<(ErasedItems, PageMeta), DecodeError> {
        (self.decode)(body, paging)
    }
}

/// The items of a page, of a type that is known to whom takes them.
pub(crate) enum ErasedItems {
    /// All items were decoded.
    Decoded {
        /// A `Vec` of all items of the page.
        items: Box<dyn Any + Send + Sync>,
        /// The index of the first item to return.
        start: usize,
        /// The number of items to return.
        len: usize,
    },
    /// Not all of them can be decoded.
    Raw(RawItems),
}

impl ErasedItems {
    fn decoded<T: Send + Sync + 'static>(items: Vec<T>) -> Self {
        Self::Decoded {
            start: 0,
            len: items.len(),
            items: Box::new(items),
        }
    }

    /// Returns the number of items.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Decoded { len, .. } => *len,
            Self::Raw(items) => items.len(),
        }
    }

    /// Skips items at the start, and drops those that exceed the limit.
    pub(crate) fn cut(self, skip: usize, limit: usize) -> Self {
        match self {
            Self::Decoded { items, start, len } => {
                let skip = skip.min(len);
                Self::Decoded {
                    items,
                    start: start + skip,
                    len: (len - skip).min(limit),
                }
            }
            Self::Raw(items) => Self::Raw(items.cut(skip, limit)),
        }
    }

    /// Returns all items, decoded, or the error for the first that cannot be.
    pub(crate) fn complete(self, decoder: PageDecoder) -> Result<Self> {
        match self {
            Self::Raw(items) => (decoder.decode_raw)(items),
            Self::Decoded { .. } => Ok(self),
        }
    }

    /// Returns the items to be taken one by one.
    pub(crate) fn typed<T: 'static>(self) -> PageItems<T> {
        match self {
            Self::Decoded { items, start, len } => {
                PageItems::Decoded(section(items, start, len).into_iter())
            }
            Self::Raw(items) => PageItems::Raw(items),
        }
    }

    /// Returns all items, or the error for the first that cannot be decoded.
    pub(crate) fn all<T: DeserializeOwned + 'static>(self) -> Result<Vec<T>> {
        let (items, _, error) = self.decodable();
        error.map_or(Ok(items), Err)
    }

    /// Returns the items that can be decoded, the number of those that cannot, and the error for the first of those.
    pub(crate) fn decodable<T: DeserializeOwned + 'static>(
        self,
    ) -> (Vec<T>, usize, Option<Error>) {
        match self {
            Self::Decoded { items, start, len } => (section(items, start, len), 0, None),
            Self::Raw(items) => decodable(items),
        }
    }
}

/// Returns `len` items from an index on.
fn section<T: 'static>(items: Box<dyn Any>, start: usize, len: usize) -> Vec<T> {
    let Ok(mut items) = items.downcast::<Vec<T>>() else {
        unreachable!("a list has items of one type");
    };
    items.truncate(start + len);
    if start > 0 {
        items.split_off(start)
    } else {
        *items
    }
}

/// The items of a page that have not been returned yet.
pub(crate) enum PageItems<T> {
    /// All items were decoded.
    Decoded(vec::IntoIter<T>),
    /// Not all of them can be decoded.
    Raw(RawItems),
}

impl<T> PageItems<T> {
    /// Returns the number of remaining items.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Decoded(items) => items.len(),
            Self::Raw(items) => items.len(),
        }
    }
}

impl<T: DeserializeOwned> Iterator for PageItems<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        match self {
            Self::Decoded(items) => items.next().map(Ok),
            Self::Raw(items) => decode_next(items),
        }
    }
}

/// Returns the items that can be decoded, the number of those that cannot, and the error for the first of those.
fn decodable<T: DeserializeOwned>(mut raw: RawItems) -> (Vec<T>, usize, Option<Error>) {
    let mut items = Vec::new();
    let first = loop {
        match decode_next(&mut raw) {
            Some(Ok(item)) => items.push(item),
            Some(Err(error)) => break error,
            None => return (items, 0, None),
        }
    };
    let mut undecodable = 1;
    // The paths of the other errors are not needed.
    while let Some(json) = raw.advance() {
        match read(&json, PhantomData) {
            Ok(JsonObject(item)) => items.push(item),
            Err(_) => undecodable += 1,
        }
    }
    (items, undecodable, Some(first))
}

/// Decodes the next of the items.
fn decode_next<T: DeserializeOwned>(items: &mut RawItems) -> Option<Result<T>> {
    let json = items.advance()?;
    Some(match decode_model(&json, PhantomData) {
        Ok(JsonObject(item)) => Ok(item),
        Err(error) => Err(items.reject(error)),
    })
}
