//! A resource's own SID and the SIDs in its URL are always there; everything else may be missing.

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;

use crate::ir::{LoweredApi, ModelId, Presence, Resource, Type};

/// Marks the fields that every answer has.
pub(super) fn require_what_the_url_names(api: &mut LoweredApi) {
    let LoweredApi {
        resources, models, ..
    } = api;
    // Many resources may have one model, which is changed once.
    let mut named: HashMap<ModelId, HashSet<String>> = HashMap::new();
    for resource in resources {
        if let Some(model) = resource.model {
            named.entry(model).or_default().extend(always_named(resource));
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

/// The fields that the arguments of the path name in every scope.
fn always_named(resource: &Resource) -> Vec<String> {
    let mut scopes = resource.scopes.iter().map(|scope| {
        scope
            .path()
            .arguments()
            .map(|argument| argument.wire.to_snake_case())
            .collect::<Vec<_>>()
    });
    let mut named = scopes.next().unwrap_or_default();
    for scope in scopes {
        named.retain(|name| scope.contains(name));
    }
    named
}
