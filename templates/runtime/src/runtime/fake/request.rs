//! Requests: which operation they call, and with what.

use http::Request;
use serde_json::Value;

use super::account::Account;
use super::refusal::Refusal;
use super::tables::{Operation, Parameter, Route, Tables};
use crate::runtime::transport::Bytes;

/// A request that calls an operation with parameters that it has.
pub(super) struct CheckedRequest {
    pub(super) tables: &'static Tables,
    pub(super) operation: &'static Operation,
    pub(super) route: &'static Route,
    /// The decoded arguments of the path, in the order of the segments.
    pub(super) arguments: Vec<String>,
    /// The parameters that the request sets, in the order of the operation. Null where the empty text stands for null.
    pub(super) parameters: Vec<(&'static Parameter, Value)>,
    /// The decoded query as it was sent, for the URLs of pages.
    pub(super) query: Vec<(String, String)>,
    /// The path as it was sent, for the refusal of one that leads to no instance.
    pub(super) path: String,
    /// `true` if webhooks are sent.
    pub(super) webhooks: bool,
}

/// Checks a request: its credentials, its path and its parameters.
pub(super) fn check(
    tables: &'static Tables,
    account: &Account,
    request: &Request<Bytes>,
) -> Result<CheckedRequest, Refusal> {
    let _ = (tables, account);
    Err(Refusal::not_found(request.uri().path()))
}
