//! Ids, and the vectors whose places they are.
//!
//! Only an [`IdVec`] makes ids, and the number in one is known to this file alone. Items leave a vector in two ways, and
//! both say what the old ids have become: [`IdVec::merge`] and [`Relocation`].

use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use serde::{Serialize, Serializer};

/// A place in an [`IdVec`].
pub trait Id: Copy + Ord + Hash + fmt::Debug + number::Number {}

mod number {
    /// The number in an id.
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
    /// A resource, by its place in [`Api::resources`](super::Api::resources).
    ResourceId
}
id! {
    /// A model, by its place in [`Api::models`](super::Api::models).
    ModelId
}
id! {
    /// An enumeration, by its place in [`Api::enumerations`](super::Api::enumerations).
    EnumerationId
}
id! {
    /// A kind of SID, by its place in [`Api::sids`](super::Api::sids).
    SidId
}

/// A vector whose places have a type of their own.
///
/// Beside the vector that holds the things themselves there may be others that hold something for each of them, made by
/// [`IdVec::map`].
#[derive(Clone, PartialEq, Eq)]
pub struct IdVec<I, T> {
    items: Vec<T>,
    ids: PhantomData<I>,
}

impl<I: Id, T> IdVec<I, T> {
    /// A vector without items.
    pub fn new() -> Self {
        Self::from_items(Vec::new())
    }

    fn from_items(items: Vec<T>) -> Self {
        Self {
            items,
            ids: PhantomData,
        }
    }

    /// Adds an item, and returns its id.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::new(self.items.len() - 1)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The ids of all items.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::new)
    }

    /// All items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// All items, to change them.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    /// All items with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(number, item)| (I::new(number), item))
    }

    /// A vector with something for each item.
    pub fn map<U>(&self, mut f: impl FnMut(I, &T) -> U) -> IdVec<I, U> {
        IdVec::from_items(self.entries().map(|(id, item)| f(id, item)).collect())
    }

    /// Removes the items that others stand for by now, and numbers the rest anew.
    ///
    /// Every reference to an item has to go through the [`Renumbering`].
    ///
    /// # Panics
    ///
    /// If items stand for each other in a circle.
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

/// What the ids of a vector became when items were removed.
#[derive(Debug)]
pub struct Renumbering<I>(IdVec<I, I>);

impl<I: Id> Renumbering<I> {
    /// The id by now of what had the id `old`.
    pub fn new_id(&self, old: I) -> I {
        self.0[old]
    }
}

/// Moves items into a new vector, each when it is first asked for. What is never asked for is left behind.
///
/// Every reference to an item has to be replaced by what [`Relocation::relocate`] returns.
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
    /// Nothing has moved yet.
    pub fn of(items: IdVec<I, Old>) -> Self {
        let old = items.items.into_iter().map(Slot::Here);
        Self {
            old: IdVec::from_items(old.collect()),
            new: IdVec::new(),
        }
    }

    /// Returns the new id of an item, which `convert` moves when it is asked for the first time.
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

    /// An item that has moved, by its new id.
    pub fn moved(&mut self, id: I) -> &mut New {
        &mut self.new[id]
    }

    /// The items that have moved, in the order in which they were asked for.
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
    fn every_id_has_a_new_one_after_a_merge() {
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
    fn what_is_asked_for_moves_once() {
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
