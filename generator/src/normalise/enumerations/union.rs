//! Unions of enums that differ in their values only.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::replace;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::ir::{Enumeration, EnumerationId, IdVec, LoweredApi, Undecided, Variant};

/// Maximum number of values that a note lists.
const MAX_LISTED: usize = 10;

/// Pairs of enums that become one type: the first one, with the values of both.
#[derive(Default)]
pub(in crate::normalise) struct Union {
    pairs: BTreeMap<(EnumerationId, EnumerationId), Reason>,
}

/// The reason for a union.
#[derive(Clone)]
pub(in crate::normalise) enum Reason {
    /// Twins with these paths use them for the same value.
    Twins(String, String),
    /// They have the same explicit name.
    Name(String),
}

impl Union {
    /// Adds a pair. The first reason is reported.
    pub(in crate::normalise) fn add(
        &mut self,
        pair: (EnumerationId, EnumerationId),
        reason: &Reason,
    ) {
        self.pairs.entry(pair).or_insert_with(|| reason.clone());
    }

    /// Merges the enums, and notes values that only one of two enums has.
    pub(in crate::normalise) fn merge(
        &self,
        api: &mut LoweredApi,
        mismatch: Severity,
        diagnostics: &mut Diagnostics,
    ) {
        let mut next = api.enumerations.map(|id, _| id);
        let mut values: HashMap<EnumerationId, HashSet<String>> = HashMap::new();
        for (&(one, other), reason) in &self.pairs {
            let enumerations = (api.enumeration(one), api.enumeration(other));
            let values = values.entry(one).or_insert_with(|| by_value(enumerations.0));
            diagnostics.extend(differences(enumerations, values, reason));
            join(&mut next, one, other);
        }
        let target = api.enumerations.map(|id, _| first(&mut next, id));
        replace(api, &target, mismatch, diagnostics);
    }
}

/// Merges the classes of two enums. The first enum of the pair represents the class.
fn join(
    next: &mut IdVec<EnumerationId, EnumerationId>,
    one: EnumerationId,
    other: EnumerationId,
) {
    let (one, other) = (first(next, one), first(next, other));
    next[other] = one;
}

/// Returns the representative of an enum, and shortens the path to it.
fn first(
    next: &mut IdVec<EnumerationId, EnumerationId>,
    mut id: EnumerationId,
) -> EnumerationId {
    while next[id] != id {
        next[id] = next[next[id]];
        id = next[id];
    }
    id
}

/// Returns the key of a value. Case is ignored, as in deserialization.
fn key(variant: &Variant) -> String {
    variant.wire.to_ascii_lowercase()
}

fn by_value(enumeration: &Enumeration<Undecided>) -> HashSet<String> {
    enumeration.variants.iter().map(key).collect()
}

/// Returns notes about the values that only one of two enums has.
///
/// The time depends on the second enum only, since the first one may be part of many pairs.
fn differences(
    (one, other): (&Enumeration<Undecided>, &Enumeration<Undecided>),
    one_values: &HashSet<String>,
    reason: &Reason,
) -> impl Iterator<Item = Diagnostic> + use<> {
    let variants = other.variants.iter();
    let (common, only_other): (Vec<&Variant>, Vec<&Variant>) =
        variants.partition(|variant| one_values.contains(&key(variant)));
    let common: HashSet<String> = common.into_iter().map(key).collect();
    let missing = one.variants.len() - common.len();
    let only_one = one.variants.iter().filter(|variant| !common.contains(&key(variant)));
    let only_one: Vec<&Variant> = only_one.take(missing.min(MAX_LISTED)).collect();
    let (one_owner, other_owner) = match reason {
        Reason::Twins(one, other) => {
            (format!("the twin `{one}`"), format!("the twin `{other}`"))
        }
        Reason::Name(name) => {
            let owner = format!("the other enum named `{name}`");
            (owner.clone(), owner)
        }
    };
    let notes = [
        note(&only_one, missing, (other, &other_owner)),
        note(&only_other, only_other.len(), (one, &one_owner)),
    ];
    notes.into_iter().flatten()
}

/// Returns a note about values that another enum lacks, of which `variants` are the first ones.
fn note(
    variants: &[&Variant],
    count: usize,
    (other, owner): (&Enumeration<Undecided>, &str),
) -> Option<Diagnostic> {
    let first = variants.first()?;
    let listed = variants.iter().take(MAX_LISTED);
    let listed: Vec<String> =
        listed.map(|variant| format!("`{}`", variant.wire)).collect();
    let subject = match count {
        1 => format!("the value {} is", listed[0]),
        _ => format!("the values {}", listed.join(", ")),
    };
    let subject = match count - listed.len() {
        0 if count == 1 => subject,
        0 => format!("{subject} are"),
        more => format!("{subject} and {more} more are"),
    };
    Some(
        Diagnostic::note(
            first.pointer.clone(),
            format!("{subject} not declared for {owner}"),
        )
        .expected(format!("the same values as at {}", other.pointers[0]))
        .help("the enum in the crate has the values of both; if one is wrong, correct it in an overlay"),
    )
}
