//! Equal sets of values in the same role are one type.
//!
//! Equal means the same values as written, in any order. The first in the document stays and gives the order; a name by
//! hand may stand on any of them.

use std::collections::BTreeSet;

use super::rewrite::every_type;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Api, Enumeration, EnumerationId, Type};

/// Lets every use of equal sets point to the first of them.
pub(super) fn merge_equal(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut target: Vec<usize> = Vec::with_capacity(api.enumerations.len());
    for index in 0..api.enumerations.len() {
        let (before, rest) = api.enumerations.split_at_mut(index);
        let enumeration = &rest[0];
        match before.iter().position(|other| same(other, enumeration)) {
            Some(first) => {
                absorb(&mut before[first], enumeration, diagnostics);
                target.push(first);
            }
            None => target.push(index),
        }
    }
    every_type(api, |ty| {
        if let Type::Enumeration(id) = ty {
            *id = EnumerationId(target[id.0]);
        }
    });
}

fn same(one: &Enumeration, other: &Enumeration) -> bool {
    let values = |enumeration: &Enumeration| {
        enumeration
            .variants
            .iter()
            .map(|variant| variant.wire.clone())
            .collect::<BTreeSet<_>>()
    };
    one.role == other.role && values(one) == values(other)
}

fn absorb(kept: &mut Enumeration, other: &Enumeration, diagnostics: &mut Diagnostics) {
    kept.pointers.extend(other.pointers.iter().cloned());
    if kept.description.is_empty() {
        kept.description.clone_from(&other.description);
    }
    match (&kept.explicit_name, &other.explicit_name) {
        (None, Some(name)) => kept.explicit_name = Some(name.clone()),
        (Some(one), Some(two)) if one != two => diagnostics.push(
            Diagnostic::error(
                other.pointers[0].clone(),
                format!("the name `{two}` for a set that is also `{one}`"),
            )
            .expected("one name for equal sets in the same role")
            .help(format!(
                "give both the same `x-name`; the other is at {}",
                kept.pointers[0]
            )),
        ),
        _ => {}
    }
}
