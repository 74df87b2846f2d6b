//! Pass: a resource whose instances are accounts. What belongs to the client's own account is found without its SID.
//!
//! It is at the root, and the paths below its instances call the argument `AccountSid`.

use std::collections::HashSet;

use heck::ToSnakeCase;

use crate::ir::{HandleKind, LoweredApi, Resource, ResourceId, ResourceKind, Scope};

/// Marks the resources whose instances are accounts.
pub(super) fn find(api: &mut LoweredApi) {
    let mut accounts: HashSet<ResourceId> = HashSet::new();
    let mut others: HashSet<ResourceId> = HashSet::new();
    for child in &api.resources {
        for scope in child.scopes.iter() {
            let Some(parent) = scope.parent else { continue };
            let is_of_account = parent.handle == HandleKind::Instance
                && starts_with_account(scope)
                && is_identified_at_root(api.resource(parent.resource));
            if is_of_account {
                accounts.insert(parent.resource);
            } else {
                others.insert(parent.resource);
            }
        }
    }
    for id in accounts.difference(&others) {
        api.resources[*id].is_account = true;
    }
}

/// Returns `true` if the first argument of the path is called `AccountSid`.
fn starts_with_account(scope: &Scope) -> bool {
    let first = scope.path().arguments().next();
    first.is_some_and(|argument| argument.wire.to_snake_case() == "account_sid")
}

/// Returns `true` if one argument alone identifies an instance of a resource.
fn is_identified_at_root(resource: &Resource) -> bool {
    resource.kind == ResourceKind::Collection
        && resource.scopes.iter().all(|scope| {
            let instance = scope.instance.as_ref();
            let count = instance.map_or(0, |path| path.arguments().count());
            scope.parent.is_none() && count == 1
        })
}
