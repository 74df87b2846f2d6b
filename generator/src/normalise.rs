//! Normalizes the IR: from the structure of the document to that of the client, in a sequence of passes with one rule each.

mod accounts;
mod arguments;
mod booleans;
mod deprecation;
mod enumerations;
mod equal_models;
mod fake;
mod insertion;
mod lists;
mod models;
mod owners;
mod paging;
mod presence;
mod rewrite;
mod scopes;
mod sensitivity;
mod sids;
mod unions;
mod waits;

use crate::diagnostics::{Diagnostics, Severity, StageResult};
use crate::ir::{Api, LoweredApi};

/// Applies all passes. Each pass relies on those before it.
///
/// Reports conflicting names set by overlays with the severity `mismatch`. Items with conflicting names may be distinct in
/// another document.
pub fn normalise(mut api: LoweredApi, mismatch: Severity) -> StageResult<Api> {
    let mut found = Diagnostics::default();
    paging::find_lists(&mut api, mismatch, &mut found);
    lists::name_by_pages(&mut api);
    booleans::replace(&mut api);
    unions::release_discriminators(&mut api);
    models::assign_to_resources(&mut api);
    arguments::accept_names(&mut api);
    accounts::find(&mut api);
    scopes::merge_twins(&mut api, mismatch, &mut found);
    waits::check(&mut api, &mut found);
    enumerations::merge_equal(&mut api, mismatch, &mut found);
    equal_models::merge(&mut api);
    models::name_after_resources(&mut api);
    presence::require_own_sids(&mut api);
    sensitivity::spread(&mut api);
    let mut api = owners::assign_and_prune(api);
    sids::assign_owners(&mut api);
    let api = fake::derive(api, mismatch, &mut found);
    found.with(api)
}
