//! Recursive models.

use super::{IdVec, Model, ModelId, Type};

/// The recursive models: those that contain each other directly instead of in a list or a map.
#[derive(Clone, Debug)]
pub struct Rings {
    /// A representative of the cycle of each model.
    ring: IdVec<ModelId, ModelId>,
}

impl Rings {
    /// Finds the cycles by Tarjan's algorithm, in linear time.
    pub fn of(models: &IdVec<ModelId, Model>) -> Self {
        let mut search = Search {
            models,
            count: 0,
            found: models.map(|_, _| None),
            lowest: models.map(|_, _| 0),
            open: Vec::new(),
            ring: models.map(|_, _| None),
        };
        for model in models.ids() {
            search.start(model);
        }
        Self {
            ring: models.map(|model, _| search.ring[model].unwrap_or(model)),
        }
    }

    /// Returns `true` if a field of this type in `model` makes the model recursive.
    pub fn hold(&self, ty: &Type, model: ModelId) -> bool {
        matches!(ty, Type::Model(id) if self.ring[*id] == self.ring[model])
    }
}

struct Search<'a> {
    models: &'a IdVec<ModelId, Model>,
    /// Number of models found.
    count: usize,
    /// The order in which the models were found.
    found: IdVec<ModelId, Option<usize>>,
    /// The earliest open model that each model refers to.
    lowest: IdVec<ModelId, usize>,
    /// Models whose cycle is not yet known.
    open: Vec<ModelId>,
    ring: IdVec<ModelId, Option<ModelId>>,
}

impl Search<'_> {
    fn start(&mut self, model: ModelId) {
        if self.found[model].is_some() {
            return;
        }
        // The models on the current path, each with its next field.
        let mut way = vec![(model, 0)];
        self.enter(model);
        while let Some((model, next)) = way.last_mut() {
            let model = *model;
            let Some(field) = self.models[model].fields.get(*next) else {
                way.pop();
                self.leave(model, way.last().map(|(outer, _)| *outer));
                continue;
            };
            *next += 1;
            let Type::Model(held) = field.ty else {
                continue;
            };
            match self.found[held] {
                None => {
                    self.enter(held);
                    way.push((held, 0));
                }
                Some(found) if self.ring[held].is_none() => {
                    self.lowest[model] = self.lowest[model].min(found);
                }
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, model: ModelId) {
        self.found[model] = Some(self.count);
        self.lowest[model] = self.count;
        self.count += 1;
        self.open.push(model);
    }

    fn leave(&mut self, model: ModelId, outer: Option<ModelId>) {
        if Some(self.lowest[model]) == self.found[model] {
            while let Some(member) = self.open.pop() {
                self.ring[member] = Some(model);
                if member == model {
                    break;
                }
            }
        }
        if let Some(outer) = outer {
            self.lowest[outer] = self.lowest[outer].min(self.lowest[model]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Pointer;
    use crate::ir::{Access, Direction, Field, Presence, Sensitivity, TypeOwner};

    fn model(fields: &[Type]) -> Model {
        let field = |ty: &Type| Field {
            pointer: Pointer::root(),
            wire: String::new(),
            explicit_name: None,
            ty: ty.clone(),
            presence: Presence::Optional,
            required: false,
            nullable: false,
            access: Access::default(),
            minimum: None,
            maximum: None,
            default: None,
            sensitivity: Sensitivity::Public,
            example: None,
            deprecated: false,
            description: String::new(),
        };
        Model {
            pointers: Vec::new(),
            name: String::new(),
            explicit_name: None,
            owner: TypeOwner::Events,
            direction: Direction::default(),
            union: None,
            fields: fields.iter().map(field).collect(),
            deprecated: false,
            description: String::new(),
        }
    }

    #[test]
    fn only_direct_cycles_are_recursive() {
        let mut models = IdVec::new();
        let ids = [(); 5].map(|()| models.push(model(&[])));
        let held = |index: usize| Type::Model(ids[index]);
        let fields = [
            vec![held(1), held(3), held(4)],
            vec![held(2), held(2)],
            vec![held(0)],
            vec![Type::Array(Box::new(held(0))), Type::String],
            vec![held(4)],
        ];
        for (id, fields) in ids.into_iter().zip(fields) {
            models[id] = model(&fields);
        }
        let rings = Rings::of(&models);
        let boxed: Vec<Vec<bool>> = models
            .entries()
            .map(|(id, model)| {
                model.fields.iter().map(|field| rings.hold(&field.ty, id)).collect()
            })
            .collect();
        assert_eq!(
            boxed,
            [
                vec![true, false, false],
                vec![true, true],
                vec![true],
                vec![false, false],
                vec![true]
            ]
        );
    }
}
