//! Pages: their sizes, tokens and URLs.

use form_urlencoded::Serializer;
use serde_json::{Value, json};

use crate::runtime::fake::refusal::Refusal;
use crate::runtime::fake::request::CheckedRequest;
use crate::runtime::fake::store::InstanceId;

/// The size of a page unless the request sets it or the list has a smaller maximum.
const DEFAULT_SIZE: usize = 50;
/// The number of a page, which only means something to the client.
const PAGE: &str = "Page";
/// The token of a page.
const PAGE_TOKEN: &str = "PageToken";
/// The parameter of the size, unless the operation names another one.
const PAGE_SIZE: &str = "PageSize";
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
        let size_name = paging.and_then(|paging| paging.page_size).unwrap_or(PAGE_SIZE);
        let maximum = paging.and_then(|paging| paging.max_page_size);
        let maximum = maximum.unwrap_or(usize::MAX);
        let size = number(request, size_name)?
            .map_or(DEFAULT_SIZE, |size| usize::try_from(size).unwrap_or(usize::MAX));
        Ok(Self {
            direction: direction(request)?,
            size: size.clamp(1, maximum.max(1)),
            number: number(request, PAGE)?.unwrap_or(0),
        })
    }

    /// Returns `meta` of the page, whose first and last instances are given.
    pub(super) fn meta(
        &self,
        base_url: &str,
        request: &CheckedRequest,
        (first, last): (Option<InstanceId>, Option<InstanceId>),
        has_previous: bool,
        has_next: bool,
    ) -> Value {
        let url = |number: u64, token: Option<String>| {
            format!("{base_url}{}", self.target(request, number, token))
        };
        let previous = || {
            let token = first.map(|id| token(BEFORE, id));
            url(self.number.saturating_sub(1), token)
        };
        let next =
            || url(self.number.saturating_add(1), last.map(|id| token(AFTER, id)));
        let own = match self.direction {
            Direction::First => None,
            Direction::After(id) => Some(token(AFTER, id)),
            Direction::Before(id) => Some(token(BEFORE, id)),
        };
        json!({
            "page": self.number,
            "page_size": self.size,
            "first_page_url": url(0, None),
            "previous_page_url": has_previous.then(previous),
            "url": url(self.number, own),
            "next_page_url": has_next.then(next),
            "key": request.operation.paging.map(|paging| paging.items),
        })
    }

    /// Returns the path and the query of a page: the filters, then its size, its number and its token.
    fn target(
        &self,
        request: &CheckedRequest,
        number: u64,
        token: Option<String>,
    ) -> String {
        let paging = request.operation.paging;
        let size_name = paging.and_then(|paging| paging.page_size).unwrap_or(PAGE_SIZE);
        let is_filter = |name: &str| ![size_name, PAGE, PAGE_TOKEN].contains(&name);
        let filters = request.query.iter().filter(|(name, _)| is_filter(name));
        let mut query = Serializer::new(String::new());
        query.extend_pairs(filters);
        query.append_pair(size_name, &self.size.to_string());
        query.append_pair(PAGE, &number.to_string());
        if let Some(token) = token {
            query.append_pair(PAGE_TOKEN, &token);
        }
        format!("{}?{}", request.path, query.finish())
    }
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
    let Some(token) = text(request, PAGE_TOKEN) else {
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
            "The parameter `{PAGE_TOKEN}` is invalid: expected the token of a page of this list"
        ))),
    }
}

/// Returns the token of the page after or before an instance.
fn token(prefix: &str, id: InstanceId) -> String {
    format!("{prefix}{id:032x}")
}
