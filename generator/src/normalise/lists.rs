//! Pass: an operation with pages is a list, whatever its name, and its resource a collection if no argument identifies it.

use std::collections::HashSet;

use crate::ir::{Action, HandleKind, LoweredApi, Resource, ResourceId, ResourceKind};
use crate::text::noun;

/// Makes operations with pages lists, and their resources collections.
pub(super) fn name_by_pages(api: &mut LoweredApi) {
    let mut collections: HashSet<ResourceId> = HashSet::new();
    for id in api.resource_ids() {
        let resource = &mut api.resources[id];
        let has_list =
            resource.operations.iter().any(|operation| operation.action == Action::List);
        let mut operations = resource.operations.iter_mut();
        let paged = operations.find(|operation| {
            operation.paging.is_some() && operation.action == Action::Fetch
        });
        let Some(paged) = paged.filter(|_| !has_list) else {
            continue;
        };
        paged.action = Action::List;
        resource.operations.sort_by(|one, other| one.action.cmp(&other.action));
        if resource.kind == ResourceKind::Singleton {
            turn_into_collection(resource);
            collections.insert(id);
        }
    }
    let scopes = api.resources.iter_mut().flat_map(|child| child.scopes.iter_mut());
    for parent in scopes.filter_map(|scope| scope.parent.as_mut()) {
        if collections.contains(&parent.resource) {
            parent.handle = HandleKind::Collection;
        }
    }
}

fn turn_into_collection(resource: &mut Resource) {
    resource.kind = ResourceKind::Collection;
    resource.singular = noun::singular(&resource.singular);
    for scope in resource.scopes.iter_mut() {
        scope.collection = scope.instance.take();
    }
}
