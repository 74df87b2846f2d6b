//! Tracks replaced models while twins are merged, without rewriting all types for each twin.

use std::collections::BTreeMap;

use crate::ir::{IdVec, ModelId};

/// The current replacement of each model, as a union-find structure.
pub(super) struct MergedModels {
    /// The next model of the class on the path to its representative, which refers to itself.
    next: IdVec<ModelId, ModelId>,
    /// The size of each class, by representative.
    size: IdVec<ModelId, usize>,
    /// The replacement for the models of a class, by representative.
    meaning: IdVec<ModelId, ModelId>,
    /// The representative of the class that is replaced by a model, if any.
    class: IdVec<ModelId, Option<ModelId>>,
}

impl MergedModels {
    /// Creates the structure without replacements.
    pub(super) fn of<T>(models: &IdVec<ModelId, T>) -> Self {
        Self {
            next: models.map(|id, _| id),
            size: models.map(|_, _| 1),
            meaning: models.map(|id, _| id),
            class: models.map(|id, _| Some(id)),
        }
    }

    /// Returns the current replacement of a model.
    pub(super) fn now(&self, id: ModelId) -> ModelId {
        self.meaning[self.first(id)]
    }

    /// Replaces each key by its value, simultaneously.
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

    /// Merges the smaller of two classes into the larger, and returns the representative.
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
