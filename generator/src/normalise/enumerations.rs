//! Equal sets of values in the same role are one type.
//!
//! Equal means the same values as written, in any order. The first in the document stays and gives the order; a name by
//! hand may stand on any of them.

use std::collections::HashMap;

use super::rewrite::every_type;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::{Enumeration, EnumerationId, IdVec, LoweredApi, Type, Undecided};

/// Lets every use of equal sets point to the first of them.
pub(super) fn merge_equal(
    api: &mut LoweredApi,
    misfit: Severity,
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<Key, EnumerationId> = HashMap::new();
    let target: IdVec<EnumerationId, EnumerationId> = api
        .enumerations
        .map(|id, enumeration| *first.entry(key(enumeration)).or_insert(id));
    for (id, kept) in target.entries().filter(|(id, kept)| id != *kept) {
        let other = api.enumerations[id].clone();
        diagnostics.extend(absorb(&mut api.enumerations[*kept], &other, misfit));
    }
    every_type(api, |ty| {
        if let Type::Enumeration(id) = ty {
            *id = target[*id];
        }
    });
}

/// What equal sets share: the role, and the values in any order.
type Key = (String, Vec<String>);

fn key(enumeration: &Enumeration<Undecided>) -> Key {
    let values = enumeration.variants.iter().map(|variant| variant.wire.clone());
    let mut values: Vec<String> = values.collect();
    values.sort_unstable();
    values.dedup();
    (enumeration.role.clone(), values)
}

/// Adds what only another set has; reports where both have names by hand that differ.
fn absorb(
    kept: &mut Enumeration<Undecided>,
    other: &Enumeration<Undecided>,
    misfit: Severity,
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
            misfit,
            other.pointers[0].clone(),
            format!("the name `{two}` for a set that is also `{one}`"),
        )
        .expected("one name for equal sets in the same role")
        .help(format!(
            "give both the same `x-name`; the other is at {}",
            kept.pointers[0]
        ))
    })
}
