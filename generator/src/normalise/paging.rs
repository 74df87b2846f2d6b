//! Pass: a `GET` operation whose response contains a single array and leads to the next page is a list.
//!
//! A page leads to the next one by `meta.next_page_url`, by `next_page_uri`, or by a token that a query parameter takes. With
//! other methods the response remains a model: the next page is fetched by `GET`, without the body of the request.
//!
//! `x-paging` determines it where these rules do not.
//!
//! The client handles pagination, so the parameters that select a page are hidden. The property of the items and the maximum
//! page size are kept for the client.

mod envelope;
mod recognition;
mod words;

use std::collections::HashMap;

use self::envelope::Envelope;
use self::recognition::Refusal;
use self::words::Word;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::{
    Location, LoweredApi, ModelId, Operation, Paging, PagingKind, Parameter,
    ResponseBody, Role, Type,
};

/// Detects list operations and converts their responses to pages.
///
/// Notes operations that only look like lists, and reports names in `x-paging` that nothing has with the severity `mismatch`.
pub(super) fn find_lists(
    api: &mut LoweredApi,
    mismatch: Severity,
    found: &mut Diagnostics,
) {
    let LoweredApi {
        resources, models, ..
    } = api;
    // Many operations may return the same model, which is examined once.
    let mut envelopes: HashMap<ModelId, Envelope<'_>> = HashMap::new();
    let operations = resources.iter_mut().flat_map(|resource| &mut resource.operations);
    for operation in operations {
        if operation.explicit_paging.as_ref().is_some_and(|paging| !paging.is_list) {
            continue;
        }
        let envelope = match operation.success() {
            ResponseBody::Value(Type::Model(model)) => {
                let examine = || Envelope::of(&models[*model], models);
                Some(&*envelopes.entry(*model).or_insert_with(examine))
            }
            _ => None,
        };
        match recognition::recognise(operation, envelope) {
            Ok((paging, item)) => turn_into_list(operation, paging, &item),
            Err(refusal) => found.extend(report(operation, refusal, mismatch)),
        }
    }
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

/// Returns the problem of an operation that is not a list, if there is one.
fn report(
    operation: &Operation,
    refusal: Refusal,
    mismatch: Severity,
) -> Option<Diagnostic> {
    let explicit = operation.explicit_paging.as_ref();
    let place = explicit.map(|explicit| explicit.pointer.clone());
    let place = place.unwrap_or_else(|| operation.routes.first().pointer.clone());
    let expected = "an array of items, and `meta.next_page_url`, `next_page_uri`, or a token that a query parameter takes";
    match (refusal, explicit) {
        (Refusal::Mismatch(member, problem), _) => Some(
            Diagnostic::new(mismatch, place.join(member), problem)
                .help("correct the name, or add what it names to the document"),
        ),
        (Refusal::Incomplete(reason), Some(_)) => Some(
            Diagnostic::new(mismatch, place, format!("the operation is not a list: {reason}"))
                .expected(expected)
                .help("name what the rules do not find in `x-paging`"),
        ),
        (Refusal::Unlike, Some(_)) => Some(
            Diagnostic::new(mismatch, place, "the operation is not a list")
                .expected(expected)
                .help("name what the rules do not find in `x-paging`"),
        ),
        (Refusal::Incomplete(reason), None) => Some(
            Diagnostic::note(
                place,
                format!("the operation looks like a list, but is not one: {reason}"),
            )
            .expected(expected)
            .help("describe it with `x-paging` in an overlay; `x-paging: false` if it is not a list"),
        ),
        (Refusal::Unlike, None) => None,
    }
}
