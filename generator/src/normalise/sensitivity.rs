//! Personal data that is an object: its text is kept back, the object itself may be shown.
//!
//! A field marked as personal that holds a model says so of everything in it. Moving the mark to the text fields of the
//! model lets `Debug` still show what is not personal, such as the kind of an address.

use std::collections::BTreeSet;

use crate::ir::{LoweredApi, Model, ModelId, Sensitivity, Type, Undecided};

/// Moves the mark from fields that hold a model to the text fields of that model, and of the models it holds.
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

/// Marks the text fields; answers the models that the others hold.
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
