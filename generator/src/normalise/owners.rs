//! Models and enumerations belong to the first resource that uses them; what nothing uses is left out.
//!
//! Left out are only leftovers of earlier passes: envelopes of pages, merged twins, sets that became booleans. Schemas
//! that the document itself never uses were reported when it was read.

use std::collections::BTreeSet;

use super::rewrite::every_type;
use crate::ir::{Api, EnumerationId, ModelId, ResourceId, ResponseBody, Role, Type};

/// Sets the owners, removes what is not reached, and numbers the rest anew in the order of their owners.
pub(super) fn assign_and_prune(api: &mut Api) {
    let mut reached = Reached::default();
    for id in api.resource_ids() {
        reached.visit_resource(api, id);
    }
    let models = renumber(&mut api.models, &reached.models, |model, owner| {
        model.owner = Some(owner);
    });
    let enumerations =
        renumber(&mut api.enumerations, &reached.enumerations, |enumeration, owner| {
            enumeration.owner = Some(owner);
        });
    for resource in &mut api.resources {
        resource.model = resource.model.and_then(|id| models[id.0]).map(ModelId);
    }
    every_type(api, |ty| match ty {
        Type::Model(id) => *id = ModelId(models[id.0].unwrap_or(id.0)),
        Type::Enumeration(id) => *id = EnumerationId(enumerations[id.0].unwrap_or(id.0)),
        _ => {}
    });
}

#[derive(Default)]
struct Reached {
    models: Vec<(usize, ResourceId)>,
    enumerations: Vec<(usize, ResourceId)>,
    seen_models: BTreeSet<usize>,
    seen_enumerations: BTreeSet<usize>,
}

impl Reached {
    fn visit_resource(&mut self, api: &Api, id: ResourceId) {
        let resource = api.resource(id);
        if let Some(model) = resource.model {
            self.visit(api, id, &Type::Model(model));
        }
        for operation in &resource.operations {
            for parameter in operation
                .parameters
                .iter()
                .filter(|parameter| parameter.role != Role::Hidden)
            {
                self.visit(api, id, &parameter.ty);
            }
            for response in &operation.responses {
                if let ResponseBody::Value(ty) | ResponseBody::Page(ty) = &response.body
                {
                    self.visit(api, id, ty);
                }
            }
        }
    }

    fn visit(&mut self, api: &Api, user: ResourceId, ty: &Type) {
        let mut rest = vec![ty];
        while let Some(ty) = rest.pop() {
            match ty.innermost() {
                Type::Model(model) if self.seen_models.insert(model.0) => {
                    self.models.push((model.0, user));
                    let fields = api.model(*model).fields.iter().rev();
                    rest.extend(fields.map(|field| &field.ty));
                }
                Type::Enumeration(enumeration)
                    if self.seen_enumerations.insert(enumeration.0) =>
                {
                    self.enumerations.push((enumeration.0, user));
                }
                _ => {}
            }
        }
    }
}

/// Keeps the reached items in the order they were reached; answers where each old index went.
fn renumber<T: Clone>(
    items: &mut Vec<T>,
    reached: &[(usize, ResourceId)],
    set_owner: impl Fn(&mut T, ResourceId),
) -> Vec<Option<usize>> {
    let mut target = vec![None; items.len()];
    let mut kept = Vec::with_capacity(reached.len());
    for (new, &(old, owner)) in reached.iter().enumerate() {
        let mut item = items[old].clone();
        set_owner(&mut item, owner);
        target[old] = Some(new);
        kept.push(item);
    }
    *items = kept;
    target
}
