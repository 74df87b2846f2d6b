//! Pass: callers can wait for an operation if another one fetches its status by a single argument.

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{
    IdVec, LoweredApi, Method, Model, ModelId, Operation, ResponseBody, Role, Type,
    Undecided, WaitKind,
};

type Models = IdVec<ModelId, Model<Undecided>>;

/// Reports references to statuses that cannot be fetched, and removes them.
pub(super) fn check(api: &mut LoweredApi, found: &mut Diagnostics) {
    let LoweredApi {
        resources, models, ..
    } = api;
    let known =
        ids_of_statuses(resources.iter().flat_map(|one| &one.operations), models);
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        if let Some(problem) = problem(operation, &known, models) {
            found.push(problem);
            operation.wait = None;
        }
    }
}

/// Returns the `operationId`s of the routes on which a status is fetched by one argument.
fn ids_of_statuses<'a>(
    operations: impl Iterator<Item = &'a Operation>,
    models: &Models,
) -> HashSet<String> {
    let fetching = operations.filter(|operation| fetches_status(operation, models));
    let routes = fetching.flat_map(|operation| operation.routes.iter());
    let routes = routes.filter(|route| route.path.arguments().count() == 1);
    routes.map(|route| route.id.clone()).collect()
}

/// Returns what is wrong with how callers wait for an operation.
fn problem(
    operation: &Operation,
    known: &HashSet<String>,
    models: &Models,
) -> Option<Diagnostic> {
    let wait = operation.wait.as_ref()?;
    match &wait.kind {
        WaitKind::Started {
            operation: status, ..
        } => (!known.contains(status)).then(|| {
            Diagnostic::error(
                wait.pointer.join("operation"),
                format!("`{status}` does not fetch a status"),
            )
            .expected("the `operationId` of an operation with `x-wait` in its response and one argument in its path")
            .help("correct the `operationId`, or add `x-wait` with `status`, `done` and `failed` to the response of that operation")
        }),
        WaitKind::Status { property, .. } => (!fetches_status(operation, models)).then(|| {
            Diagnostic::error(wait.pointer.clone(), "the operation does not fetch a status")
                .expected(format!("a `GET` request without required parameters outside the path, and an object with `{property}` in its response"))
                .help("remove `x-wait`, or correct its `status`")
        }),
    }
}

fn fetches_status(operation: &Operation, models: &Models) -> bool {
    let wait = operation.wait.as_ref().map(|wait| &wait.kind);
    let Some(WaitKind::Status { property, .. }) = wait else {
        return false;
    };
    let ResponseBody::Value(Type::Model(model)) = operation.success() else {
        return false;
    };
    let has_property = models[*model].fields.iter().any(|field| field.wire == *property);
    let is_free =
        operation.parameters.iter().all(|parameter| parameter.role != Role::Argument);
    has_property && is_free && operation.method == Method::Get
}
