//! Pass: a `GET` operation whose response contains a single array and leads to the next page is a list.
//!
//! A page leads to the next one by `meta.next_page_url`, by `next_page_uri`, or by a token that a query parameter takes. With
//! other methods the response remains a model: the next page is fetched by `GET`, without the body of the request.
//!
//! The client handles pagination, so the parameters that select a page are hidden. The property of the items and the maximum
//! page size are kept for the client.

mod envelope;
mod words;

use std::collections::HashMap;

use self::envelope::{Envelope, Next};
use self::words::Word;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{
    Location, LoweredApi, Method, ModelId, Operation, Paging, PagingKind, Parameter,
    ResponseBody, Role, TokenProperties, Type,
};

/// Detects list operations and converts their responses to pages. Notes operations that only look like lists.
pub(super) fn find_lists(api: &mut LoweredApi, found: &mut Diagnostics) {
    let LoweredApi {
        resources, models, ..
    } = api;
    // Many operations may return the same model, which is examined once.
    let mut envelopes: HashMap<ModelId, Envelope> = HashMap::new();
    let operations = resources.iter_mut().flat_map(|resource| &mut resource.operations);
    for operation in operations {
        let envelope = match operation.success() {
            ResponseBody::Value(Type::Model(model)) => {
                let model = *model;
                let examine = || Envelope::of(&models[model], models);
                Some(&*envelopes.entry(model).or_insert_with(examine))
            }
            _ => None,
        };
        match recognise(operation, envelope) {
            Ok((paging, item)) => turn_into_list(operation, paging, &item),
            Err(Some(reason)) => found.push(looks_like_a_list(operation, &reason)),
            Err(None) => {}
        }
    }
}

/// Returns the pagination of an operation and the type of its items; or, if it only looks like a list, the reason why it is
/// not one.
fn recognise(
    operation: &Operation,
    envelope: Option<&Envelope>,
) -> Result<(Paging, Type), Option<String>> {
    let selector = query(operation).find(|one| Word::of(&one.wire).selects_page());
    let Some(envelope) = envelope else {
        let reason = "the response is not an object";
        return Err(selector.map(|_| reason.to_owned()));
    };
    let Some(next) = &envelope.next else {
        let reason = "nothing in the response leads to the next page";
        let is_alike = selector.is_some() || envelope.hint.is_some();
        return Err(is_alike.then(|| reason.to_owned()));
    };
    if operation.method != Method::Get {
        let reason = "the next page would be requested by `GET`, without the body";
        return Err(Some(reason.to_owned()));
    }
    let [(items, item)] = &envelope.arrays[..] else {
        return Err(Some(match envelope.arrays.len() {
            0 => "no property of the response is an array".to_owned(),
            _ => "several properties of the response are arrays".to_owned(),
        }));
    };
    let kind = match next {
        Next::Url => PagingKind::NextPageUrl,
        Next::Uri => PagingKind::NextPageUri,
        Next::Token(properties) => PagingKind::Token {
            parameter: token_parameter(operation, properties).ok_or_else(|| {
                format!("no query parameter takes the token `{}`", properties.next)
            })?,
            properties: properties.clone(),
        },
    };
    let size = page_size(operation, &kind);
    let paging = Paging {
        items: items.clone(),
        page_size: size.map(|size| size.wire.clone()),
        max_page_size: size.and_then(|size| size.maximum),
        kind,
    };
    Ok((paging, item.clone()))
}

fn query(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|one| one.location == Location::Query)
}

/// Returns the query parameter that takes the token of a page.
fn token_parameter(
    operation: &Operation,
    properties: &TokenProperties,
) -> Option<String> {
    let texts = query(operation).filter(|parameter| parameter.ty.is_text());
    let suited = texts.filter_map(|parameter| {
        let rank = Word::of(&parameter.wire).suits_token(&properties.next)?;
        Some((rank, parameter))
    });
    let best = suited.min_by_key(|(rank, _)| *rank);
    best.map(|(_, parameter)| parameter.wire.clone())
}

/// Returns the query parameter that sets the page size.
fn page_size<'o>(operation: &'o Operation, kind: &PagingKind) -> Option<&'o Parameter> {
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
    suited.min_by_key(|(rank, _)| *rank).map(|(_, parameter)| parameter)
}

fn turn_into_list(operation: &mut Operation, paging: Paging, item: &Type) {
    let is_of_page = |parameter: &Parameter| {
        let word = Word::of(&parameter.wire);
        match &paging.kind {
            _ if paging.page_size.as_ref() == Some(&parameter.wire) => true,
            PagingKind::NextPageUrl | PagingKind::NextPageUri => {
                word.is(words::PAGE) || word.is(words::PAGE_TOKEN)
            }
            // The token of the first page may be required.
            PagingKind::Token {
                parameter: token, ..
            } => {
                !parameter.required && (*token == parameter.wire || word.is(words::PAGE))
            }
        }
    };
    let parameters = operation.parameters.iter_mut();
    let parameters = parameters.filter(|one| one.location == Location::Query);
    parameters.filter(|one| is_of_page(one)).for_each(hide);
    for response in &mut operation.responses {
        if response.body != ResponseBody::Empty {
            response.body = ResponseBody::Page(item.clone());
        }
    }
    operation.paging = Some(paging);
}

/// Makes a parameter the client's business. No caller gives its values, so a set of them is nothing that callers see.
fn hide(parameter: &mut Parameter) {
    parameter.role = Role::Hidden;
    let ty = parameter.ty.innermost_mut();
    if let Type::Enumeration(_) = ty {
        *ty = Type::String;
    }
}

fn looks_like_a_list(operation: &Operation, reason: &str) -> Diagnostic {
    let route = operation.routes.first();
    let found =
        format!("the operation looks like a list, but its pages are not: {reason}");
    Diagnostic::note(route.pointer.clone(), found)
        .expected("one array of items, and `meta.next_page_url`, `next_page_uri`, or a token that a query parameter takes")
        .help("callers get the response as it is")
}
