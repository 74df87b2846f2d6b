//! Deprecation of items that are declared several times.

use crate::diagnostics::{Diagnostic, Pointer};

/// Keeps an item deprecated only if the merged one is deprecated too, and reports a difference.
pub(super) fn unite(
    item: &str,
    (kept, other): (&mut bool, bool),
    (place, other_place): (&Pointer, &Pointer),
) -> Option<Diagnostic> {
    if *kept == other {
        return None;
    }
    let (deprecated, current) = if other {
        (other_place, place)
    } else {
        (place, other_place)
    };
    *kept = false;
    Some(
        Diagnostic::note(
            deprecated.clone(),
            format!("the {item} is deprecated, but the same {item} at {current} is not"),
        )
        .expected("the same for all declarations that share one item of the crate")
        .help("the item is not deprecated; set `deprecated` at both places to deprecate it"),
    )
}
