//! The behavior of operations, as far as their parameters do not decide it.

use super::Source;
use super::context::Context;
use super::paths;
use crate::ir::fake::{self, Effect};
use crate::ir::{Action, Operation, ResourceId, ResponseBody, Status, Type};

/// Returns the behavior of the operations of a resource, whose parameters have these effects.
pub(super) fn operations(
    context: &Context<'_>,
    id: ResourceId,
    effects: Vec<Vec<Effect>>,
) -> Vec<fake::Operation> {
    let resource = context.api.resource(id);
    let operations = resource.operations.iter().zip(effects);
    let operations = operations.map(|(operation, effects)| {
        let routes = resource.scopes.entries().map(|(scope, _)| {
            let identified = paths::identified(context.api, id, scope);
            paths::segments(&operation.routes[scope].path, &identified)
        });
        let parameters = effects.into_iter().map(|effect| fake::Parameter {
            max_length: None,
            refusal: None,
            limit_refusal: None,
            max_items: None,
            ignored_with: None,
            values: Vec::new(),
            prefix: None,
            effect,
        });
        fake::Operation {
            is_supported: is_supported(context.api, id, operation),
            paths: routes.collect(),
            status: status(operation),
            parameters: parameters.collect(),
            refusals: Vec::new(),
        }
    });
    operations.collect()
}

/// Returns `true` if the fake can execute an operation: a conventional one on instances whose properties are known, at the
/// server of the API.
fn is_supported(api: &Source, id: ResourceId, operation: &Operation) -> bool {
    let body = operation.success();
    let is_instance = |ty: &Type| matches!(ty, Type::Model(_));
    let has_body = match (&operation.action, body) {
        (Action::Create | Action::Update | Action::Fetch, ResponseBody::Value(ty)) => {
            is_instance(ty)
        }
        (Action::Create | Action::Update | Action::Delete, ResponseBody::Empty) => true,
        (Action::List, ResponseBody::Page(item)) => is_instance(item),
        (Action::List, ResponseBody::Value(Type::Array(item))) => is_instance(item),
        _ => false,
    };
    let mut routes = operation.routes.iter();
    has_body
        && api.resource(id).model.is_some()
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
