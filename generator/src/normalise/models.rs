//! Pass: the model of a resource is that of its responses.

use crate::ir::{Action, LoweredApi, ModelId, Operation, ResponseBody, Type};

/// Sets the model of each resource: that of the response of fetch, or else of create, update or list.
pub(super) fn assign_to_resources(api: &mut LoweredApi) {
    for resource in &mut api.resources {
        let of = |action: &Action| {
            resource
                .operations
                .iter()
                .find(|operation| operation.action == *action)
                .and_then(answered_model)
        };
        resource.model = [Action::Fetch, Action::Create, Action::Update, Action::List]
            .iter()
            .find_map(of);
    }
}

fn answered_model(operation: &Operation) -> Option<ModelId> {
    match operation.success() {
        ResponseBody::Value(Type::Model(model))
        | ResponseBody::Page(Type::Model(model)) => Some(*model),
        _ => None,
    }
}
