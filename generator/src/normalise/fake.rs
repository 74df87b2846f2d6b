//! Pass: the rules of the fake. The structure of the API tells most of them: which property a parameter sets, which
//! properties the API sets itself, and which changes cause events.

mod context;
mod effects;
mod events;
mod links;
mod operations;
mod paths;
mod properties;
mod tree;
mod values;

use self::context::Context;
use crate::diagnostics::Diagnostics;
use crate::ir::fake::{FakeDrafts, FakeRules, Resource, Storage};
use crate::ir::{Api, IdVec, ResourceId, TypeOwner};

/// The API without the rules of the fake.
type Source = Api<TypeOwner, FakeDrafts>;

/// Derives the rules of the fake.
pub(super) fn derive(api: Source, diagnostics: &mut Diagnostics) -> Api {
    let context = Context::of(&api);
    let resources = api.resources.map(|id, _| resource(&context, id, diagnostics));
    let events = events::events(&context, &resources, diagnostics);
    let Api {
        title,
        version,
        server,
        common_segments,
        resources: described,
        models,
        enumerations,
        sids,
        events: sent,
        error_codes,
        fake: FakeDrafts {},
    } = api;
    Api {
        title,
        version,
        server,
        common_segments,
        resources: described,
        models,
        enumerations,
        sids,
        events: sent,
        error_codes,
        fake: FakeRules { resources, events },
    }
}

fn resource(
    context: &Context<'_>,
    id: ResourceId,
    diagnostics: &mut Diagnostics,
) -> Resource {
    let without_defaults = properties::properties(context, id, &[]);
    let effects = effects::effects(context, id, &without_defaults, diagnostics);
    let defaults = effects::defaults(context, id, &effects);
    Resource {
        name: context.tree.name(id).to_owned(),
        parent: context.tree.parent(id),
        paths: paths::of_instances(context.api, id),
        sid_prefix: properties::sid_prefix(context, id),
        properties: if defaults.is_empty() {
            without_defaults
        } else {
            properties::properties(context, id, &defaults)
        },
        lookup: Vec::new(),
        unique: Vec::new(),
        limits: Vec::new(),
        storage: Storage::Own,
        default_instance: None,
        companions: Vec::new(),
        transitions: Vec::new(),
        reactions: Vec::new(),
        operations: operations::operations(context, id, effects),
    }
}

/// The rules of all resources.
type Resources = IdVec<ResourceId, Resource>;
