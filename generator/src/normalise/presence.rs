//! Pass: the SID of a resource is always present; all other fields may be missing unless the document requires them,
//! including the SIDs of its parents. Callers know these from the URL, so a response without them should still deserialize.

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;

use crate::diagnostics::Diagnostic;
use crate::ir::{Field, LoweredApi, ModelId, Presence, Resource, Type};

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
        // A model of requests would require callers to set the field.
        if models[model].direction.is_sent() {
            continue;
        }
        for field in &mut models[model].fields {
            let is_named = field.wire == "sid" || named.contains(&field.wire);
            if is_named && matches!(field.ty, Type::Sid(_)) {
                field.presence = Presence::Always;
            }
        }
    }
}

/// Makes a field optional if only one of two scopes requires it, and notes the difference.
pub(super) fn unite(kept: &mut Field, other: &Field) -> Option<Diagnostic> {
    let (required, optional) = match (kept.presence, other.presence) {
        (Presence::Always, Presence::Optional) => (&kept.pointer, &other.pointer),
        (Presence::Optional, Presence::Always) => (&other.pointer, &kept.pointer),
        _ => return None,
    };
    let note = Diagnostic::note(
        required.clone(),
        format!(
            "the property `{}` is required, but the same property at {optional} may be missing or null",
            kept.wire
        ),
    )
    .expected("the same for all declarations that share one field")
    .help("the field is optional; require the property at both places if it is always present");
    kept.presence = Presence::Optional;
    kept.required = false;
    Some(note)
}

/// Makes a field optional that responses in another scope do not have.
pub(super) fn only_in_one_scope(field: &mut Field) {
    if field.presence == Presence::Always {
        field.presence = Presence::Optional;
        field.required = false;
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
