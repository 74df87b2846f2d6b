//! From what the document says to what the client offers: one list of passes, each with one rule.

mod arguments;
mod booleans;
mod enumerations;
mod models;
mod owners;
mod paging;
mod presence;
mod rewrite;
mod scopes;
mod sensitivity;
mod sids;

use crate::diagnostics::{Diagnostics, Severity, StageResult};
use crate::ir::{Api, LoweredApi};

/// Applies the rules. The order matters: each pass relies on those before it.
///
/// What it finds is where overlays call one thing by two names, which were two things in another document maybe;
/// `misfit` is how severe that is.
pub fn normalise(mut api: LoweredApi, misfit: Severity) -> StageResult<Api> {
    let mut found = Diagnostics::default();
    paging::find_lists(&mut api);
    booleans::replace(&mut api);
    enumerations::merge_equal(&mut api, misfit, &mut found);
    models::assign_to_resources(&mut api);
    arguments::accept_names(&mut api);
    scopes::merge_twins(&mut api);
    presence::require_own_sids(&mut api);
    sensitivity::spread(&mut api);
    let mut api = owners::assign_and_prune(api);
    sids::assign_owners(&mut api);
    found.with(api)
}
