//! Requests: who sends them, which operation they call, and whether its parameters allow that.

mod amendments;
mod authentication;
mod encoded;
mod limits;
mod parameters;
mod routes;
mod values;

use http::Request;
use serde_json::Value;

#[cfg(feature = "tower")]
pub(super) use self::encoded::MAX_BODY;
pub(super) use self::parameters::leave_out_ignored;
pub(super) use self::routes::find as find_route;
pub(super) use self::values::spelled;
use super::account::Account;
use super::refusal::Refusal;
use super::tables::{Authentication, Operation, Parameter, Route, Tables};
use crate::runtime::transport::Bytes;

/// A request that calls an operation with parameters that it has.
pub(super) struct CheckedRequest {
    pub(super) tables: &'static Tables,
    pub(super) operation: &'static Operation,
    pub(super) route: &'static Route,
    /// The decoded arguments of the path, in the order of the segments.
    pub(super) arguments: Vec<String>,
    /// The parameters that the request sets, in the order of the operation.
    ///
    /// Null where the empty text stands for null; values of enums in the spelling of the table; timestamps in UTC and
    /// whole seconds; JSON text, durations and dates as they were sent; lists as arrays.
    pub(super) parameters: Vec<(&'static Parameter, Value)>,
    /// The decoded query as it was sent, for the URLs of pages.
    pub(super) query: Vec<(String, String)>,
    /// The path as it was sent, for the refusal of one that leads to no instance.
    pub(super) path: String,
    /// `true` if webhooks are sent.
    pub(super) webhooks: bool,
}

/// Parameters that an operation does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnknownParameters {
    Refused,
    /// As the API does.
    Ignored,
}

/// Checks a request. What is wrong with the credentials is refused first, then the path and the method, then the
/// parameters, in the order of the request and of the operation.
pub(super) fn check(
    tables: &'static Tables,
    account: &Account,
    unknown: UnknownParameters,
    request: &Request<Bytes>,
) -> Result<CheckedRequest, Refusal> {
    let path = request.uri().path();
    let found = routes::find(tables, request.method(), request.uri());
    let expected = found.as_ref().map(|found| found.operation.authentication);
    let expected = expected.unwrap_or(Authentication::Credentials);
    authentication::check(account, expected, request.headers())?;
    let found = found?;
    let query = encoded::query(request)?;
    let form = encoded::form(request)?;
    let (operation, route) = (found.operation, found.route);
    let texts = parameters::sort(operation, &query, &form);
    if let (UnknownParameters::Refused, Some(unknown)) = (unknown, &texts.unknown) {
        return Err(parameters::refuse_unknown(operation, route, unknown));
    }
    let set = parameters::check(operation, request.headers(), texts)?;
    Ok(CheckedRequest {
        tables,
        operation,
        route,
        arguments: found.arguments,
        webhooks: parameters::wants_webhooks(&set),
        parameters: set,
        query: query.iter().map(encoded::Pair::decoded).collect(),
        path: path.to_owned(),
    })
}
