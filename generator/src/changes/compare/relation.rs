//! What of the old API is what of the new.

use std::collections::{BTreeMap, BTreeSet};

/// Which old things are which new ones. A thing that split has several successors, one that was merged several
/// predecessors.
#[derive(Clone, Debug)]
pub(super) struct Relation<Id> {
    successors: BTreeMap<Id, BTreeSet<Id>>,
    predecessors: BTreeMap<Id, BTreeSet<Id>>,
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

    pub(super) fn holds(&self, old: Id, new: Id) -> bool {
        self.successors.get(&old).is_some_and(|successors| successors.contains(&new))
    }

    pub(super) fn has_old(&self, old: Id) -> bool {
        self.successors.contains_key(&old)
    }

    pub(super) fn has_new(&self, new: Id) -> bool {
        self.predecessors.contains_key(&new)
    }

    /// What became of an old thing.
    pub(super) fn successors(&self, old: Id) -> impl Iterator<Item = Id> + '_ {
        self.successors.get(&old).into_iter().flatten().copied()
    }

    /// What a new thing was.
    pub(super) fn predecessors(&self, new: Id) -> impl Iterator<Item = Id> + '_ {
        self.predecessors.get(&new).into_iter().flatten().copied()
    }

    /// Every pair, by the old thing.
    pub(super) fn pairs(&self) -> Vec<(Id, Id)> {
        let pairs = self
            .successors
            .iter()
            .flat_map(|(old, successors)| successors.iter().map(|new| (*old, *new)));
        pairs.collect()
    }

    /// Every old thing with several successors.
    pub(super) fn splits(&self) -> Vec<(Id, Vec<Id>)> {
        several(&self.successors)
    }

    /// Every new thing with several predecessors.
    pub(super) fn merges(&self) -> Vec<(Id, Vec<Id>)> {
        several(&self.predecessors)
    }

    /// The pairs without those that a split or a merge made beside the chief one, which is the one that keeps its name
    /// or failing that the first.
    pub(super) fn chief_pairs(
        &self,
        same_name: impl Fn(Id, Id) -> bool,
    ) -> Vec<(Id, Id)> {
        let chiefs = |map: &BTreeMap<Id, BTreeSet<Id>>,
                      is_same: &dyn Fn(Id, Id) -> bool| {
            let chief = |(id, candidates): (&Id, &BTreeSet<Id>)| {
                let mut named = candidates.iter().filter(|other| is_same(*id, **other));
                let chief = named.next().or_else(|| candidates.first())?;
                Some((*id, *chief))
            };
            map.iter().filter_map(chief).collect::<BTreeMap<Id, Id>>()
        };
        let successors = chiefs(&self.successors, &same_name);
        let predecessors = chiefs(&self.predecessors, &|new, old| same_name(old, new));
        let is_chief = |(old, new): &(Id, Id)| predecessors.get(new) == Some(old);
        successors.into_iter().filter(is_chief).collect()
    }
}

fn several<Id: Copy>(map: &BTreeMap<Id, BTreeSet<Id>>) -> Vec<(Id, Vec<Id>)> {
    map.iter()
        .filter(|(_, others)| others.len() > 1)
        .map(|(id, others)| (*id, others.iter().copied().collect()))
        .collect()
}
