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

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, LoweredApi};

/// Applies the rules. The order matters: each pass relies on those before it.
pub fn normalise(mut api: LoweredApi, diagnostics: &mut Diagnostics) -> Api {
    paging::find_lists(&mut api);
    booleans::replace(&mut api);
    enumerations::merge_equal(&mut api, diagnostics);
    models::assign_to_resources(&mut api);
    arguments::accept_names(&mut api);
    scopes::merge_twins(&mut api);
    presence::require_what_the_url_names(&mut api);
    sensitivity::spread(&mut api);
    let mut api = owners::assign_and_prune(api);
    sids::assign_owners(&mut api);
    api
}
