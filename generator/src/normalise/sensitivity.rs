//! Pass: in objects that are personal data, the string fields are redacted instead of the whole object.
//!
//! If a field with a model is marked as personal data, the mark applies to all of its contents. Moving it to the string
//! fields of the model allows `Debug` to show the others, such as the kind of an address.

use std::collections::BTreeSet;

use crate::ir::{LoweredApi, Model, ModelId, Sensitivity, Type, Undecided};

/// Moves the mark from fields with a model to the string fields of that model and of the models in it.
pub(super) fn spread(api: &mut LoweredApi) {
    let mut personal: BTreeSet<ModelId> = BTreeSet::new();
    for field in api.models.iter_mut().flat_map(|model| &mut model.fields) {
        if let (Type::Model(id), Sensitivity::Personal) =
            (field.ty.innermost(), field.sensitivity)
        {
            personal.insert(*id);
            field.sensitivity = Sensitivity::Public;
        }
    }
    let mut rest: Vec<ModelId> = personal.iter().copied().collect();
    while let Some(id) = rest.pop() {
        for nested in mark_text(&mut api.models[id]) {
            if personal.insert(nested) {
                rest.push(nested);
            }
        }
    }
}

/// Marks the string fields and returns the models in the other fields.
fn mark_text(model: &mut Model<Undecided>) -> Vec<ModelId> {
    let mut nested = Vec::new();
    for field in &mut model.fields {
        match field.ty.innermost() {
            Type::String | Type::Uri | Type::JsonText | Type::Json => {
                field.sensitivity = Sensitivity::Personal;
            }
            Type::Model(id) => nested.push(*id),
            _ => {}
        }
    }
    nested
}
