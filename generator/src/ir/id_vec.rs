//! Typed IDs, and the vectors that they are indices into.
//!
//! Only an [`IdVec`] creates IDs, and only this module can access their numbers. Items are removed from a vector by
//! [`IdVec::merge`] or [`Relocation`], both of which map old IDs to new ones.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use serde::{Serialize, Serializer};

/// An index into an [`IdVec`].
pub trait Id: Copy + Ord + Hash + fmt::Debug + number::Number {}

mod number {
    /// The number in an ID.
    pub trait Number {
        fn new(number: usize) -> Self;
        fn number(self) -> usize;
    }
}

#[rustfmt::skip]
macro_rules! id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(usize);

        impl Id for $name {}

        impl number::Number for $name {
            fn new(number: usize) -> Self {
                Self(number)
            }

            fn number(self) -> usize {
                self.0
            }
        }
    };
}

id! {
    /// Index into [`Api::resources`](super::Api::resources).
    ResourceId
}
id! {
    /// Index into [`Api::models`](super::Api::models).
    ModelId
}
id! {
    /// Index into [`Api::enumerations`](super::Api::enumerations).
    EnumerationId
}
id! {
    /// Index into [`Api::sids`](super::Api::sids).
    SidId
}

/// A vector with a separate index type.
///
/// [`IdVec::map`] creates further vectors with the same indices.
#[derive(Clone, PartialEq, Eq)]
pub struct IdVec<I, T> {
    items: Vec<T>,
    ids: PhantomData<I>,
}

impl<I: Id, T> IdVec<I, T> {
    /// Creates an empty vector.
    pub fn new() -> Self {
        Self::from_items(Vec::new())
    }

    fn from_items(items: Vec<T>) -> Self {
        Self {
            items,
            ids: PhantomData,
        }
    }

    /// Appends an item and returns its ID.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::new(self.items.len() - 1)
    }

    /// Returns the number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns `true` if there are no items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the IDs of all items.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::new)
    }

    /// Returns an iterator over the items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// Returns an iterator over mutable references to the items.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    /// Returns an iterator over the items with their IDs.
    pub fn entries(&self) -> impl Iterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(number, item)| (I::new(number), item))
    }

    /// Creates a vector with a value for each item.
    pub fn map<'a, U>(&'a self, mut f: impl FnMut(I, &'a T) -> U) -> IdVec<I, U> {
        IdVec::from_items(self.entries().map(|(id, item)| f(id, item)).collect())
    }

    /// Removes the items that are replaced by others, and renumbers the remaining ones.
    ///
    /// Every reference to an item must be mapped through the [`Renumbering`].
    ///
    /// # Panics
    ///
    /// If items replace each other in a cycle.
    pub fn merge(&mut self, others: &BTreeMap<I, I>) -> Renumbering<I> {
        let mut kept = 0;
        let mut targets: Vec<Option<I>> = Vec::with_capacity(self.len());
        let mut items = Vec::with_capacity(self.len().saturating_sub(others.len()));
        for (number, item) in std::mem::take(&mut self.items).into_iter().enumerate() {
            let is_kept = !others.contains_key(&I::new(number));
            targets.push(is_kept.then(|| I::new(kept)));
            if is_kept {
                items.push(item);
                kept += 1;
            }
        }
        self.items = items;
        for id in others.keys() {
            let ways = std::iter::successors(Some(*id), |id| others.get(id).copied());
            let last = ways.take(others.len() + 1).last();
            targets[id.number()] = last.and_then(|last| targets[last.number()]);
        }
        let targets = targets.into_iter();
        Renumbering(IdVec::from_items(
            targets
                .map(|target| target.expect("it leads to an item that is kept"))
                .collect(),
        ))
    }
}

/// Maps the IDs of a vector before items were removed to those afterwards.
#[derive(Debug)]
pub struct Renumbering<I>(IdVec<I, I>);

impl<I: Id> Renumbering<I> {
    /// Returns the new ID of the item with the ID `old`.
    pub fn new_id(&self, old: I) -> I {
        self.0[old]
    }
}

/// Moves items into a new vector, each when it is first requested. Other items are dropped.
///
/// Every reference to an item must be replaced by the ID that [`Relocation::relocate`] returns.
#[derive(Debug)]
pub struct Relocation<I, Old, New> {
    old: IdVec<I, Slot<I, Old>>,
    new: IdVec<I, New>,
}

#[derive(Debug)]
enum Slot<I, Old> {
    Here(Old),
    Moved(I),
}

impl<I: Id, Old, New> Relocation<I, Old, New> {
    /// Creates a relocation without moved items.
    pub fn of(items: IdVec<I, Old>) -> Self {
        let old = items.items.into_iter().map(Slot::Here);
        Self {
            old: IdVec::from_items(old.collect()),
            new: IdVec::new(),
        }
    }

    /// Returns the new ID of an item, which is moved by `convert` when it is first requested.
    pub fn relocate(&mut self, id: I, convert: impl FnOnce(I, Old) -> New) -> I {
        let next = I::new(self.new.len());
        let slot = &mut self.old[id];
        match std::mem::replace(slot, Slot::Moved(next)) {
            Slot::Here(item) => self.new.push(convert(next, item)),
            Slot::Moved(known) => {
                *slot = Slot::Moved(known);
                known
            }
        }
    }

    /// Returns a moved item by its new ID.
    pub fn moved(&mut self, id: I) -> &mut New {
        &mut self.new[id]
    }

    /// Returns the moved items, in the order in which they were requested.
    pub fn finish(self) -> IdVec<I, New> {
        self.new
    }
}

impl<I: Id, T> Index<I> for IdVec<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.items[id.number()]
    }
}

impl<I: Id, T> IndexMut<I> for IdVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.number()]
    }
}

impl<'a, I: Id, T> IntoIterator for &'a IdVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, I: Id, T> IntoIterator for &'a mut IdVec<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<I: Id, T> Default for IdVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IdVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

impl<I, T: Serialize> Serialize for IdVec<I, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_maps_every_id() {
        let mut models: IdVec<ModelId, char> = IdVec::new();
        let ids = ['a', 'b', 'c', 'd'].map(|name| models.push(name));
        // `a` became `c`, which became `d`.
        let others = BTreeMap::from([(ids[0], ids[2]), (ids[2], ids[3])]);
        let renumbering = models.merge(&others);
        let now = ids.map(|id| models[renumbering.new_id(id)]);
        assert_eq!(now, ['d', 'b', 'd', 'd']);
        assert_eq!(models.iter().collect::<String>(), "bd");
    }
    #[test]
    fn requested_items_move_once() {
        let mut letters: IdVec<ModelId, char> = IdVec::new();
        let [a, _, c] = ['a', 'b', 'c'].map(|letter| letters.push(letter));
        let mut relocation = Relocation::of(letters);
        let moved = [c, a, c].map(|id| {
            relocation.relocate(id, |id, letter| (id, letter.to_ascii_uppercase()))
        });
        let letters = relocation.finish();
        assert_eq!(
            moved.map(|id| letters[id]),
            [(moved[0], 'C'), (moved[1], 'A'), (moved[0], 'C')]
        );
        assert_eq!(letters.len(), 2);
    }
}
