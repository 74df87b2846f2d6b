//! The behavior of operations, as far as their parameters do not decide it.

use super::conditions::condition;
use super::effects::Parameters;
use super::names::Names;
use super::paths;
use crate::ir::fake::drafts::{ConditionalRefusalDraft, OperationDraft};
use crate::ir::fake::{self, ConditionalRefusal};
use crate::ir::{
    Action, BodyEncoding, Operation, Resource, ResourceId, ResponseBody, Status, Type,
};

/// Returns the behavior of the operations of a resource, with these parameters. It is known which properties it has, or
/// not.
pub(super) fn operations(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    is_known: bool,
    parameters: Parameters,
) -> Vec<fake::Operation> {
    let context = names.context;
    let resource = context.api.resource(id);
    let operations = resource.operations.iter().zip(parameters);
    let operations = operations.map(|(operation, parameters)| {
        let routes = resource.scopes.entries().map(|(scope, _)| {
            let identified = paths::identified(context.api, id, scope);
            paths::segments(&operation.routes[scope].path, &identified)
        });
        let drafts = operation.routes.iter();
        let drafts =
            drafts.filter_map(|route| context.api.fake.operations.get(&route.id));
        let drafts: Vec<&OperationDraft> = drafts.collect();
        let refuse = drafts.iter().find(|draft| !draft.refuse.is_empty());
        let refuse = refuse.map_or(&[][..], |draft| &draft.refuse);
        let status_of_draft = drafts.iter().find_map(|draft| draft.status);
        fake::Operation {
            is_supported: is_known && is_supported(resource, operation),
            paths: routes.collect(),
            status: status_of_draft.unwrap_or_else(|| status(operation)),
            parameters,
            refusals: refuse
                .iter()
                .filter_map(|draft| refusal(names, id, operation, draft))
                .collect(),
        }
    });
    operations.collect()
}

fn refusal(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    operation: &Operation,
    draft: &ConditionalRefusalDraft,
) -> Option<ConditionalRefusal> {
    Some(ConditionalRefusal {
        condition: condition(names, id, Some(operation), &draft.condition)?,
        refusal: draft.refusal.clone(),
    })
}

/// Returns `true` if the fake can execute an operation: a conventional one on instances whose properties are known, with a
/// form or without a body, at the server of the API.
fn is_supported(resource: &Resource, operation: &Operation) -> bool {
    let is_at_its_place = match operation.action {
        Action::Create | Action::List => !resource.is_of_instance(operation),
        _ => resource.is_of_instance(operation),
    };
    let body = operation.success();
    let is_instance = |ty: &Type| matches!(ty, Type::Model(_));
    let has_body = match (&operation.action, body) {
        (
            Action::Create | Action::Update | Action::Patch | Action::Fetch,
            ResponseBody::Value(ty),
        ) => is_instance(ty),
        (
            Action::Create | Action::Update | Action::Patch | Action::Delete,
            ResponseBody::Empty,
        ) => true,
        (Action::List, ResponseBody::Page(item)) => is_instance(item),
        (Action::List, ResponseBody::Value(Type::Array(item))) => is_instance(item),
        _ => false,
    };
    let mut routes = operation.routes.iter();
    has_body
        && is_at_its_place
        && !matches!(operation.body, Some(BodyEncoding::Json(_)))
        && operation.server.is_none()
        && !routes.any(|route| paths::has_several_arguments(&route.path))
}

/// Returns the status of a successful response.
fn status(operation: &Operation) -> u16 {
    let declared =
        operation.responses.iter().find_map(|response| match response.status {
            Status::Code(code) => Some(code),
            Status::Success | Status::Default => None,
        });
    declared.unwrap_or(match (&operation.action, operation.success()) {
        (Action::Create, _) => 201,
        (_, ResponseBody::Empty) => 204,
        _ => 200,
    })
}
