//! Names of models and their fields.

use heck::ToUpperCamelCase;

use super::ModelNames;
use super::namespace::Namespace;
use super::subject::Subject;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, IdVec, ModelId, ResourceId};

/// Names the model of a resource after the resource, and others after their schemas, unless they have explicit names.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    types: &mut Namespace,
    diagnostics: &mut Diagnostics,
) -> IdVec<ModelId, ModelNames> {
    api.models.map(|id, model| {
        let preferred = match &model.explicit_name {
            Some(name) => name.clone(),
            None if api.resource(model.owner).model == Some(id) => {
                titles[model.owner].clone()
            }
            None => model.name.to_upper_camel_case(),
        };
        let subject = Subject::declared(&model.pointers[0]);
        let mut fields = Namespace::new(&[]);
        ModelNames {
            name: types.type_name(&preferred, subject, diagnostics),
            fields: model
                .fields
                .iter()
                .map(|field| {
                    let preferred = field.explicit_name.as_ref().unwrap_or(&field.wire);
                    fields.snake(
                        preferred,
                        Subject::declared(&field.pointer),
                        diagnostics,
                    )
                })
                .collect(),
        }
    })
}
