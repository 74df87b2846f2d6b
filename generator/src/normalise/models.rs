//! Passes: the model of a resource is that of its responses, and what it contains is named after the resource.

use std::collections::HashMap;

use heck::ToSnakeCase;

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

/// The end of the name of the model of a response that an operation declares inline.
const RESPONSE: &str = "_response_";

/// Names the models within responses that operations declare inline after their resources: `room_door` instead of
/// `fetch_room_response_door`.
pub(super) fn name_after_resources(api: &mut LoweredApi) {
    let mut resources: HashMap<String, (&str, &str)> = HashMap::new();
    for resource in &api.resources {
        let routes =
            resource.operations.iter().flat_map(|operation| operation.routes.iter());
        let names = (resource.singular.as_str(), resource.plural.as_str());
        resources.extend(routes.map(|route| (route.id.to_snake_case(), names)));
    }
    for model in &mut api.models {
        let Some((operation, part)) = model.name.split_once(RESPONSE) else {
            continue;
        };
        if let Some((singular, plural)) = resources.get(operation) {
            let listed =
                part.strip_prefix(plural).and_then(|rest| rest.strip_prefix('_'));
            model.name = format!("{singular}_{}", listed.unwrap_or(part));
        }
    }
}
