//! Pages: their sizes, tokens and URLs.

use form_urlencoded::Serializer;
use serde_json::{Map, Value, json};

use crate::runtime::fake::refusal::Refusal;
use crate::runtime::fake::request::CheckedRequest;
use crate::runtime::fake::store::InstanceId;
use crate::runtime::{Paging, PagingKind, TokenPaging};

/// The size of a page unless the request sets it or the list has a smaller maximum.
const DEFAULT_SIZE: usize = 50;
/// The number of a page, which only means something to the client.
const PAGE: &str = "Page";
/// The token of a page, unless the operation names another one.
const PAGE_TOKEN: &str = "PageToken";
/// The prefix of the token of a page that comes after an instance.
const AFTER: &str = "PA";
/// The prefix of the token of a page that comes before an instance.
const BEFORE: &str = "PB";

/// The position of a page. It is that of an instance, so that deleting others does not move it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Direction {
    /// The first page.
    First,
    /// The page after an instance.
    After(InstanceId),
    /// The page before an instance.
    Before(InstanceId),
}

impl Direction {
    /// Returns the position of the page on the other side, including the instance itself.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::First => Self::First,
            Self::After(id) => Self::Before(id.saturating_add(1)),
            Self::Before(id) => Self::After(id.saturating_sub(1)),
        }
    }
}

/// The paths and queries of a page and its neighbors.
struct Links {
    first: String,
    own: String,
    previous: Option<String>,
    next: Option<String>,
}

/// The page that a request asks for.
pub(super) struct PageRequest {
    pub(super) direction: Direction,
    pub(super) size: usize,
    number: u64,
}

impl PageRequest {
    /// Reads the parameters of a request.
    pub(super) fn of(request: &CheckedRequest) -> Result<Self, Refusal> {
        let paging = request.operation.paging;
        let maximum = paging.and_then(|paging| paging.max_page_size);
        let maximum = maximum.map_or(usize::MAX, |maximum| {
            usize::try_from(maximum).unwrap_or(usize::MAX)
        });
        let size = match paging.and_then(|paging| paging.page_size) {
            Some(name) => number(request, name)?,
            None => None,
        };
        let size = size
            .map_or(DEFAULT_SIZE, |size| usize::try_from(size).unwrap_or(usize::MAX));
        Ok(Self {
            direction: direction(request)?,
            size: size.clamp(1, maximum.max(1)),
            number: number(request, PAGE)?.unwrap_or(0),
        })
    }

    /// Returns the properties of a page beside its items, the first and the last of which are given.
    pub(super) fn meta(
        &self,
        base_url: &str,
        request: &CheckedRequest,
        (first, last): (Option<InstanceId>, Option<InstanceId>),
        has_previous: bool,
        has_next: bool,
    ) -> Map<String, Value> {
        let previous = has_previous.then(|| first.map(|id| token(BEFORE, id)));
        let next = has_next.then(|| last.map(|id| token(AFTER, id)));
        let kind = request.operation.paging.map(|paging| &paging.kind);
        if let Some(PagingKind::Token(names)) = kind {
            let key = request.operation.paging.map(|paging| paging.items);
            return self.tokens(names, key, previous.flatten(), next.flatten());
        }
        let own = match self.direction {
            Direction::First => None,
            Direction::After(id) => Some(token(AFTER, id)),
            Direction::Before(id) => Some(token(BEFORE, id)),
        };
        let target = |number, token| self.target(request, number, token);
        let links = Links {
            first: target(0, None),
            own: target(self.number, own),
            previous: previous.map(|token| target(self.number.saturating_sub(1), token)),
            next: next.map(|token| target(self.number.saturating_add(1), token)),
        };
        if let Some(PagingKind::NextPageUri) = kind {
            self.uris(links)
        } else {
            self.urls(base_url, request, links)
        }
    }

