//! What the types of the API stand for while twins are merged, without changing each of them for each twin.

use std::collections::BTreeMap;

use crate::ir::ModelId;

/// What each model that a type names stands for by now.
pub(super) struct MergedModels {
    /// For each model another of its class, closer to the first; the first leads to itself.
    next: Vec<usize>,
    /// How many models a class has, by its first.
    size: Vec<usize>,
    /// What the models of a class stand for, by its first.
    meaning: Vec<ModelId>,
    /// The first of the class that stands for a model, if any does.
    class: Vec<Option<usize>>,
}

impl MergedModels {
    /// Every model stands for itself.
    pub(super) fn new(count: usize) -> Self {
        Self {
            next: (0..count).collect(),
            size: vec![1; count],
            meaning: (0..count).map(ModelId).collect(),
            class: (0..count).map(Some).collect(),
        }
    }

    /// What a model that a type names stands for.
    pub(super) fn now(&self, id: ModelId) -> ModelId {
        self.meaning[self.first(id.0)]
    }

    /// Lets all that stands for a key stand for its value, at once for all of them.
    pub(super) fn replace(&mut self, pairs: &BTreeMap<ModelId, ModelId>) {
        let moved: Vec<(Option<usize>, ModelId)> = pairs
            .iter()
            .map(|(other, one)| (self.class[other.0].take(), *one))
            .collect();
        for (class, one) in moved {
            let Some(class) = class else { continue };
            let first = match self.class[one.0] {
                Some(other) => self.join(class, other),
                None => class,
            };
            self.class[one.0] = Some(first);
            self.meaning[first] = one;
        }
    }

    /// Makes one of two classes, the smaller part of the larger; its first.
    fn join(&mut self, one: usize, other: usize) -> usize {
        let (small, large) = if self.size[one] < self.size[other] {
            (one, other)
        } else {
            (other, one)
        };
        self.next[small] = large;
        self.size[large] += self.size[small];
        large
    }

    fn first(&self, mut id: usize) -> usize {
        while self.next[id] != id {
            id = self.next[id];
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_follow_one_another_and_happen_at_once() {
        let mut merged = MergedModels::new(5);
        let mut replace = |pairs: &[(usize, usize)]| {
            let pairs =
                pairs.iter().map(|(key, value)| (ModelId(*key), ModelId(*value)));
            merged.replace(&pairs.collect());
            (0..5).map(|id| merged.now(ModelId(id)).0).collect::<Vec<_>>()
        };
        assert_eq!(replace(&[(1, 0)]), [0, 0, 2, 3, 4]);
        assert_eq!(replace(&[(0, 2), (2, 3)]), [2, 2, 3, 3, 4]);
        assert_eq!(replace(&[(2, 3), (3, 2)]), [3, 3, 2, 2, 4]);
        assert_eq!(replace(&[(1, 4)]), [3, 3, 2, 2, 4]);
        assert_eq!(replace(&[(3, 4)]), [4, 4, 2, 2, 4]);
    }
}
