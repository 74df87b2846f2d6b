//! Tokens that continue a pagination later.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::page_link::PageLink;
use crate::runtime::values::redacted::REDACTED;
use crate::runtime::{Error, Result};

/// Position in a list, from which pagination can be resumed later, also in another process.
///
/// Returned by the `continuation` methods of [`Page`](super::Page), [`Pages`](super::Pages) and
/// [`Items`](super::Items), and accepted by the `resume` method of every list request:
///
/// ```ignore
/// # async fn store(token: Option<client_runtime::PageToken>) {}
/// # async fn example(client: client_runtime::Client, stored: Option<client_runtime::PageToken>) -> client_runtime::Result<()> {
/// let mut list = client.conversation("CH0123456789abcdef0123456789abcdef").messages().list();
/// if let Some(token) = stored {
///     list = list.resume(token);
/// }
/// let mut pages = list.pages();
/// while let Some(page) = pages.try_next().await? {
///     for message in &page.items {
///         println!("{}", message.sid);
///     }
///     store(page.continuation()).await;
/// }
/// # Ok(())
/// # }
/// ```
///
/// To store a token, convert it to a string with [`Display`](fmt::Display), [`FromStr`] or serde. The string consists
/// of the URL of the page and what remains of the limit, in a format that may change. It contains no credentials; but a
/// filter in the URL may be personal data, so `Debug` redacts it.
///
/// The URL of a page in a response, such as [`PageMeta::next_page_url`](super::PageMeta::next_page_url), is a token
/// too, and so is its path with the query. A list requests only pages of its own, from the client's own destination:
/// see `resume`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[doc(alias("cursor", "resume"))]
pub struct PageToken(String);

/// The content of a token.
#[derive(Clone, Copy)]
pub(crate) struct PagePosition<'a> {
    /// The URL of the page.
    pub(crate) url: &'a str,
    /// Number of items of the page that were returned before.
    pub(crate) skip: u64,
    /// Remaining limit.
    pub(crate) limit: Option<u64>,
}

impl PageToken {
    /// Creates the token of a position.
    pub(crate) fn new(position: PagePosition<'_>) -> Self {
        let PagePosition { url, skip, limit } = position;
        // The fragment of a URL is never sent in a request, so it can contain data that is not meant for the API.
        let url = url.split('#').next().unwrap_or_default();
        let skip = (skip > 0).then(|| format!("skip={skip}"));
        let limit = limit.map(|limit| format!("limit={limit}"));
        let notes: Vec<_> = [skip, limit].into_iter().flatten().collect();
        if notes.is_empty() {
            return Self(url.to_owned());
        }
        Self(format!("{url}#{}", notes.join("&")))
    }

    /// Returns the token of a position within the page of this token.
    pub(crate) fn within(&self, skip: usize, limit: Option<u64>) -> Self {
        let skip = skip as u64;
        Self::new(PagePosition {
            url: self.as_str(),
            skip,
            limit,
        })
    }

    /// Returns the token as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the position of the token. The destination of its URL is not checked.
    pub(crate) fn position(&self) -> Result<PagePosition<'_>> {
        let (url, notes) = match self.0.split_once('#') {
            Some((url, notes)) => (url, Some(notes)),
            None => (self.as_str(), None),
        };
        let mut position = PagePosition {
            url,
            skip: 0,
            limit: None,
        };
        for note in notes.into_iter().flat_map(|notes| notes.split('&')) {
            let number = |name| note.strip_prefix(name)?.parse::<u64>().ok();
            if let Some(skip) = number("skip=") {
                position.skip = skip;
            } else if let Some(limit) = number("limit=") {
                position.limit = Some(limit);
            } else {
                return Err(not_a_token());
            }
        }
        match PageLink::parse(position.url) {
            Ok(_) => Ok(position),
            Err(reason) => Err(not_a_token().with_source(reason)),
        }
    }
}

/// Returns the error for a string that is neither a token nor the URL of a page.
fn not_a_token() -> Error {
    Error::page(
        "the text is not a page token: neither one from `continuation` nor the URL of a page",
    )
}

/// Converts a token string, or the URL of a page, which is validated when it is used.
impl From<&str> for PageToken {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Converts a token string, or the URL of a page, which is validated when it is used.
impl From<String> for PageToken {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&String> for PageToken {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl From<&Self> for PageToken {
    fn from(token: &Self) -> Self {
        token.clone()
    }
}

impl From<PageToken> for String {
    fn from(token: PageToken) -> Self {
        token.0
    }
}

/// Parses a token string, or the URL of a page. Its destination is validated when it is used.
impl FromStr for PageToken {
    type Err = Error;

    /// Fails with [`ErrorKind::Page`](crate::runtime::ErrorKind::Page) if the string is not a token.
    fn from_str(text: &str) -> Result<Self> {
        let token = Self::from(text);
        token.position()?;
        Ok(token)
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for PageToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PageToken({REDACTED})")
    }
}
