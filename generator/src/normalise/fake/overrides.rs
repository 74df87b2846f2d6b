//! The values of properties that `x-fake` sets.

use super::context::Context;
use super::names::Names;
use crate::diagnostics::Pointer;
use crate::ir::fake::drafts::ValueDraft;
use crate::ir::fake::{Count, PropertyPath, Value};
use crate::ir::{IdVec, Model, ModelId, ResourceId};

/// The values of the properties of models, which their schemas set.
pub(super) type Overrides<'a> = IdVec<ModelId, Vec<(PropertyPath, &'a ValueDraft)>>;

/// Returns the values that the schemas of models set.
pub(super) fn overrides<'a>(names: &mut Names<'_, 'a>) -> Overrides<'a> {
    let api = names.context.api;
    api.models.map(|id, model| {
        let mut overrides = Vec::new();
        for pointer in &model.pointers {
            let draft = api.fake.schemas.get(pointer);
            for (name, value) in draft.iter().flat_map(|draft| &draft.properties) {
                let path = names.property_of(id, &model.name, name);
                overrides.extend(path.map(|path| (path, value)));
            }
        }
        overrides.extend(of_twins(names.context, model));
        overrides
    })
}

/// Returns the values that the schemas of the properties of merged models set.
fn of_twins<'a>(
    context: &Context<'a>,
    model: &'a Model,
) -> Vec<(PropertyPath, &'a ValueDraft)> {
    let drafts = &context.api.fake;
    let twins = model.pointers.iter().skip(1);
    let values = twins.flat_map(|twin| {
        let properties = twin.join("properties");
        model.fields.iter().filter_map(move |field| {
            let pointer: Pointer = properties.join(&field.wire);
            let schema = drafts.schemas.get(drafts.fields.get(&pointer)?)?;
            Some((vec![field.wire.clone()], schema.value.as_ref()?))
        })
    });
    values.collect()
}

/// Returns a value with resolved names.
pub(super) fn value(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &ValueDraft,
) -> Option<Value> {
    Some(match draft {
        ValueDraft::Initial(text) => Value::Json(text.clone()),
        ValueDraft::Sid => Value::Sid,
        ValueDraft::Account => Value::Account,
        ValueDraft::Created => Value::Created,
        ValueDraft::Updated => Value::Updated,
        ValueDraft::Index => Value::Index,
        ValueDraft::Copy(from) => {
            let from = from.iter().map(|from| names.reference(id, from));
            Value::Copy(from.collect::<Option<_>>()?)
        }
        ValueDraft::Read(from) => Value::Read(names.reference(id, from)?),
        ValueDraft::Count(count) => {
            let resource = names.resource(&count.resource)?;
            Value::Count(Count {
                resource,
                property: names.property(resource, &count.property)?,
                above: names.property(id, &count.above)?,
                maximum: count.maximum,
            })
        }
    })
}
