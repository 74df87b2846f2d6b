//! Pass: a union knows the value of the discriminator of each variant.
//!
//! A model that is only that variant has no field for it. In others the field is optional: where it is missing, the union adds
//! the value.

use std::collections::HashMap;

use super::rewrite::every_type;
use crate::ir::{Discriminator, LoweredApi, ModelId, Presence, Type};

/// The property that is the discriminator of a variant, and its value there.
type Value = (String, String);

/// Removes the discriminators from variants, or makes them optional.
pub(super) fn release_discriminators(api: &mut LoweredApi) {
    let values = values(api);
    let mut uses: HashMap<ModelId, usize> = HashMap::new();
    every_type(api, |ty| {
        if let Type::Model(id) = ty {
            *uses.entry(*id).or_default() += 1;
        }
    });
    for (id, values) in values {
        let Some((property, _)) = values.first() else {
            continue;
        };
        let has_one_value = values.iter().all(|value| *value == values[0]);
        let fields = &mut api.models[id].fields;
        if has_one_value && uses.get(&id) == Some(&values.len()) {
            fields.retain(|field| field.wire != *property);
            continue;
        }
        for field in fields.iter_mut().filter(|field| field.wire == *property) {
            field.required = false;
            field.presence = Presence::Optional;
        }
    }
}

/// Returns the values of the discriminators for each model that is a variant of unions.
fn values(api: &LoweredApi) -> HashMap<ModelId, Vec<Value>> {
    let mut values: HashMap<ModelId, Vec<Value>> = HashMap::new();
    for union in &api.models {
        let Some(Discriminator::Property(property)) = &union.union else {
            continue;
        };
        for variant in &union.fields {
            if let Type::Model(id) = variant.ty {
                let value = (property.clone(), variant.wire.clone());
                values.entry(id).or_default().push(value);
            }
        }
    }
    values
}
