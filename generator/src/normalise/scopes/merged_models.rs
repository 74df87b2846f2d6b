//! What the types of the API stand for while twins are merged, without changing each of them for each twin.

use std::collections::BTreeMap;

use crate::ir::{IdVec, ModelId};

/// What each model that a type names stands for by now.
pub(super) struct MergedModels {
    /// For each model another of its class, closer to the first; the first leads to itself.
    next: IdVec<ModelId, ModelId>,
    /// How many models a class has, by its first.
    size: IdVec<ModelId, usize>,
    /// What the models of a class stand for, by its first.
    meaning: IdVec<ModelId, ModelId>,
    /// The first of the class that stands for a model, if any does.
    class: IdVec<ModelId, Option<ModelId>>,
}

impl MergedModels {
    /// Every model stands for itself.
    pub(super) fn of<T>(models: &IdVec<ModelId, T>) -> Self {
        Self {
            next: models.map(|id, _| id),
            size: models.map(|_, _| 1),
            meaning: models.map(|id, _| id),
            class: models.map(|id, _| Some(id)),
        }
    }

    /// What a model that a type names stands for.
    pub(super) fn now(&self, id: ModelId) -> ModelId {
        self.meaning[self.first(id)]
    }

    /// Lets all that stands for a key stand for its value, at once for all of them.
    pub(super) fn replace(&mut self, pairs: &BTreeMap<ModelId, ModelId>) {
        let moved: Vec<(Option<ModelId>, ModelId)> =
            pairs.iter().map(|(other, one)| (self.class[*other].take(), *one)).collect();
        for (class, one) in moved {
            let Some(class) = class else { continue };
            let first = match self.class[one] {
                Some(other) => self.join(class, other),
                None => class,
            };
            self.class[one] = Some(first);
            self.meaning[first] = one;
        }
    }

    /// Makes one of two classes, the smaller part of the larger; its first.
    fn join(&mut self, one: ModelId, other: ModelId) -> ModelId {
        let (small, large) = if self.size[one] < self.size[other] {
            (one, other)
        } else {
            (other, one)
        };
        self.next[small] = large;
        let added = self.size[small];
        self.size[large] += added;
        large
    }

    fn first(&self, mut id: ModelId) -> ModelId {
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
        let mut models = IdVec::new();
        let ids = [0, 1, 2, 3, 4].map(|name| models.push(name));
        let mut merged = MergedModels::of(&models);
        let mut replace = |pairs: &[(usize, usize)]| {
            let pairs = pairs.iter().map(|(key, value)| (ids[*key], ids[*value]));
            merged.replace(&pairs.collect());
            ids.map(|id| models[merged.now(id)])
        };
        assert_eq!(replace(&[(1, 0)]), [0, 0, 2, 3, 4]);
        assert_eq!(replace(&[(0, 2), (2, 3)]), [2, 2, 3, 3, 4]);
        assert_eq!(replace(&[(2, 3), (3, 2)]), [3, 3, 2, 2, 4]);
        assert_eq!(replace(&[(1, 4)]), [3, 3, 2, 2, 4]);
        assert_eq!(replace(&[(3, 4)]), [4, 4, 2, 2, 4]);
    }
}
