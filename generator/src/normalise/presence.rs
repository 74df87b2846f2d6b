//! Pass: the SID of a resource is always present; all other fields may be missing, including the SIDs of its parents.
//! Callers know these from the URL, so a response without them should still deserialize.

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;

use crate::ir::{LoweredApi, ModelId, Presence, Resource, Type};

/// Marks the fields that are always present.
pub(super) fn require_own_sids(api: &mut LoweredApi) {
    let LoweredApi {
        resources, models, ..
    } = api;
    // Many resources may share a model, which is changed once.
    let mut named: HashMap<ModelId, HashSet<String>> = HashMap::new();
    for resource in resources {
        if let Some(model) = resource.model {
            named.entry(model).or_default().extend(named_by_itself(resource));
        }
    }
    for (model, named) in named {
        for field in &mut models[model].fields {
            let is_named = field.wire == "sid" || named.contains(&field.wire);
            if is_named && matches!(field.ty, Type::Sid(_)) {
                field.presence = Presence::Always;
            }
        }
    }
}

/// Returns the fields that correspond to the argument that identifies an instance in every scope.
fn named_by_itself(resource: &Resource) -> HashSet<String> {
    let mut scopes = resource.scopes.iter().map(|scope| {
        let argument = scope.instance.as_ref()?.last_argument()?;
        Some(argument.wire.to_snake_case())
    });
    let named = scopes.next().flatten();
    named
        .into_iter()
        .filter(|name| scopes.all(|other| other.as_ref() == Some(name)))
        .collect()
}
