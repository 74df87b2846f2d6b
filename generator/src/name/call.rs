//! Rust calls of operations, such as `client.service(..).conversation(..).participants()`.

use crate::ir::{
    Api, Operation, PathArgument, PathTemplate, Resource, ResourceId, ResourceKind,
    Role, ScopeId,
};
use crate::name::{Names, OperationNames};

/// Returns the calls that lead from the client to a handle, with arguments formatted by `argument`.
///
/// `scope` is the scope of the resource, and `path` a path of the resource in that scope, which contains the arguments.
pub fn steps(
    api: &Api,
    names: &Names,
    id: ResourceId,
    scope: ScopeId,
    path: &PathTemplate,
    mut argument: impl FnMut(&PathArgument) -> String,
) -> Vec<String> {
    let mut line = vec![id];
    let mut current = (id, scope);
    while let Some(parent) = api.resource(current.0).scopes[current.1].parent {
        line.push(parent.0);
        current = parent;
    }
    line.reverse();
    let mut arguments = path.arguments();
    let call = |&step: &ResourceId| {
        let names = names.resource(step);
        let is_instance = api.resource(step).kind == ResourceKind::Collection
            && (step != id || path.last_argument().is_some());
        match (is_instance, &names.instance_accessor) {
            (true, Some(accessor)) => {
                let given = arguments.next().map(&mut argument).unwrap_or_default();
                format!("{accessor}({given})")
            }
            _ => format!("{}()", names.accessor),
        }
    };
    line.iter().map(call).collect()
}

/// Returns the complete call of an operation in one scope, with arguments as their wire names in braces.
pub fn whole(
    api: &Api,
    names: &Names,
    id: ResourceId,
    (operation, operation_names): (&Operation, &OperationNames),
    scope: ScopeId,
) -> String {
    let braced = |wire: &str| format!("{{{wire}}}");
    let path = &operation.routes[scope].path;
    let mut calls = vec!["client".to_owned()];
    calls.extend(steps(api, names, id, scope, path, |argument| braced(&argument.wire)));
    let required =
        operation.parameters.iter().filter(|parameter| parameter.role == Role::Argument);
    let arguments: Vec<String> =
        required.map(|parameter| braced(&parameter.wire)).collect();
    calls.push(format!("{}({})", operation_names.method, arguments.join(", ")));
    calls.join(".")
}

/// Returns `true` if an operation belongs to an instance instead of the collection.
pub fn is_of_instance(resource: &Resource, operation: &Operation) -> bool {
    resource.kind == ResourceKind::Singleton
        || operation.routes.first().path.last_argument().is_some()
}
