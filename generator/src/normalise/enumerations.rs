//! Pass: equal enums in the same role are one type.
//!
//! Enums are equal if they have the same values in any order, or the same explicit name, in which case the type has the
//! values of all of them. The first one that is used determines the order; any of them may set explicit names.

mod union;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

pub(super) use self::union::{Reason, Union};
use super::deprecation;
use super::insertion::insert;
use super::rewrite::every_type;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::{
    Enumeration, EnumerationId, IdVec, LoweredApi, Type, Undecided, Variant,
};

/// Replaces all uses of equal enums by the first of them, and notes values that only one of two enums with the same name
/// has.
pub(super) fn merge_equal(
    api: &mut LoweredApi,
    mismatch: Severity,
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<Key, EnumerationId> = HashMap::new();
    let target = api
        .enumerations
        .map(|id, enumeration| *first.entry(key(enumeration)).or_insert(id));
    replace(api, &target, mismatch, diagnostics);
    same_names(api).merge(api, mismatch, diagnostics);
}

/// Returns the enums in the same role with the same explicit name.
fn same_names(api: &LoweredApi) -> Union {
    let mut first: HashMap<(&str, &str), EnumerationId> = HashMap::new();
    let mut union = Union::default();
    for (id, enumeration) in api.enumerations.entries() {
        let Some(name) = &enumeration.explicit_name else {
            continue;
        };
        let first = *first.entry((&enumeration.role, name)).or_insert(id);
        if first != id {
            union.add((first, id), &Reason::Name(name.clone()));
        }
    }
    union
}

/// Replaces each enum by its target, which also gets the values that only the replaced one has, and removes it.
pub(super) fn replace(
    api: &mut LoweredApi,
    target: &IdVec<EnumerationId, EnumerationId>,
    mismatch: Severity,
    diagnostics: &mut Diagnostics,
) {
    let others = target.entries().filter(|(id, kept)| id != *kept);
    let others: BTreeMap<_, _> = others.map(|(id, kept)| (id, *kept)).collect();
    let mut replaced: BTreeMap<EnumerationId, Vec<Enumeration<Undecided>>> =
        BTreeMap::new();
    for (id, kept) in &others {
        replaced.entry(*kept).or_default().push(api.enumerations[*id].clone());
    }
    for (kept, others) in replaced {
        let kept = &mut api.enumerations[kept];
        for other in &others {
            let places = (&kept.pointers[0], &other.pointers[0]);
            let marks = (&mut kept.deprecated, other.deprecated);
            diagnostics.extend(deprecation::unite("enum", marks, places));
            diagnostics.extend(absorb_name(kept, other, mismatch));
        }
        absorb_values(kept, others, mismatch, diagnostics);
    }
    for enumeration in &mut api.enumerations {
        enumeration.pointers.sort_unstable();
    }
    let renumbering = api.enumerations.merge(&others);
    every_type(api, |ty| {
        if let Type::Enumeration(id) = ty {
            *id = renumbering.new_id(*id);
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

/// Adds the pointers, the description and the name of another enum, and reports conflicting explicit names.
fn absorb_name(
    kept: &mut Enumeration<Undecided>,
    other: &Enumeration<Undecided>,
    mismatch: Severity,
) -> Option<Diagnostic> {
    kept.pointers.extend(other.pointers.iter().cloned());
    if kept.description.is_empty() {
        kept.description.clone_from(&other.description);
    }
    if kept.schema_name.is_none() {
        kept.schema_name.clone_from(&other.schema_name);
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

/// Adds the values that only other enums have, each after the value that precedes it there, and the names and descriptions
/// of common values.
fn absorb_values(
    kept: &mut Enumeration<Undecided>,
    others: Vec<Enumeration<Undecided>>,
    mismatch: Severity,
    diagnostics: &mut Diagnostics,
) {
    let known = kept.variants.iter().enumerate();
    let mut known: HashMap<String, Slot> = known
        .map(|(index, variant)| (variant.wire.to_ascii_lowercase(), Slot::Kept(index)))
        .collect();
    let mut fresh: Vec<(usize, Variant)> = Vec::new();
    for other in others {
        // The position among the kept values at which new ones are inserted.
        let mut position = 0;
        for variant in other.variants {
            let same = match known.entry(variant.wire.to_ascii_lowercase()) {
                Entry::Vacant(vacant) => {
                    vacant.insert(Slot::Fresh(fresh.len()));
                    fresh.push((position, variant));
                    continue;
                }
                Entry::Occupied(slot) => match *slot.get() {
                    Slot::Kept(index) => {
                        position = index + 1;
                        &mut kept.variants[index]
                    }
                    Slot::Fresh(index) => &mut fresh[index].1,
                },
            };
            diagnostics.extend(absorb_value(same, variant, mismatch));
        }
    }
    insert(&mut kept.variants, fresh);
}

/// The place of a known value.
enum Slot {
    /// Among the values of the kept enum.
    Kept(usize),
    /// Among those added to it.
    Fresh(usize),
}

/// Adds the name and the description of the same value of another enum, and reports another spelling or name.
fn absorb_value(
    kept: &mut Variant,
    other: Variant,
    mismatch: Severity,
) -> Option<Diagnostic> {
    if kept.description.is_empty() {
        kept.description = other.description;
    }
    if kept.wire != other.wire {
        // Both spellings are deserialized, since deserialization ignores case.
        let (one, two) = (&kept.wire, &other.wire);
        return Some(
            Diagnostic::note(
                other.pointer,
                format!("the value `{two}` differs from `{one}` only in case"),
            )
            .expected(format!("`{one}`, as at {}", kept.pointer))
            .help(format!("the crate only sends `{one}`; correct the spelling that is wrong in an overlay")),
        );
    }
    let two = other.explicit_name?;
    let one = kept.explicit_name.get_or_insert_with(|| two.clone());
    (*one != two).then(|| {
        let found =
            format!("the value `{}` is named both `{one}` and `{two}`", other.wire);
        Diagnostic::new(mismatch, other.pointer, found)
            .expected("one name per value of an enum")
            .help(format!("set the same name for the value at {}", kept.pointer))
    })
}
