//! Recognizes the pagination of an operation, by its parameters and its response, and by `x-paging`.

use super::envelope::{Envelope, Next};
use super::words::{self, Word};
use crate::ir::{
    ExplicitKind, ExplicitPaging, Location, Method, Operation, Paging, PagingKind,
    Parameter, TokenProperties, Type,
};

/// Why an operation is not a list.
pub(super) enum Refusal {
    /// Nothing about it is like a list.
    Unlike,
    /// It looks like one, but this is missing.
    Incomplete(String),
    /// This member of `x-paging` names something that is not there.
    Mismatch(&'static str, String),
}

/// Returns the pagination of an operation and the type of its items.
pub(super) fn recognise(
    operation: &Operation,
    envelope: Option<&Envelope<'_>>,
) -> Result<(Paging, Type), Refusal> {
    let none = ExplicitPaging::default();
    let explicit = operation.explicit_paging.as_ref().unwrap_or(&none);
    let incomplete = |reason: &str| Refusal::Incomplete(reason.to_owned());
    let has_selector = query(operation).any(|one| Word::of(&one.wire).selects_page());
    let Some(envelope) = envelope else {
        let reason = "the response is not an object";
        return Err(if has_selector {
            incomplete(reason)
        } else {
            Refusal::Unlike
        });
    };
    let Some(next) = next(envelope, explicit)? else {
        let reason = "nothing in the response leads to the next page";
        return Err(if has_selector || envelope.is_alike {
            incomplete(reason)
        } else {
            Refusal::Unlike
        });
    };
    if operation.method != Method::Get {
        return Err(incomplete("the next page is requested by `GET`, without a body"));
    }
    let (items, item) = items(envelope, explicit)?;
    let kind = match next {
        Next::Url => PagingKind::NextPageUrl,
        Next::Uri => PagingKind::NextPageUri,
        Next::Token(properties) => PagingKind::Token {
            parameter: token_parameter(operation, &properties, explicit)?,
            properties,
        },
    };
    let size = page_size(operation, &kind, explicit)?;
    let undeclared = match kind {
        PagingKind::NextPageUrl | PagingKind::NextPageUri => Some(PAGE_SIZE.to_owned()),
        PagingKind::Token { .. } => None,
    };
    let paging = Paging {
        items: items.to_owned(),
        page_size: size.map(|size| size.wire.clone()).or(undeclared),
        max_page_size: size.and_then(|size| size.maximum),
        kind,
    };
    Ok((paging, item.clone()))
}

/// The parameter of the page size that all lists with links accept, whether declared or not.
const PAGE_SIZE: &str = "PageSize";

/// Returns what leads to the next page.
fn next(
    envelope: &Envelope<'_>,
    explicit: &ExplicitPaging,
) -> Result<Option<Next>, Refusal> {
    let names_tokens = explicit.next.is_some() || explicit.token.is_some();
    match explicit.kind {
        Some(ExplicitKind::NextPageUrl) => return Ok(Some(Next::Url)),
        Some(ExplicitKind::NextPageUri) => return Ok(Some(Next::Uri)),
        None if !names_tokens => return Ok(envelope.next.clone()),
        None | Some(ExplicitKind::Token) => {}
    }
    let mut tokens = match &explicit.next {
        Some(path) => Some(envelope.tokens_at(path).ok_or_else(|| {
            Refusal::Mismatch("next", format!("the response has no string `{path}`"))
        })?),
        None => envelope.tokens(),
    };
    if let (Some(tokens), Some(name)) = (&mut tokens, &explicit.previous) {
        if !envelope.has_beside(tokens, name) {
            let found = format!("there is no string `{name}` beside `{}`", tokens.next);
            return Err(Refusal::Mismatch("previous", found));
        }
        tokens.previous = Some(name.clone());
    }
    Ok(tokens.map(Next::Token))
}

/// Returns the property of the items, and their type.
fn items<'m>(
    envelope: &Envelope<'m>,
    explicit: &ExplicitPaging,
) -> Result<(&'m str, &'m Type), Refusal> {
    if let Some(name) = &explicit.items {
        let found = envelope.arrays.iter().find(|(own, _)| own == name);
        return found.copied().ok_or_else(|| {
            Refusal::Mismatch("items", format!("the response has no array `{name}`"))
        });
    }
    let reason = match &envelope.arrays[..] {
        [only] => return Ok(*only),
        [] => "no property of the response is an array",
        _ => "several properties of the response are arrays",
    };
    Err(Refusal::Incomplete(reason.to_owned()))
}

/// Returns the query parameter that takes the token of a page.
fn token_parameter(
    operation: &Operation,
    properties: &TokenProperties,
    explicit: &ExplicitPaging,
) -> Result<String, Refusal> {
    if let Some(name) = &explicit.token {
        return named(operation, "token", name).map(|one| one.wire.clone());
    }
    let texts = query(operation).filter(|parameter| parameter.ty.is_text());
    let suited = texts.filter_map(|parameter| {
        let rank = Word::of(&parameter.wire).suits_token(&properties.next)?;
        Some((rank, parameter))
    });
    let best = suited.min_by_key(|(rank, _)| *rank);
    best.map(|(_, parameter)| parameter.wire.clone()).ok_or_else(|| {
        let next = &properties.next;
        Refusal::Incomplete(format!("no query parameter takes the token `{next}`"))
    })
}

/// Returns the query parameter that sets the page size.
fn page_size<'o>(
    operation: &'o Operation,
    kind: &PagingKind,
    explicit: &ExplicitPaging,
) -> Result<Option<&'o Parameter>, Refusal> {
    if let Some(name) = &explicit.page_size {
        return named(operation, "page-size", name).map(Some);
    }
    let suited = query(operation).filter_map(|parameter| {
        let word = Word::of(&parameter.wire);
        let rank = match kind {
            PagingKind::NextPageUrl | PagingKind::NextPageUri => {
                word.is(words::PAGE_SIZE).then_some(0)
            }
            PagingKind::Token { .. } => word.suits_size(),
        }?;
        Some((rank, parameter))
    });
    Ok(suited.min_by_key(|(rank, _)| *rank).map(|(_, parameter)| parameter))
}

/// Returns the query parameter that a member of `x-paging` names.
fn named<'o>(
    operation: &'o Operation,
    member: &'static str,
    name: &str,
) -> Result<&'o Parameter, Refusal> {
    query(operation).find(|parameter| parameter.wire == name).ok_or_else(|| {
        Refusal::Mismatch(member, format!("there is no query parameter `{name}`"))
    })
}

fn query(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|one| one.location == Location::Query)
}