    /// Returns `meta` with URLs.
    fn urls(
        &self,
        base_url: &str,
        request: &CheckedRequest,
        links: Links,
    ) -> Map<String, Value> {
        let url = |target: String| format!("{base_url}{target}");
        let meta = json!({
            "page": self.number,
            "page_size": self.size,
            "first_page_url": url(links.first),
            "previous_page_url": links.previous.map(url),
            "url": url(links.own),
            "next_page_url": links.next.map(url),
            "key": request.operation.paging.map(|paging| paging.items),
        });
        object([("meta", meta)])
    }

    /// Returns the properties of a page with paths of its neighbors.
    fn uris(&self, links: Links) -> Map<String, Value> {
        object([
            ("page", self.number.into()),
            ("page_size", self.size.into()),
            ("first_page_uri", links.first.into()),
            ("previous_page_uri", links.previous.into()),
            ("uri", links.own.into()),
            ("next_page_uri", links.next.into()),
        ])
    }

    /// Returns the properties of a page with tokens of its neighbors.
    fn tokens(
        &self,
        names: &TokenPaging,
        key: Option<&'static str>,
        previous: Option<String>,
        next: Option<String>,
    ) -> Map<String, Value> {
        let members: [(Option<&str>, Value); 4] = [
            (Some(names.next), next.into()),
            (names.previous, previous.into()),
            (names.page_size, self.size.into()),
            (names.key, key.into()),
        ];
        let declared =
            members.into_iter().filter_map(|(name, value)| Some((name?, value)));
        // The document need not allow null: what there is not is left out.
        let meta = object(declared.filter(|(_, value)| !value.is_null()));
        match names.within {
            Some(within) => object([(within, meta.into())]),
            None => meta,
        }
    }

    /// Returns the path and the query of a page: the filters, then its size, its number and its token.
    fn target(
        &self,
        request: &CheckedRequest,
        number: u64,
        token: Option<String>,
    ) -> String {
        let paging = request.operation.paging;
        let size_name = paging.and_then(|paging| paging.page_size);
        let is_filter =
            |name: &str| ![PAGE, PAGE_TOKEN].contains(&name) && size_name != Some(name);
        let filters = request.query.iter().filter(|(name, _)| is_filter(name));
        let mut query = Serializer::new(String::new());
        query.extend_pairs(filters);
        if let Some(name) = size_name {
            query.append_pair(name, &self.size.to_string());
        }
        query.append_pair(PAGE, &number.to_string());
        if let Some(token) = token {
            query.append_pair(PAGE_TOKEN, &token);
        }
        format!("{}?{}", request.path, query.finish())
    }
}

/// Returns an object with these members.
fn object<'m>(
    members: impl IntoIterator<Item = (&'m str, Value)>,
) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Returns a parameter of the query.
fn text<'a>(request: &'a CheckedRequest, wanted: &str) -> Option<&'a str> {
    let mut query = request.query.iter();
    query.find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

/// Returns a parameter of the query that is a number.
fn number(request: &CheckedRequest, name: &str) -> Result<Option<u64>, Refusal> {
    text(request, name).map(str::parse).transpose().map_err(|_| {
        Refusal::invalid(format!(
            "The parameter `{name}` is invalid: expected an integer that is not negative"
        ))
    })
}

/// Returns the position of the page that a token names.
fn direction(request: &CheckedRequest) -> Result<Direction, Refusal> {
    let paging = request.operation.paging;
    let name = paging.and_then(Paging::token_parameter).unwrap_or(PAGE_TOKEN);
    let Some(token) = text(request, name) else {
        return Ok(Direction::First);
    };
    let id = |prefix| {
        let digits = token.strip_prefix(prefix)?;
        // `from_str_radix` accepts a sign, too.
        let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        InstanceId::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal)
    };
    match (id(AFTER), id(BEFORE)) {
        (Some(id), _) => Ok(Direction::After(id)),
        (_, Some(id)) => Ok(Direction::Before(id)),
        _ => Err(Refusal::invalid(format!(
            "The parameter `{name}` is invalid: expected the token of a page of this list"
        ))),
    }
}

/// Returns the token of the page after or before an instance.
fn token(prefix: &str, id: InstanceId) -> String {
    format!("{prefix}{id:032x}")
}
