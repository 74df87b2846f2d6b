//! Documentation of requests: their routes, retries, authentication, and the bodies of responses and errors.

use super::types::Types;
use crate::ir::{Authentication, Operation, ResponseBody, Route, Type};
use crate::text::rustdoc::{Inline, Prose, joined};

/// Returns which errors have bodies of which types.
pub(super) fn error_bodies(types: Types<'_>, operation: &Operation) -> Inline {
    let mut statuses: Vec<(&Type, Vec<&str>)> = Vec::new();
    for error in &operation.errors {
        match statuses.iter_mut().find(|(ty, _)| **ty == error.ty) {
            Some((_, known)) => known.push(&error.status),
            None => statuses.push((&error.ty, vec![&error.status])),
        }
    }
    if statuses.is_empty() {
        return Inline::default();
    }
    let listed = statuses.into_iter().map(|(ty, statuses)| {
        let codes = Inline::separated(statuses.into_iter().map(Inline::code), ", ");
        joined![types.model_link(ty), " for ", codes]
    });
    joined![
        "[`Error::decode_body`](crate::Error::decode_body) decodes the bodies of errors: ",
        Inline::separated(listed, "; "),
        "."
    ]
}

/// Returns the documentation of a response body that is not JSON.
pub(super) fn received(operation: &Operation) -> &'static str {
    match operation.success() {
        ResponseBody::Text(_) => {
            "The response body is text. Bytes that are not UTF-8 are replaced by `U+FFFD`."
        }
        ResponseBody::Bytes(_) => "The response body is returned as received.",
        ResponseBody::Empty | ResponseBody::Value(_) | ResponseBody::Page(_) => "",
    }
}

/// Returns the documentation of retries, which depend on the method.
pub(super) fn repetition(operation: &Operation) -> &'static str {
    if operation.idempotency_key().is_some() {
        "Idempotent, by a random key in a header: [retried](crate::RetryPolicy) after timeouts, connection failures, and \
         429 and 5xx responses."
    } else if operation.is_repeatable() {
        "Idempotent: [retried](crate::RetryPolicy) after timeouts, connection failures, and \
         429 and 5xx responses."
    } else {
        "Not idempotent: [retried](crate::RetryPolicy) only after 429, or if the connection failed before anything was sent."
    }
}

/// Returns the documentation of the authentication, unless the client's credentials are sent as they are.
pub(super) fn authentication(operation: &Operation) -> Inline {
    match operation.authentication {
        Authentication::Credentials => "",
        Authentication::AccessToken => {
            "Requires an access token: with [credentials](crate::Credentials) other than `oauth`, `access_token` or \
             `bearer`, the request fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration)."
        }
        Authentication::None => "Sent without credentials.",
    }
    .into()
}

/// Returns the documentation of the HTTP calls of an operation, one per scope.
pub(super) fn routes(operation: &Operation) -> Prose {
    let route = |route: &Route| {
        let server = operation.server.as_ref().map_or("", |server| &server.url);
        let call = Inline::code(&format!("{} {server}{}", operation.method, route.path));
        let mark = if route.deprecated { ", deprecated" } else { "" };
        joined![call, " (", Inline::code(&route.id), ")", mark]
    };
    let all = &operation.routes;
    if all.len() == 1 {
        joined!["Sends ", route(all.first()), "."].into()
    } else {
        Prose::blocks([
            Inline::from(
                "Sends one of these requests, depending on the parent of the handle:",
            )
            .into(),
            Prose::list(all.iter().map(route)),
        ])
    }
}
