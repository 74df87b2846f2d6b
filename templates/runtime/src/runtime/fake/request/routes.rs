//! The operation that a method and a path call.

use http::{Method, Uri};

use super::super::path;
use super::super::refusal::Refusal;
use super::super::tables::{Operation, Route, Segment, Tables};

/// An operation in one of its scopes.
pub(in super::super) struct FoundRoute {
    pub(in super::super) operation: &'static Operation,
    pub(in super::super) route: &'static Route,
    /// The decoded arguments of the path.
    pub(in super::super) arguments: Vec<String>,
}

/// Returns the route of a request. If several paths match, that which is the first to have a literal segment wins.
pub(in super::super) fn find(
    tables: &'static Tables,
    method: &Method,
    uri: &Uri,
) -> Result<FoundRoute, Refusal> {
    let path = uri.path();
    let mut matching: Vec<_> = matching(tables, uri.host(), path).collect();
    if matching.is_empty() {
        return Err(Refusal::not_found(path));
    }
    let methods: Vec<_> = matching.iter().map(|found| found.operation.method).collect();
    matching.retain(|found| found.operation.method == method.as_str());
    let wins = |best: FoundRoute, next: FoundRoute| {
        if is_more_literal(next.route.path, best.route.path) {
            next
        } else {
            best
        }
    };
    let found = matching.into_iter().reduce(wins);
    found.ok_or_else(|| Refusal::method_not_allowed(methods))
}

/// Returns the routes whose path matches, whatever their method.
fn matching(
    tables: &'static Tables,
    host: Option<&str>,
    path: &str,
) -> impl Iterator<Item = FoundRoute> {
    let routes = tables.operations_at(host).flat_map(|operation| {
        operation.routes.iter().map(move |route| (operation, route))
    });
    routes.filter_map(move |(operation, route)| {
        path::arguments(route.path, path).map(|arguments| FoundRoute {
            operation,
            route,
            arguments,
        })
    })
}

/// Returns `true` if of the first segments in which two paths differ, only that of the first path is literal.
fn is_more_literal(path: &[Segment], other: &[Segment]) -> bool {
    let is_literal = |segment: &Segment| segment.argument.is_none();
    let pairs = path.iter().zip(other);
    let mut pairs = pairs.map(|(one, two)| (is_literal(one), is_literal(two)));
    pairs.find(|(one, two)| one != two) == Some((true, false))
}
