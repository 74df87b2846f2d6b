//! Models that hold themselves.

use std::collections::HashMap;

use super::{Api, Model, ModelId, Type};

/// Which models hold one another in place, rather than in a list or a map.
#[derive(Clone, Debug)]
pub struct Rings {
    /// A number for each model; those that hold one another share it.
    ring: Vec<usize>,
}

impl Rings {
    /// Finds them, by Tarjan's algorithm: each field of each model is looked at once.
    pub fn of(api: &Api) -> Self {
        let mut search = Search {
            models: &api.models,
            found: HashMap::new(),
            lowest: vec![0; api.models.len()],
            open: Vec::new(),
            ring: vec![None; api.models.len()],
        };
        for model in 0..api.models.len() {
            search.start(model);
        }
        let ring = search.ring.into_iter().enumerate();
        Self {
            ring: ring.map(|(model, ring)| ring.unwrap_or(model)).collect(),
        }
    }

    /// Whether a value of the type of one of a model's fields holds one of the model in place.
    pub fn hold(&self, ty: &Type, model: ModelId) -> bool {
        matches!(ty, Type::Model(id) if self.ring[id.0] == self.ring[model.0])
    }
}

struct Search<'a> {
    models: &'a [Model],
    /// When each model was found.
    found: HashMap<usize, usize>,
    /// The earliest of the open models that each model leads to.
    lowest: Vec<usize>,
    /// Those whose ring is not known yet.
    open: Vec<usize>,
    ring: Vec<Option<usize>>,
}

impl Search<'_> {
    fn start(&mut self, model: usize) {
        if self.found.contains_key(&model) {
            return;
        }
        // Each model on the way with the field that is looked at next.
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
            match self.found.get(&held.0) {
                None => {
                    self.enter(held.0);
                    way.push((held.0, 0));
                }
                Some(found) if self.ring[held.0].is_none() => {
                    self.lowest[model] = self.lowest[model].min(*found);
                }
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, model: usize) {
        let now = self.found.len();
        self.found.insert(model, now);
        self.lowest[model] = now;
        self.open.push(model);
    }

    fn leave(&mut self, model: usize, outer: Option<usize>) {
        if self.lowest[model] == self.found[&model] {
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
    use crate::ir::{Field, Presence, Sensitivity};

    fn model(fields: &[Type]) -> Model {
        let field = |ty: &Type| Field {
            pointer: Pointer::root(),
            wire: String::new(),
            explicit_name: None,
            ty: ty.clone(),
            presence: Presence::Optional,
            sensitivity: Sensitivity::Public,
            description: String::new(),
        };
        Model {
            pointers: Vec::new(),
            name: String::new(),
            explicit_name: None,
            owner: None,
            fields: fields.iter().map(field).collect(),
            description: String::new(),
        }
    }

    #[test]
    fn only_what_leads_back_in_place_holds_itself() {
        let held = |id| Type::Model(ModelId(id));
        let api = Api {
            models: vec![
                model(&[held(1), held(3), held(4)]),
                model(&[held(2), held(2)]),
                model(&[held(0)]),
                model(&[Type::Array(Box::new(held(0))), Type::String]),
                model(&[held(4)]),
            ],
            ..Api::default()
        };
        let rings = Rings::of(&api);
        let boxed: Vec<Vec<bool>> = api
            .models
            .iter()
            .enumerate()
            .map(|(id, model)| {
                let fields = model.fields.iter();
                fields.map(|field| rings.hold(&field.ty, ModelId(id))).collect()
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
