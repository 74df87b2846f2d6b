//! Pass: the rules of the fake. The structure of the API tells most of them: which property a parameter sets, which
//! properties the API sets itself, and which changes cause events.

mod conditions;
mod context;
mod effects;
mod events;
mod links;
mod names;
mod operations;
mod overrides;
mod paths;
mod properties;
mod resources;
mod storage;
mod tree;
mod values;

use std::collections::HashMap;

use self::context::Context;
use self::names::Names;
use self::resources::Preview;
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::fake::{FakeDrafts, FakeRules};
use crate::ir::{Api, TypeOwner};

/// The API without the rules of the fake.
type Source = Api<TypeOwner, FakeDrafts>;

/// Derives the rules of the fake.
///
/// Reports names in `x-fake` that nothing has with the severity `mismatch`.
pub(super) fn derive(
    api: Source,
    mismatch: Severity,
    diagnostics: &mut Diagnostics,
) -> Api {
    let fake = rules(&api, mismatch, diagnostics);
    let Api {
        title,
        version,
        server,
        common_segments,
        resources,
        models,
        enumerations,
        sids,
        events,
        error_codes,
        fake: _,
    } = api;
    Api {
        title,
        version,
        server,
        common_segments,
        resources,
        models,
        enumerations,
        sids,
        events,
        error_codes,
        fake,
    }
}

fn rules(api: &Source, mismatch: Severity, diagnostics: &mut Diagnostics) -> FakeRules {
    let context = Context::of(api);
    let mut listed = HashMap::new();
    let mut names = Names {
        context: &context,
        mismatch,
        diagnostics,
        listed: &mut listed,
    };
    let viewed = api.resources.map(|id, _| storage::viewed(&mut names, id));
    let context = context.with_views(viewed);
    let mut names = Names {
        context: &context,
        mismatch,
        diagnostics,
        listed: &mut listed,
    };
    let overrides = overrides::overrides(&mut names);
    let mut preview = Preview::default();
    let resources = api
        .resources
        .map(|id, _| resources::resource(&mut names, &mut preview, &overrides, id));
    let events = events::events(&mut names, &resources);
    FakeRules { resources, events }
}
