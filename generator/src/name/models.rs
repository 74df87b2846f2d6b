//! Names of models and their fields.

use std::collections::{HashMap, HashSet};

use heck::ToUpperCamelCase;

use super::namespace::Namespace;
use super::subject::Subject;
use super::types::TypeNames;
use super::{ModelNames, reserved, symbols};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, IdVec, Model, ModelId, ResourceId, TypeOwner, Variant};

/// Names the model of a resource after the resource, that of an event after its kind, and others after their schemas, unless
/// they have explicit names.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    types: &mut TypeNames,
    diagnostics: &mut Diagnostics,
) -> IdVec<ModelId, ModelNames> {
    let events = EventModels::of(api);
    api.models.map(|id, model| {
        let preferred =
            events.name(id).unwrap_or_else(|| preferred_name(api, titles, (id, model)));
        let subject = Subject::declared(&model.pointers[0]);
        let mut fields = Namespace::new(events.reserved(id));
        ModelNames {
            name: types.of(model.owner).type_name(&preferred, subject, diagnostics),
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

fn preferred_name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    (id, model): (ModelId, &Model),
) -> String {
    match (&model.explicit_name, model.owner) {
        (Some(name), _) => name.clone(),
        (None, TypeOwner::Resource(owner)) if api.resource(owner).model == Some(id) => {
            titles[owner].clone()
        }
        (None, _) => model.name.to_upper_camel_case(),
    }
}

/// The models of events, with the kinds that they are named after, and those of the replies to them.
struct EventModels<'a> {
    kinds: HashMap<ModelId, &'a Variant>,
    replies: HashSet<ModelId>,
}

impl<'a> EventModels<'a> {
    fn of(api: &'a Api) -> Self {
        let Some(events) = &api.events else {
            return Self {
                kinds: HashMap::new(),
                replies: HashSet::new(),
            };
        };
        let variants = &api.enumeration(events.kinds).variants;
        let variants: HashMap<&String, &Variant> =
            variants.iter().map(|variant| (&variant.wire, variant)).collect();
        let events_of = events.events.iter();
        Self {
            kinds: events_of
                .filter_map(|event| Some((event.model, *variants.get(&event.kind)?)))
                .collect(),
            replies: events.reply_models().into_iter().collect(),
        }
    }

    fn name(&self, model: ModelId) -> Option<String> {
        let kind = self.kinds.get(&model)?;
        Some(symbols::variant(kind).to_upper_camel_case())
    }

    /// Returns the names that the members of a model cannot have.
    fn reserved(&self, model: ModelId) -> &'static [&'static [&'static str]] {
        if self.kinds.contains_key(&model) {
            &[reserved::EVENT_FIELDS]
        } else if self.replies.contains(&model) {
            &[reserved::REPLY_METHODS, reserved::DERIVED_METHODS]
        } else {
            &[]
        }
    }
}
