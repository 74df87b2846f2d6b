//! Names of models and their fields.

use heck::ToUpperCamelCase;

use super::ModelNames;
use super::namespace::Namespace;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ModelId};

/// A resource's own model is called as the resource; others as the document calls them, or by hand.
pub(super) fn name(
    api: &Api,
    titles: &[String],
    types: &mut Namespace,
    diagnostics: &mut Diagnostics,
) -> Vec<ModelNames> {
    let models = api.models.iter().enumerate();
    models
        .map(|(index, model)| {
            let own = model
                .owner
                .filter(|owner| api.resource(*owner).model == Some(ModelId(index)));
            let wish = match (&model.explicit_name, own) {
                (Some(name), _) => name.clone(),
                (None, Some(owner)) => titles[owner.0].clone(),
                (None, None) => model.name.to_upper_camel_case(),
            };
            let mut fields = Namespace::new(&[]);
            ModelNames {
                name: types.verbatim(&wish, &model.pointers[0], diagnostics),
                fields: model
                    .fields
                    .iter()
                    .map(|field| {
                        let wish = field.explicit_name.as_ref().unwrap_or(&field.wire);
                        fields.snake(wish, &field.pointer, diagnostics)
                    })
                    .collect(),
            }
        })
        .collect()
}
