//! Relation between the items of two APIs.

use std::collections::{BTreeMap, BTreeSet};

/// A many-to-many relation between old and new items. A split item has several successors, a merged one several
/// predecessors.
#[derive(Clone, Debug)]
pub(super) struct Relation<Id> {
    successors: BTreeMap<Id, BTreeSet<Id>>,
    predecessors: BTreeMap<Id, BTreeSet<Id>>,
}

/// The relation of the owners of two items.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    /// The old owner was split.
    pub(super) is_split: bool,
    /// The new owner was merged.
    pub(super) is_merged: bool,
}

impl<Id> Default for Relation<Id> {
    fn default() -> Self {
        Self {
            successors: BTreeMap::new(),
            predecessors: BTreeMap::new(),
        }
    }
}

impl<Id: Copy + Ord> Relation<Id> {
    pub(super) fn relate(&mut self, old: Id, new: Id) {
        self.successors.entry(old).or_default().insert(new);
        self.predecessors.entry(new).or_default().insert(old);
    }

    /// Returns `true` if two items can be related: they have no counterparts, or several because of a split or a merge.
    pub(super) fn is_free(&self, old: Id, new: Id, parts: Parts) -> bool {
        (parts.is_split || !self.has_old(old)) && (parts.is_merged || !self.has_new(new))
    }

    pub(super) fn holds(&self, old: Id, new: Id) -> bool {
        self.successors.get(&old).is_some_and(|successors| successors.contains(&new))
    }

    pub(super) fn has_old(&self, old: Id) -> bool {
        self.successors.contains_key(&old)
    }

    pub(super) fn has_new(&self, new: Id) -> bool {
        self.predecessors.contains_key(&new)
    }

    /// Returns the new items that an old one corresponds to.
    pub(super) fn successors(&self, old: Id) -> impl Iterator<Item = Id> + '_ {
        self.successors.get(&old).into_iter().flatten().copied()
    }

    /// Returns the old items that a new one corresponds to.
    pub(super) fn predecessors(&self, new: Id) -> impl Iterator<Item = Id> + '_ {
        self.predecessors.get(&new).into_iter().flatten().copied()
    }

    /// Returns all pairs, sorted by the old item.
    pub(super) fn pairs(&self) -> Vec<(Id, Id)> {
        let pairs = self
            .successors
            .iter()
            .flat_map(|(old, successors)| successors.iter().map(|new| (*old, *new)));
        pairs.collect()
    }

    /// Returns the old items with several successors.
    pub(super) fn splits(&self) -> Vec<(Id, Vec<Id>)> {
        several(&self.successors)
    }

    /// Returns the new items with several predecessors.
    pub(super) fn merges(&self) -> Vec<(Id, Vec<Id>)> {
        several(&self.predecessors)
    }

    /// Returns one pair per item. Of the items of a split or a merge, the one that keeps its name is chosen, or else the
    /// first.
    pub(super) fn primary_pairs(
        &self,
        same_name: impl Fn(Id, Id) -> bool,
    ) -> Vec<(Id, Id)> {
        let primaries = |map: &BTreeMap<Id, BTreeSet<Id>>,
                         is_same: &dyn Fn(Id, Id) -> bool| {
            let primary = |(id, candidates): (&Id, &BTreeSet<Id>)| {
                let mut named = candidates.iter().filter(|other| is_same(*id, **other));
                let primary = named.next().or_else(|| candidates.first())?;
                Some((*id, *primary))
            };
            map.iter().filter_map(primary).collect::<BTreeMap<Id, Id>>()
        };
        let successors = primaries(&self.successors, &same_name);
        let predecessors =
            primaries(&self.predecessors, &|new, old| same_name(old, new));
        let is_primary = |(old, new): &(Id, Id)| predecessors.get(new) == Some(old);
        successors.into_iter().filter(is_primary).collect()
    }
}

fn several<Id: Copy>(map: &BTreeMap<Id, BTreeSet<Id>>) -> Vec<(Id, Vec<Id>)> {
    map.iter()
        .filter(|(_, others)| others.len() > 1)
        .map(|(id, others)| (*id, others.iter().copied().collect()))
        .collect()
}
