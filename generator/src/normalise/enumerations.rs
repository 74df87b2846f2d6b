//! Pass: equal enums in the same role are one type.
//!
//! Enums are equal if they have the same values in any order. The first one that is used determines the order; any of
//! them may set an explicit name.

use std::collections::HashMap;

use super::rewrite::every_type;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::{Enumeration, EnumerationId, IdVec, LoweredApi, Type, Undecided};

/// Replaces all uses of equal enums by the first of them.
pub(super) fn merge_equal(
    api: &mut LoweredApi,
    mismatch: Severity,
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<Key, EnumerationId> = HashMap::new();
    let target: IdVec<EnumerationId, EnumerationId> = api
        .enumerations
        .map(|id, enumeration| *first.entry(key(enumeration)).or_insert(id));
    for (id, kept) in target.entries().filter(|(id, kept)| id != *kept) {
        let other = api.enumerations[id].clone();
        diagnostics.extend(absorb(&mut api.enumerations[*kept], &other, mismatch));
    }
    for enumeration in &mut api.enumerations {
        enumeration.pointers.sort_unstable();
    }
    every_type(api, |ty| {
        if let Type::Enumeration(id) = ty {
            *id = target[*id];
        }
    });
}

/// The key of equal enums: the role and the sorted values.
type Key = (String, Vec<String>);

fn key(enumeration: &Enumeration<Undecided>) -> Key {
    let values = enumeration.variants.iter().map(|variant| variant.wire.clone());
    let mut values: Vec<String> = values.collect();
    values.sort_unstable();
    values.dedup();
    (enumeration.role.clone(), values)
}

/// Merges another enum into the kept one, and reports conflicting explicit names.
fn absorb(
    kept: &mut Enumeration<Undecided>,
    other: &Enumeration<Undecided>,
    mismatch: Severity,
) -> Option<Diagnostic> {
    kept.pointers.extend(other.pointers.iter().cloned());
    if kept.description.is_empty() {
        kept.description.clone_from(&other.description);
    }
    let Some(two) = &other.explicit_name else {
        return None;
    };
    let one = kept.explicit_name.get_or_insert_with(|| two.clone());
    (one != two).then(|| {
        Diagnostic::new(
            mismatch,
            other.pointers[0].clone(),
            format!("the enum is named both `{one}` and `{two}`"),
        )
        .expected("the same name for equal enums in the same role")
        .help(format!("set the same `x-name` here and at {}", kept.pointers[0]))
    })
}
