//! Rust calls of operations, such as `client.service(..).conversation(..).participants()`.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{
    Api, HandleKind, Operation, Parent, PathArgument, PathTemplate, ResourceId, Role,
    ScopeId,
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
    let mut line = vec![(id, scope, api.resource(id).handle_of(path))];
    let mut current = (id, scope);
    while let Some(parent) = api.resource(current.0).scopes[current.1].parent {
        line.push((parent.resource, parent.scope, parent.handle));
        current = (parent.resource, parent.scope);
    }
    line.reverse();
    let mut arguments = path.arguments();
    let call = |(step, scope, handle): (ResourceId, ScopeId, HandleKind)| {
        let scope = &api.resource(step).scopes[scope];
        let path = if step == id {
            Some(path)
        } else {
            scope.path_of(handle)
        };
        let count = path.map_or(0, |path| api.own_arguments(scope, path).count());
        let given: Vec<String> =
            arguments.by_ref().take(count).map(&mut argument).collect();
        let accessor = names.resource(step).accessor_of(handle);
        format!("{accessor}({})", given.join(", "))
    };
    line.into_iter().map(call).collect()
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
    let mut calls: Vec<String> = names.module.calls().collect();
    calls.extend(steps(api, names, id, scope, path, |argument| braced(&argument.wire)));
    let required =
        operation.parameters.iter().filter(|parameter| parameter.role == Role::Argument);
    let arguments: Vec<String> =
        required.map(|parameter| braced(&parameter.wire)).collect();
    calls.push(format!("{}({})", operation_names.method, arguments.join(", ")));
    calls.join(".")
}

/// Checks that the call of each operation supplies all arguments of its path, through accessors that exist.
pub(super) fn check(api: &Api, names: &Names, diagnostics: &mut Diagnostics) {
    for id in api.resource_ids() {
        for operation in &api.resource(id).operations {
            for (scope, route) in operation.routes.entries() {
                if !is_complete(api, names, id, scope, &route.path) {
                    diagnostics.push(
                        Diagnostic::error(
                            route.pointer.clone(),
                            format!("`{}` cannot be called with all arguments of its path", route.id),
                        )
                        .expected(format!("handles that take the arguments of `{}`", route.path))
                        .help("correct the parent (`x-twilio.parent`) of the resource or of one of its ancestors"),
                    );
                }
            }
        }
    }
}

/// Returns `true` if the handles from the client to a path exist and take its arguments, each once.
fn is_complete(
    api: &Api,
    names: &Names,
    id: ResourceId,
    scope: ScopeId,
    path: &PathTemplate,
) -> bool {
    let resource = api.resource(id);
    let mut step = Parent {
        resource: id,
        scope,
        handle: resource.handle_of(path),
    };
    let mut missing = path.arguments().count();
    loop {
        let resource = api.resource(step.resource);
        let scope = &resource.scopes[step.scope];
        let names = names.resource(step.resource);
        let count = names.arguments_of(resource.kind, step.handle).len();
        let own = scope
            .path_of(step.handle)
            .map(|path| api.own_arguments(scope, path).count());
        if own != Some(count) || names.handle(step.handle).is_none() || count > missing {
            return false;
        }
        missing -= count;
        match scope.parent {
            Some(parent) => step = parent,
            None => return missing == 0,
        }
    }
}
